/** Time as the pace needs it. `wait` is a timer unless a test says otherwise; both in ms. */
export type PaceClock = { now(): number; wait?(ms: number): Promise<void> };

/** No turn came in time, and no call was made. Later it works again; the queue can wait better. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

export type Pace = {
  /**
   * Resolves when the caller may make its one call. `first` is for destructive calls and the looks right before them:
   * they go before everybody who waits. `later`, which is meant when nothing is said, is for all that can wait:
   * observations, sweeps, reconciles. Within one rank, first come, first served.
   * @param notAfter epoch ms; who would have to wait longer leaves the line without having taken a turn of others
   * @throws {NoTurn} when no turn comes in time
   */
  turn(rank?: 'first' | 'later', notAfter?: number): Promise<void>;
};

/**
 * A token bucket. One account may make about 2 WorkSpaces calls a second with a burst of 5, for all who call
 * (WorkSpaces Administration Guide, "throttled-api-calls"), so every process takes a share.
 * A frozen Lambda function only fills its bucket up to `burst`, however long it slept.
 * @param options.perSecond calls per second, above 0. @param options.burst calls at once after a quiet time, at least 1.
 */
export function pace(options: { perSecond: number; burst: number; clock: PaceClock }): Pace {
  const { perSecond, burst, clock } = options;
  if (!(perSecond > 0) || !(burst >= 1)) throw new RangeError('A pace needs perSecond > 0 and burst >= 1');
  const wait = waitOf(clock);
  type Waiter = { notAfter: number; go(): void; giveUp(error: NoTurn): void };
  let first: Waiter[] = [];
  let others: Waiter[] = [];
  let tokens = burst;
  let filledAt = clock.now();
  let serving = false;

  const fill = () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };

  /** Without those for whom it is too late. */
  const inTime = (line: Waiter[]): Waiter[] => {
    const now = clock.now();
    for (const waiter of line)
      if (waiter.notAfter < now) waiter.giveUp(new NoTurn('No turn before it was too late'));
    return line.filter(({ notAfter }) => notAfter >= now);
  };

  /** One loop serves all who wait; whoever comes while it sleeps with `first` is served before the rest. */
  const serve = async () => {
    serving = true;
    try {
      while (first.length + others.length > 0) {
        fill();
        if (tokens < 1) {
          // A millisecond more than computed: timers fire early, and a full token never comes from rounding.
          await wait(Math.ceil(((1 - tokens) * 1000) / perSecond) + 1);
          continue;
        }
        first = inTime(first);
        others = inTime(others);
        const next = first.shift() ?? others.shift();
        if (next !== undefined) tokens -= 1;
        next?.go();
      }
    } finally {
      serving = false;
    }
  };

  return {
    turn(rank, notAfter = Number.POSITIVE_INFINITY) {
      return new Promise<void>((go, giveUp) => {
        (rank === 'first' ? first : others).push({ notAfter, go, giveUp });
        if (!serving) serve().catch(giveUp);
      });
    },
  };
}

/** How a clock waits. */
export const waitOf = (clock: PaceClock): ((ms: number) => Promise<void>) =>
  clock.wait
    ? (ms) => clock.wait?.(ms) ?? Promise.resolve()
    : (ms) => new Promise((resolve) => setTimeout(resolve, ms));
