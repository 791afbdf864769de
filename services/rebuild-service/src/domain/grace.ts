import type { Policy } from '@cleandesk/policies';
import type { Leave, Memory } from './seat.ts';

/** ms of grace after a session that lasted too long: enough to tell a leaving from a hiccup of the network. */
const shortestMs = 60_000;

/**
 * ms that the user may be away before the reset. Whoever asks for a reset, or has lost the right to the desktop, is not
 * waited for; and who always came back in time gets no more time than that once the session has lasted too long.
 */
export function graceOf(
  { cause, seenAt }: Leave,
  { usedSince, settledUntil }: Memory,
  policy: Policy,
): number {
  if (cause.kind !== 'absence') return 0;
  const { graceMs, maxSessionMs } = policy;
  if (maxSessionMs === undefined || usedSince === undefined || usedSince < settledUntil) return graceMs;
  // guard: a-session-that-lasted-too-long-has-a-short-grace
  if (seenAt - usedSince >= maxSessionMs) return Math.min(graceMs, shortestMs);
  return graceMs;
}
