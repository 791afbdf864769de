import type { Note } from './actions.ts';
import type { Instant, Reset } from './seat.ts';

/** A rebuild ended badly. Too many of them, or one that was the first of its kind, pause the resets of its policy. */
export function failure(
  { resetId, decidedAt, policy, kinds = [], alone, wasInError }: Reset,
  at: Instant,
  because: string,
): Note[] {
  // guard: who-mends-one-desktop-pauses-nobody
  if (wasInError === true) return [];
  const id = `failure:${resetId}:${decidedAt}`;
  return [{ type: 'CountFailure', id, policy: policy.name, at, because, kinds, alone: alone !== undefined }];
}
