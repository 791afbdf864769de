import { ownBook, type Pace, type PaceBook, sharedPace } from '../src/index.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

export type Rank = 'first' | 'later';
/** A call as AWS got it: true time, in ms from the start. */
export type Call = { process: number; rank: Rank; asked: number; at: number };

export type AccountOptions = {
  perSecond?: number;
  burst?: number;
  patienceMs?: { first: number; later: number };
  ownShare?: number;
  /** ms that the book takes to answer. */
  answersIn?: () => number;
  /** Thrown by the book, when there is one. */
  fault?: (at: number, process: number) => Error | undefined;
  /** ms that a process wakes up late when its turn comes. */
  lateness?: () => number;
  /** Its timers fire when half of the time has passed. */
  timersAreEarly?: boolean;
  /** ms that the process's clock is ahead. */
  skewOf?: (process: number) => number;
  random?: () => number;
};

/** An account in virtual time, and processes that share its pace. */
export function sharedAccount(options: AccountOptions = {}) {
  const { perSecond = 2, burst = 5, random = Math.random } = options;
  const time: VirtualTime = virtualTime();
  const start = time.now();
  const stored = ownBook();
  const calls: Call[] = [];
  const troubles: { at: number; error: unknown; aloneForMs: number }[] = [];
  let bookings = 0;

  const bookFor = (process: number): PaceBook => ({
    async book(booking) {
      bookings += 1;
      const ms = options.answersIn?.() ?? 0;
      await time.wait(ms / 2);
      const fault = options.fault?.(time.now() - start, process);
      if (fault !== undefined) throw fault;
      const booked = await stored.book(booking);
      await time.wait(ms / 2);
      return booked;
    },
  });

  const openProcess = (process: number) => {
    const skew = options.skewOf?.(process) ?? 0;
    const pace: Pace = sharedPace({
      book: bookFor(process),
      perSecond,
      burst,
      ownShare: options.ownShare ?? 1 / 8,
      patienceMs: options.patienceMs ?? { first: 120_000, later: 120_000 },
      clock: {
        now: () => time.now() + skew,
        wait: (ms) => time.wait((options.timersAreEarly ? ms / 2 : ms) + (options.lateness?.() ?? 0)),
      },
      random,
      onTrouble: (error, aloneForMs) => void troubles.push({ at: time.now() - start, error, aloneForMs }),
    });
    /** One call in its turn. */
    return async (rank: Rank): Promise<Call> => {
      const asked = time.now() - start;
      await pace.turn(rank === 'first' ? 'first' : undefined);
      const call = { process, rank, asked, at: time.now() - start };
      calls.push(call);
      return call;
    };
  };

  return {
    time,
    calls,
    troubles,
    openProcess,
    bookings: () => bookings,
    elapsed: () => time.now() - start,
  };
}

/**
 * Of all intervals, how many calls one had at most above `perSecond` × its length: the burst that AWS would have seen.
 * As a bucket that leaks: how full it gets.
 */
export function largestBurst(calls: readonly { at: number }[], perSecond: number): number {
  let [full, before, largest] = [0, 0, 0];
  for (const at of calls.map((call) => call.at).sort((a, b) => a - b)) {
    full = Math.max(0, full - ((at - before) * perSecond) / 1000) + 1;
    before = at;
    largest = Math.max(largest, full);
  }
  return largest;
}

/** The same numbers each time. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
