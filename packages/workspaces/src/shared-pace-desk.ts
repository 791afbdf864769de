import type { PaceClock } from './pace.ts';
import { ownBook, type PaceBook } from './shared-pace-book.ts';
import { type Place, placeOf } from './shared-pace-place.ts';
import { ownTerms, sharedTerms } from './shared-pace-terms.ts';

export type PaceDeskOptions = {
  /** The book that all who call hold in common. */
  book: PaceBook;
  /** Calls per second of all together, above 0. */
  perSecond: number;
  /** Calls at once of all together, after a quiet time. */
  burst: number;
  /** Part of the rate, above 0 and at most 1, that this process keeps to by itself while the book can't be asked. */
  ownShare: number;
  clock: PaceClock;
  /** Told of each fault of the book, and of the ms for which it is then left alone. */
  onTrouble?: (error: unknown, aloneForMs: number) => void;
};

/** Where turns are to be had: in the book that all share or, while that can't be asked, in one of this process's own. */
export type PaceDesk = {
  ask<T>(question: (place: Place) => Promise<T>): Promise<T>;
  /** Where the last answer came from. */
  place(): Place;
};

/** Somebody's clock is wrong by minutes: the book ends where nobody whose clock is right could have booked. */
export class ClockTrouble extends Error {
  override readonly name = 'ClockTrouble';
}

/** ms ahead of now at which a line can end by clocks that are right: nobody waits that long for a turn. */
const incredibleMs = 300_000;
/** ms that the book is left alone after a fault; twice as long after each further one. */
const firstRestMs = 1000;
const longestRestMs = 30_000;

export function paceDesk(options: PaceDeskOptions): PaceDesk {
  const { perSecond, burst, ownShare, clock, onTrouble } = options;
  if (!(ownShare > 0 && ownShare <= 1)) throw new RangeError('A share of the pace is above 0 and at most 1');
  const terms = sharedTerms({ perSecond, burst });
  const termsAlone = ownTerms(perSecond * ownShare);
  let restsUntil = Number.NEGATIVE_INFINITY;
  let faults = 0;

  const book: PaceBook = {
    async book(booking) {
      const answer = await options.book.book(booking);
      const end = answer.kind === 'booked' ? answer.at + booking.forMs : answer.end;
      const aheadMs = end - clock.now();
      if (aheadMs > incredibleMs)
        throw new ClockTrouble(`Booked until ${Math.round(aheadMs / 1000)} s ahead of this clock`);
      place = shared;
      faults = 0;
      // The other line may have met a fault while this answer was on its way.
      restsUntil = Number.NEGATIVE_INFINITY;
      return answer;
    },
  };
  // A new process has a connection to make: its first answer takes long.
  const shared = placeOf({ book, terms, clock, leadMs: terms.lateMs });
  let place = shared;

  function goAlone(error: unknown): void {
    const now = clock.now();
    // The other line may have met the same fault a moment ago.
    if (now < restsUntil) return;
    faults += 1;
    const restMs = Math.min(longestRestMs, firstRestMs * 2 ** (faults - 1));
    restsUntil = now + restMs;
    // The first turn has to be waited for, like all others: else everybody calls in the moment of the fault.
    if (place === shared)
      place = placeOf({ book: ownBook(), terms: termsAlone, clock, leadMs: termsAlone.intervalMs });
    onTrouble?.(error, restMs);
  }

  return {
    place: () => place,
    async ask(question) {
      if (clock.now() >= restsUntil) {
        try {
          return await question(shared);
        } catch (error) {
          goAlone(error);
        }
      }
      return question(place);
    },
  };
}
