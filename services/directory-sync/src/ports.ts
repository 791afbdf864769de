import type { OutgoingEvent, SeatRef } from '@cleandesk/contracts';
import type { Change } from './domain/changes.ts';
import type { Group, LdapSource } from './domain/group.ts';
import type { Memory, Refused } from './domain/memory.ts';
import type { GroupRead, ReadFault } from './domain/read.ts';
import type { Measured } from './measures.ts';

/** The directory did not show all of a group. `message` says what to do, and holds no password and nobody's name. */
export class DirectoryFault extends Error {
  override readonly name = 'DirectoryFault';
  readonly reason: ReadFault;

  constructor(reason: ReadFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export type Directory = {
  /**
   * All members of a group, or nothing.
   * @throws {DirectoryFault}
   */
  read(source: LdapSource, password: string): Promise<GroupRead>;
};

/** @throws {DirectoryFault} `SecretUnreadable` */
export type Secrets = { password(name: string): Promise<string> };

/** The groups as they are configured, in their order. */
export type Groups = { all(): Promise<readonly Group[]> };

/** A newer run of this group has begun: what this one decided is not to be said. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
  constructor() {
    super('A newer run of this group has begun');
  }
}

/** A run of a group; its revision is newer than that of every run before, also when all memory was lost. */
export type Run = { group: string; revision: number; memory: Memory };

/** How a run ended. All times epoch ms. */
export type Ending =
  | { readAt: number; saidThrough: number; repeatedHour: number; answered?: string }
  | { refused: Refused; repeatedHour: number; answered?: string };

/** What is remembered of the groups. */
export type Notebook = {
  /**
   * Only one run of a group is under way.
   * @param times.until when this run has ended at the latest
   * @returns `another`: one is under way. `answered`: this request has been dealt with.
   */
  begin(
    group: string,
    times: { now: number; until: number },
    requestId?: string,
  ): Promise<Run | 'another' | 'answered'>;
  /** At most 50 changes, all or none. @throws {Overtaken} */
  commit(run: Run, changes: readonly Change[]): Promise<void>;
  /** @throws {Overtaken} */
  end(run: Run, ending: Ending): Promise<void>;
  /** The run failed: the next one may begin at once. */
  abandon(run: Run): Promise<void>;
  /** What is remembered, without a run. */
  look(group: string): Promise<Memory>;
  /** Which of these groups want which of these seats, by login in lower case. */
  wantedBy(
    groups: readonly string[],
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** @returns whether the group wants this seat; only then it is remembered. */
  troubled(group: string, seat: SeatRef, trouble: { reason: string; at: number }): Promise<boolean>;
  helped(group: string, seat: SeatRef): Promise<void>;
};

/** The bus. Throws when an event was refused. */
export type Announcer = { publish(events: readonly OutgoingEvent[]): Promise<void> };

/** Counts; `group` and `because` are dimensions of the metric. */
export type Meter = {
  count(name: Measured, by: number, of: { group: string; because?: 'directory' | 'group' }): void;
};

export type Clock = { now(): number };

export type Journal = {
  info(message: string, fields?: Record<string, string | number | boolean>): void;
  warn(message: string, fields?: Record<string, string | number | boolean>): void;
};
