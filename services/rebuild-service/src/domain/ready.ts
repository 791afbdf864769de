import type { Instant, Phase, Reset, Seat } from './seat.ts';
import type { Signal } from './signals.ts';

/** The seat after a look that did not show its desktop ready: how long it took to be ready is known to within the looks. */
export function stillUnready(seat: Seat, signal: Signal): Seat {
  if (signal.type !== 'Looked') return seat;
  const phase = lookedAt(seat.phase, signal.look.at);
  return phase === undefined ? seat : { ...seat, phase };
}

function lookedAt(phase: Phase, notReadyAt: Instant): Phase | undefined {
  switch (phase.status) {
    case 'rebuilding':
    case 'terminating':
    case 'recreating':
      return { ...phase, reset: { ...phase.reset, notReadyAt } };
    case 'clearing': {
      const { making } = phase;
      if (making.status !== 'recreating') return undefined;
      return { ...phase, making: { ...making, reset: { ...making.reset, notReadyAt } } };
    }
    case 'absent':
    case 'provisioning':
    case 'live':
    case 'away':
    case 'removing':
    case 'failed':
      return undefined;
  }
  phase satisfies never;
}

/**
 * ms from AWS's acceptance of the first destructive call, the rebuild or the terminate, to the look that first showed the
 * desktop ready. Where the answer to that call was lost, from its decision.
 */
export const timeToReadyMs = ({ calledAt, decidedAt }: Reset, readyAt: Instant): number =>
  Math.max(0, Math.round(readyAt - (calledAt ?? decidedAt)));
