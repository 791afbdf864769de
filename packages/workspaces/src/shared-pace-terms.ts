/** A rate as the book of turns counts it, in ms. */
export type Terms = {
  /** What one turn takes of the book. */
  intervalMs: number;
  /** How long before its place in the book a turn may be taken: the burst. */
  headStartMs: number;
  /** How long after its time a turn may still be taken. One that is not is lost. */
  lateMs: number;
  /** What may stand in the book when somebody books who can wait: the rest of the burst is left to who can't. */
  spareMs: number;
  /** One booking of several turns takes at most this many. */
  turnsAtOnce: number;
};

/** ms between the time that a turn was booked for and its call's arrival at AWS which the burst pays for. */
const slackMs = 500;
/** Below this, every turn would come too late. */
const leastSlackMs = 50;

/**
 * Never more than `perSecond` × t + `burst` calls in any t seconds, although none comes at the very time of its turn: it may
 * be late (half of the slack), on its way for some ms, and no two clocks agree (together the other half). What the slack
 * could add is taken off the burst beforehand: of AWS's 5 at 2 a second, 4 are booked.
 * @param rate.perSecond calls per second, above 0. @param rate.burst calls at once after a quiet time, above 1.
 * @throws {RangeError} when there is no room for a call that is {@link leastSlackMs} late.
 */
export function sharedTerms({ perSecond, burst }: { perSecond: number; burst: number }): Terms {
  if (!(perSecond > 0)) throw new RangeError('A shared pace needs perSecond > 0');
  const intervalMs = 1000 / perSecond;
  const slack = Math.min(slackMs, (burst - 1) * intervalMs);
  if (!(slack >= leastSlackMs))
    throw new RangeError(`A burst of ${burst} at ${perSecond} a second leaves no room for a late call`);
  const headStartMs = (burst - 1) * intervalMs - slack;
  return {
    intervalMs,
    headStartMs,
    lateMs: slack / 2,
    spareMs: Math.max(intervalMs, headStartMs / 3),
    turnsAtOnce: Math.max(1, Math.floor(perSecond)),
  };
}

/** One turn after the other, for a process that keeps a small share of the rate by itself. */
export function ownTerms(perSecond: number): Terms {
  const intervalMs = 1000 / perSecond;
  return { intervalMs, headStartMs: 0, lateMs: intervalMs / 2, spareMs: intervalMs, turnsAtOnce: 1 };
}
