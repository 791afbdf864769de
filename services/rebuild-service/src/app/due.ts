import { gates } from '../domain/safeguards.ts';
import type { Instant, Seat } from '../domain/seat.ts';
import type { SeatDue } from '../ports.ts';

/** ms after which the sweep looks at a leaving whose own timer did not come. */
export const timerSlackMs = 120_000;

/** ms after which somebody sees whether a desktop is still there of which nobody said anything. */
export const restMs = 6 * 3_600_000;

const scopeOf = ({ directoryId }: Seat['ref'], { bundleId }: { bundleId: string }) => ({
  directoryId,
  bundleId,
});

/** When somebody has to look at this seat even if no timer comes. @param now the time of its commit */
export function dueOf(seat: Seat, now: Instant): SeatDue | undefined {
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
      if (phase.leave.awaitsCheck === true) return { at: phase.leave.nextLookAt, kind: 'flight' };
      return phase.leave.waitsFor === undefined
        ? { at: phase.leave.nextLookAt + timerSlackMs, kind: 'waiting' }
        : { at: phase.leave.nextLookAt, kind: 'gated', gate: phase.leave.waitsFor };
    case 'live':
      return phase.watch === undefined
        ? { at: now + restMs, kind: 'resting' }
        : { at: phase.watch.nextLookAt + timerSlackMs, kind: 'waiting' };
    case 'failed':
      if (phase.desktop !== undefined) return { at: now + restMs, kind: 'resting' };
      if (phase.spec === undefined) return undefined;
      return { at: now, kind: 'failed', gate: gates.breaker(scopeOf(seat.ref, phase.spec)) };
    case 'absent':
      return undefined;
  }
  phase satisfies never;
}
