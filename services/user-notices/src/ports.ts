import type { SeatRef } from '@cleandesk/contracts';
import type { Happening, Instant } from './domain/happening.ts';
import type { Notice } from './domain/notice.ts';
import type { View } from './domain/view.ts';

/** A way to tell somebody: a mail to the user, or a message to the owner's topic. */
export type Channel = 'mail' | 'topic';

/** One notice, in words. */
export type Letter = {
  /** One line. */
  subject: string;
  text: string;
  html: string;
  /** For whoever reads the topic. */
  topic: string;
};

export type Wording = {
  letter(notice: Notice, view: View): Promise<Letter>;
};

export type Teller = {
  readonly channel: Channel;
  /** Whether there is anybody to tell. */
  reaches(seat: SeatRef): boolean;
  /**
   * @returns `told`, or why nobody can be told this, however often it is tried: a word without a person in it.
   * @throws {NotTold} nothing has gone out: it can be tried again.
   * @throws {PerhapsTold} nobody knows whether it has gone out.
   */
  tell(letter: Letter, notice: Notice, about: Happening): Promise<'told' | { refused: string }>;
};

/** Nothing has gone out. Its message carries the name of an error and nothing that AWS wrote: AWS writes addresses there. */
export class NotTold extends Error {
  override readonly name = 'NotTold';
}

/** An answer did not come. Its message carries no more than that of {@link NotTold}. */
export class PerhapsTold extends Error {
  override readonly name = 'PerhapsTold';
}

/** One notice of one story, by one way. */
export type Item = { story: string; notice: Notice; channel: Channel };

/** What has been told. Events come at least once, and people want to be told once. */
export type Told = {
  /**
   * Takes an item in hand until `until`. `done`: it was told, or can't be. `passed`: its story is further on. `inHand`: by
   * another run, which may have died. `now` and `until` in epoch ms.
   */
  begin(item: Item, times: { now: Instant; until: Instant }): Promise<'mayGo' | 'done' | 'passed' | 'inHand'>;
  /** It need not be tried again. */
  end(item: Item, how: 'told' | 'refused', now: Instant): Promise<void>;
  /** Gives an item that was not told out of hand: whoever comes next may tell it. */
  giveBack(item: Item, until: Instant): Promise<void>;
  /**
   * The reset of this story does not come: nothing is announced of it any more.
   * @returns for each way whether something was announced by it, or is being announced at this moment.
   */
  callOff(story: string, now: Instant): Promise<ReadonlyMap<Channel, 'announced' | 'inHand'>>;
};

/** Lines in the function's log. Never a person: no name, no address. */
export type Journal = {
  info(message: string, fields?: Readonly<Record<string, string>>): void;
  warn(message: string, fields?: Readonly<Record<string, string>>): void;
};
