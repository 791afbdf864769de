import type { PaceClock } from './pace.ts';
import type { Booked, Booking, PaceBook } from './shared-pace-book.ts';
import type { Terms } from './shared-pace-terms.ts';

/** Turns to take, each at its time and at most `lateMs` after it; or why there are none. Times are epoch ms. */
export type Turns =
  | { kind: 'turns'; at: readonly number[]; lateMs: number }
  /** Nothing was booked: there is no turn before this. */
  | { kind: 'full'; freeAt: number };

/** A book and its terms, as this process knows it. */
export type Place = {
  readonly terms: Terms;
  /** Turns in a row, the first of them at `latest` at the latest. */
  turns(count: number, latest: number): Promise<Turns>;
  /** One turn of those that the ones who can't wait leave over. */
  spareTurn(): Promise<Turns>;
  /** Before this there is no spare turn, by what this process heard last. */
  spareAt(): number;
  /** When one who can wait may take a turn like everybody else: each in their order. `undefined`: not by `latest`. */
  ticket(latest: number): Promise<number | undefined>;
};

/** One turn of so many is kept for those who can wait: so they get through while nobody leaves them any. */
const ticketEvery = 8;
/** ms ahead of now at which turns begin at most, for a book that answers slowly. */
const longestLeadMs = 1000;

/** @param options.leadMs how long the first answer may take. */
export function placeOf(options: { book: PaceBook; terms: Terms; clock: PaceClock; leadMs: number }): Place {
  const { book, terms, clock } = options;
  let leadMs = options.leadMs;
  /** Where the line of calls ends, when last heard of. */
  let end = Number.NEGATIVE_INFINITY;
  /** The same by this process's own bookings: it keeps to them even if the book is lost or set back. */
  let ownEnd = Number.NEGATIVE_INFINITY;

  async function ask(booking: Booking): Promise<Booked> {
    const asked = clock.now();
    const answer = await book.book(booking);
    const tookMs = clock.now() - asked;
    // A turn can't be taken before the answer is here. Only where that takes long is it booked ahead, for it costs time.
    leadMs = tookMs > terms.lateMs / 2 ? Math.min(longestLeadMs, 2 * tookMs) : 0;
    return answer;
  }

  /** @param untilOf where the line may end at most, for turns that begin at `from` at the earliest. */
  async function turns(count: number, untilOf: (from: number) => number): Promise<Turns> {
    const from = clock.now() + leadMs;
    const until = Math.max(from, untilOf(from));
    if (ownEnd > until) return { kind: 'full', freeAt: ownEnd - terms.headStartMs };
    const forMs = count * terms.intervalMs;
    const answer = await ask({ line: 'calls', forMs, from: Math.max(from, ownEnd), until });
    if (answer.kind === 'full') {
      ({ end } = answer);
      return { kind: 'full', freeAt: end - terms.headStartMs };
    }
    end = answer.at + forMs;
    ownEnd = end;
    const first = answer.at - terms.headStartMs;
    const at = Array.from({ length: count }, (_, n) => Math.max(from, first + n * terms.intervalMs));
    return { kind: 'turns', at, lateMs: terms.lateMs };
  }

  return {
    terms,
    turns: (count, latest) => turns(count, () => latest + terms.headStartMs),
    spareTurn: () => turns(1, (from) => from + terms.spareMs),
    spareAt: () => Math.max(end, ownEnd) - terms.spareMs - leadMs,
    async ticket(latest) {
      const from = clock.now();
      if (latest < from) return undefined;
      const forMs = ticketEvery * terms.intervalMs;
      const answer = await ask({ line: 'later', forMs, from, until: latest });
      return answer.kind === 'booked' ? answer.at : undefined;
    },
  };
}
