import { beginCreation } from './creation.ts';
import { become, type Decision, stay } from './decision.ts';
import { face, isGone } from './leaving.ts';
import { isWanted, type Phase, type Seat } from './seat.ts';
import type { Context, Look, Signal } from './signals.ts';

type Failed = Extract<Phase, { status: 'failed' }>;

/** A person has mended the desktop, or removed it: then the seat goes on by itself. */
export function onLookedWhileFailed(seat: Seat, phase: Failed, look: Look): Decision {
  if (phase.desktop === undefined) return stay(seat);
  if (look.desktop === 'missing' || isGone(look.desktop)) return stay(seat, { type: 'FindDesktopOfUser' });
  // guard: only-a-desktop-that-works-again-is-live
  if (look.desktop.state !== 'AVAILABLE' && look.desktop.state !== 'STOPPED') return stay(seat);
  return become(seat, { status: 'live', desktop: face(look.desktop) });
}

/** What could not be made while recreates were paused is tried once more when they go on. */
export function onResumed(
  seat: Seat,
  { scope }: Extract<Signal, { type: 'Resumed' }>,
  context: Context,
): Decision {
  const { phase } = seat;
  if (phase.status !== 'failed' || phase.desktop !== undefined || phase.spec === undefined) return stay(seat);
  if (scope.directoryId !== seat.ref.directoryId || scope.bundleId !== phase.spec.bundleId) return stay(seat);
  // guard: nobody-gets-a-desktop-that-is-not-wanted
  if (!isWanted(seat)) return stay(seat);
  return beginCreation(seat, phase.reset, phase.spec, context);
}
