import { type DesktopSpec, type SeatRef, seatFailedV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import { beginCreation } from './creation.ts';
import { andThen, become, type Decision, say, stay } from './decision.ts';
import { endSeat } from './ending.ts';
import { face, isGone, type Live, lookAgainAt, newLeave, watchWhoHasIt } from './leaving.ts';
import { remember } from './remember.ts';
import {
  type Claim,
  type Desktop,
  desiredSpec,
  type Instant,
  isRemoval,
  isWanted,
  type Phase,
  policyClaim,
  type Seat,
  seatId,
} from './seat.ts';
import type { Context, Look, SeenDesktop, Signal } from './signals.ts';

type Told<T extends Signal['type']> = Extract<Signal, { type: T }>;

export function onWanted(
  seat: Seat,
  { type: _wanted, source, ...claim }: Told<'Wanted'>,
  context: Context,
): Decision {
  const { desired } = claim;
  const claimed = withClaim(seat, source, { ...claim, wanted: true });
  if (claimed === undefined) return stay(seat);
  const { phase } = claimed;
  switch (phase.status) {
    case 'absent':
      return beginCreation(claimed, undefined, desired, context);
    case 'away':
      if (!isRemoval(phase.leave.cause)) return stay(claimed);
      // It may have been missed once already, and nobody would tell of it again.
      return become(
        // Whoever asks anew is not to lose it at once because it was unused.
        phase.leave.cause.kind === 'disuse' ? settled(claimed, context) : claimed,
        { status: 'live', desktop: phase.desktop },
        { type: 'Look', workspaceId: phase.desktop.workspaceId },
      );
    case 'failed':
      if (phase.desktop !== undefined) return stay(claimed);
      return beginCreation(claimed, phase.reset, phase.spec ?? desired, context);
    case 'removing': {
      const { leave } = phase;
      // Somebody asks anew for what goes because nobody used it.
      const cause = { kind: 'unwanted', since: context.now } as const;
      return leave.cause.kind === 'disuse'
        ? become(settled(claimed, context), { ...phase, leave: { ...leave, cause } })
        : stay(claimed);
    }
    // A terminate that is on its way is looked at again before it is made, and then sees the claim.
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

const settled = (seat: Seat, { now }: Context): Seat => ({
  ...seat,
  memory: { ...seat.memory, settledUntil: now },
});

export function onUnwanted(
  seat: Seat,
  { type: _unwanted, source, ...claim }: Told<'Unwanted'>,
  context: Context,
): Decision {
  const given = withClaim(seat, source, { ...claim, wanted: false });
  if (given === undefined) return stay(seat);
  // guard: one-claim-is-enough
  if (isWanted(given)) return stay(given);
  const { phase } = given;
  if (phase.status === 'live' || phase.status === 'away') return leaveForRemoval(given, phase, context);
  if (phase.status === 'failed') {
    return phase.desktop === undefined
      ? endSeat(given)
      : leaveForRemoval(given, { desktop: phase.desktop }, context);
  }
  // Everything else is in flight: unwanted is seen when it lands, and no new desktop is made.
  return stay(given);
}

/** The desktop goes as soon as a look says that its user is not connected. */
export function leaveForRemoval(seat: Seat, { desktop }: { desktop: Desktop }, context: Context): Decision {
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
  // What a policy adopted is not a requester's to give up: only who claimed the seat can.
  // guard: nobody-speaks-for-a-policy
  if (source === policyClaim) return undefined;
  // guard: older-claims-change-nothing
  if (claim.revision <= (seat.claims[source]?.revision ?? -1)) return undefined;
  const { [policyClaim]: adopted, ...others } = seat.claims;
  // Whoever claims the seat takes it over from the policy that only adopted it, and can give it up for good.
  const kept = adopted === undefined || claim.wanted ? others : { ...others, [policyClaim]: adopted };
  return { ...seat, claims: { ...kept, [source]: claim } };
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
  // It was asked before something else began: that goes on.
  // guard: only-a-seat-at-rest-adopts
  if (phase.status !== 'absent' && phase.status !== 'live' && phase.status !== 'failed') return stay(seat);
  // guard: unmatched-is-never-adopted
  if (policy === undefined) return notOurs(seat, desktop.workspaceId);
  const ours = adopted(seat, desktop, policy, found.at);
  const watched = watchWhoHasIt(ours, ours.phase, context);
  return andThen(watched, (seat_) => stay(seat_, { type: 'Look', workspaceId: desktop.workspaceId }));
}

/** A managed desktop that the seat did not know of, seen by a look that anyway took 25 of them. */
export function onLookedWhileAbsent(seat: Seat, look: Look): Decision {
  const { desktop, policy } = look;
  if (desktop === 'missing' || isGone(desktop) || policy === undefined) return stay(seat);
  const theirs: SeatRef = { directoryId: desktop.directoryId, userName: desktop.userName };
  // guard: a-desktop-is-adopted-by-its-own-seat
  if (seatId(theirs) !== seatId(seat.ref)) return stay(seat);
  // Whoever is connected uses it from now on, also when the check that says so is a little older than we are here.
  const { connection } = look;
  const checkedAt = connection?.state === 'CONNECTED' ? (connection.checkedAt ?? look.at) : look.at;
  return stay(remember(adopted(seat, desktop, policy, Math.min(checkedAt, look.at)), look));
}

/** What was before is settled: adopting a fleet resets nobody. */
function adopted(seat: Seat, desktop: SeenDesktop, policy: Policy, at: Instant): Seat & { phase: Live } {
  const claims = isWanted(seat)
    ? seat.claims
    : { ...seat.claims, [policyClaim]: { revision: 0, wanted: true } };
  return {
    ...seat,
    claims,
    policyName: policy.name,
    memory: { settledUntil: at },
    phase: { status: 'live', desktop: face(desktop) },
  };
}

function withoutDesktop(seat: Seat, leaving: boolean, context: Context): Decision {
  const { phase } = seat;
  const spec: DesktopSpec | undefined = isWanted(seat) ? desiredSpec(seat) : undefined;
  if (phase.status === 'absent' || phase.status === 'live') {
    if (spec !== undefined) return beginCreation(seat, undefined, spec, context);
    if (phase.status === 'live') return endSeat(seat);
    return stay(seat);
  }
  // A person has removed what did not work: for who wants the seat it is made anew, and nobody would ask for it again.
  if (phase.status === 'failed' && phase.desktop !== undefined && !leaving)
    return spec === undefined ? endSeat(seat) : beginCreation(seat, undefined, spec, context);
  // It was live when we asked, and was left or unwanted meanwhile: nobody else will tell that its desktop is gone.
  if (phase.status === 'away') return stay(seat, { type: 'Look', workspaceId: phase.desktop.workspaceId });
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
