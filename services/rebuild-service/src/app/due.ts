import type { Instant, Seat } from '../domain/seat.ts';

/** ms after which the sweep looks at a leaving whose own timer did not come. */
const timerSlackMs = 120_000;

/**
 * When somebody has to look at this seat even if no timer comes: `flight` is found by the observation timer, `waiting`
 * has a timer of its own and is found by the sweep when that one was lost.
 */
export function dueOf(seat: Seat): { at: Instant; kind: 'flight' | 'waiting' } | undefined {
  if (seat.pending.length > 0) return { at: seat.leaseUntil ?? 0, kind: 'flight' };
  const { phase } = seat;
  switch (phase.status) {
    case 'rebuilding':
    case 'terminating':
    case 'removing':
    case 'clearing':
      return { at: phase.observation.nextAt, kind: 'flight' };
    case 'provisioning':
    case 'recreating':
      return { at: phase.creation.observation.nextAt, kind: 'flight' };
    case 'away':
      return { at: phase.leave.nextLookAt + timerSlackMs, kind: 'waiting' };
    case 'live':
      return phase.watch === undefined
        ? undefined
        : { at: phase.watch.nextLookAt + timerSlackMs, kind: 'waiting' };
    case 'absent':
    case 'failed':
      return undefined;
  }
  phase satisfies never;
}
