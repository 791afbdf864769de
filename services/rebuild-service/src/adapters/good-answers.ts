import type { Instant } from '../domain/seat.ts';
import type { Clock } from '../ports.ts';

/** What stands in the way; `undefined`: nothing. */
export type Problem = string | undefined;

/**
 * ms that a good answer holds: as long as a look's description stands for the examination that it led to
 * (recent-desktops.ts). Of 25 desktops of one look each takes half a second for its tags alone; asked again every few
 * seconds, bundle and directory would take every fifth of two calls a second.
 */
const goodForMs = 30_000;

/**
 * Good answers serve all desktops of one look that share a bundle, a directory or a key: two calls a second are too few
 * to ask 25 times. None is older than the look whose terminate it helps to permit; a bad one is never remembered.
 */
export function goodAnswers(clock: Clock) {
  const goodAt = new Map<string, Instant>();
  return {
    /** @param notBefore the time of the look: what was good before it may not be so any more. */
    async problem(about: string, notBefore: Instant, check: () => Promise<Problem>): Promise<Problem> {
      const known = goodAt.get(about);
      if (known !== undefined && known >= notBefore && clock.now() - known <= goodForMs) return undefined;
      const at = clock.now();
      const problem = await check();
      if (problem === undefined) goodAt.set(about, at);
      else goodAt.delete(about);
      return problem;
    },
  };
}
