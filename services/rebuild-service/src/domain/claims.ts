import { type DesktopSpec, seatFailedV1 } from '@cleandesk/contracts';
import { beginCreation, provision } from './creation.ts';
import { become, type Decision, say, stay } from './decision.ts';
import { face, lookAgainAt, newLeave } from './leaving.ts';
import { endSeat } from './removal.ts';
import { type Claim, desiredSpec, isWanted, type Phase, policyClaim, type Seat } from './seat.ts';
import type { Context, Signal } from './signals.ts';

type Told<T extends Signal['type']> = Extract<Signal, { type: T }>;

export function onWanted(
  seat: Seat,
  { source, revision, desired }: Told<'Wanted'>,
  context: Context,
): Decision {
  const claimed = withClaim(seat, source, { revision, wanted: true, desired });
  if (claimed === undefined) return stay(seat);
  const { phase } = claimed;
  switch (phase.status) {
    case 'absent':
      return provision(claimed, desired, context);
    case 'away':
      if (phase.leave.cause.kind !== 'unwanted') return stay(claimed);
      return become(claimed, { status: 'live', desktop: phase.desktop });
    case 'failed':
      if (phase.desktop !== undefined) return stay(claimed);
      return beginCreation(claimed, phase.reset, phase.spec ?? desired, context);
    // A terminate that is on its way is looked at again before it is made, and then sees the claim.
    case 'removing':
    case 'clearing':
    case 'live':
    case 'provisioning':
    case 'rebuilding':
    case 'terminating':
    case 'recreating':
      return stay(claimed);
  }
  phase satisfies never;
}

export function onUnwanted(seat: Seat, { source, revision }: Told<'Unwanted'>, context: Context): Decision {
  const given = withClaim(seat, source, { revision, wanted: false });
  if (given === undefined) return stay(seat);
  if (isWanted(given)) return stay(given);
  const { phase } = given;
  if (phase.status === 'live' || phase.status === 'away') return leaveForRemoval(given, phase, context);
  if (phase.status === 'failed' && phase.desktop === undefined) return endSeat(given);
  // Everything else is in flight: unwanted is seen when it lands, and no new desktop is made.
  return stay(given);
}

/** The desktop goes as soon as a look says that its user is not connected. */
export function leaveForRemoval(
  seat: Seat,
  { desktop }: Extract<Phase, { status: 'live' | 'away' }>,
  context: Context,
): Decision {
  const cause = { kind: 'unwanted', since: context.now } as const;
  const leave = newLeave(cause, { start: context.now, end: context.now }, context.now);
  const away: Extract<Phase, { status: 'away' }> = { status: 'away', desktop, leave };
  return lookAgainAt({ ...seat, phase: away }, away, leave, context.now, context);
}

/** A seat that became unwanted while something was in flight, or wanted while its desktop goes. */
export function onLanded(before: Seat, seat: Seat, context: Context): Decision {
  const { phase } = seat;
  const landed = before.phase.status !== 'live' && before.phase.status !== 'away';
  if (!landed || phase.status !== 'live' || isWanted(seat)) return stay(seat);
  return leaveForRemoval(seat, phase, context);
}

/** `undefined` when the revision is not newer: late older claims change nothing. */
function withClaim(seat: Seat, source: string, claim: Claim): Seat | undefined {
  // guard: older-claims-change-nothing
  if (claim.revision <= (seat.claims[source]?.revision ?? -1)) return undefined;
  return { ...seat, claims: { ...seat.claims, [source]: claim } };
}

/** What AWS has for the user of a seat that has no desktop in flight. */
export function onFound(seat: Seat, found: Told<'FoundDesktop'>, context: Context): Decision {
  const { phase } = seat;
  const { desktop, policy } = found;
  const current =
    phase.status === 'live' || phase.status === 'failed' ? phase.desktop?.workspaceId : undefined;
  if (desktop === undefined || desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED') {
    return withoutDesktop(seat, desktop !== undefined, context);
  }
  if (desktop.workspaceId === current) return stay(seat);
  if (policy === undefined) return notOurs(seat, desktop.workspaceId);
  const adopted: Seat = {
    ...seat,
    claims: hasOtherClaims(seat)
      ? seat.claims
      : { ...seat.claims, [policyClaim]: { revision: 0, wanted: true } },
    policyName: policy.name,
    memory: { settledUntil: found.at },
    phase: { status: 'live', desktop: face(desktop) },
  };
  // The user may be connected at this moment: that is a use, which the sweep must know of later.
  return stay(adopted, { type: 'Look', workspaceId: desktop.workspaceId });
}

function withoutDesktop(seat: Seat, leaving: boolean, context: Context): Decision {
  const { phase } = seat;
  const spec: DesktopSpec | undefined = isWanted(seat) ? desiredSpec(seat) : undefined;
  if (phase.status === 'absent' || phase.status === 'live') {
    if (spec !== undefined) return beginCreation(seat, undefined, spec, context);
    if (phase.status === 'live') return endSeat(seat);
    return stay(seat);
  }
  if (phase.status === 'failed' && phase.desktop !== undefined && !leaving) return endSeat(seat);
  return stay(seat);
}

/** Somebody's desktop that no policy matches is never touched, and a user can't have a second one. */
function notOurs(seat: Seat, workspaceId: string): Decision {
  if (seat.phase.status !== 'absent' || !isWanted(seat)) return stay(seat);
  const explanation = `${workspaceId} belongs to this user, and no policy matches it.`;
  return become(
    seat,
    { status: 'failed', reason: 'DesktopNotOurs' },
    say(seatFailedV1, `notOurs:${workspaceId}`, { seat: seat.ref, reason: 'DesktopNotOurs', explanation }),
  );
}

const hasOtherClaims = (seat: Seat): boolean =>
  Object.keys(seat.claims).some((source) => source !== policyClaim);
