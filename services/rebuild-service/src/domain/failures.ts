import type { Note } from './actions.ts';
import type { Instant, Reset } from './seat.ts';

/** A rebuild ended badly. Too many of them, or one that was the first of its kind, pause the resets of its policy. */
export const failure = (
  { resetId, decidedAt, policy, kinds = [], alone }: Reset,
  at: Instant,
  because: string,
): Note => ({
  type: 'CountFailure',
  id: `failure:${resetId}:${decidedAt}`,
  policy: policy.name,
  at,
  because,
  kinds,
  alone: alone !== undefined,
});
