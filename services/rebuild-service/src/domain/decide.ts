import { seatChangedV1 } from '@cleandesk/contracts';
import { isDurable } from './actions.ts';
import { onCallAccepted, onCallNotPermitted, onCallRefused, onCallUncertain, onUnanswered } from './calls.ts';
import { onFound, onLanded, onLookedWhileAbsent, onUnwanted, onWanted } from './claims.ts';
import { beginCreation, onDueWhileMaking, onFoundWhileMaking, onLookedWhileMaking } from './creation.ts';
import { onSnapshot } from './data-at-risk.ts';
import { andThen, type Decision, iso, say, stay, without } from './decision.ts';
import { endSeat } from './ending.ts';
import { withoutOldEvidence, witness } from './evidence.ts';
import { onLookedWhileFailed, onResumed } from './failing.ts';
import { loggedInMeanwhile } from './first-login.ts';
import { waitFor, whatStops } from './gating.ts';
import { followGroup } from './group-tag.ts';
import { withImage } from './image.ts';
import { judge } from './judge.ts';
import {
  isDue,
  onDisconnected,
  onLoggedIn,
  onLookDue,
  onLookedWhileAway,
  onLookedWhileLive,
  onObserved,
} from './presence.ts';
import { letOthersGo } from './proof.ts';
import { stillUnready } from './ready.ts';
import { beginRecreate, decideAnew, onLookedWhileRebuilding, onNotCreatable } from './rebuild.ts';
import { rehearse } from './rehearsing.ts';
import { remember } from './remember.ts';
import { clearAgain, onLookedWhileClearing, onLookedWhileGoing, onLookedWhileRemoving } from './removal.ts';
import { onHoldLifted, onHoldPlaced, onRebootAsked, onResetAsked } from './requests.ts';
import { kindOf } from './safeguards.ts';
import { activeHold, type Instant, isRemoval, isWanted, type Leave, type Seat, workspaceOf } from './seat.ts';
import type { Context, Look, Signal } from './signals.ts';
import { strategyOf, withWhatResetsKeep } from './strategy.ts';
import { tellWhatTakesLong } from './stuck.ts';

/**
 * Everything that happens to a seat is decided here, and nowhere else. Pure: the same seat, signal and context always
 * give the same decision. What is to be done besides answering questions stands in the seat as pending, so that it is
 * committed together with the decision.
 */
export function decide(before: Seat, signal: Signal, context: Context): Decision {
  const hearing = witness(before, signal, context.now);
  const made = loggedInMeanwhile(before, onSignal(hearing, signal, context), context);
  const followed = andThen(
    andThen(made, (seat) => onLanded(before, seat, context)),
    (seat) => followGroup(before, seat, signal),
  );
  const landed = { ...followed, seat: withWhatResetsKeep(followed.seat, context) };
  // What led to nothing is no evidence of anything; a sweep says it of most.
  if (landed.seat === hearing && landed.actions.length === 0) return stay(before);
  const decided = { ...landed, seat: withoutOldEvidence(stillUnready(landed.seat, signal)) };
  const whole = letOthersGo(before, tellWhatTakesLong(before, decided, context));
  const told = tellChange(before, whole, context);
  const durable = told.actions.filter(isDurable);
  if (durable.length === 0) return told;
  const known = new Set(told.seat.pending.map((action) => action.id));
  const added = durable.filter((action) => !known.has(action.id));
  return { seat: { ...told.seat, pending: [...told.seat.pending, ...added] }, actions: told.actions };
}

function onSignal(seat: Seat, signal: Signal, context: Context): Decision {
  switch (signal.type) {
    case 'Disconnected':
      return concerns(seat, signal.workspaceId) ? onDisconnected(seat, signal, context) : stay(seat);
    case 'LoggedIn':
      return concerns(seat, signal.workspaceId) ? onLoggedIn(seat, signal, context) : stay(seat);
    case 'Observed':
      return concerns(seat, signal.workspaceId) ? onObserved(seat, signal, context) : stay(seat);
    case 'Watched':
      return onWatched(seat, signal.workspaceId);
    case 'Unwatched':
      return onUnwatched(seat, signal.workspaceId);
    case 'LookDue':
      return onLookDue(seat, signal, context);
    case 'Resumed':
      return onResumed(seat, signal, context);
    case 'Due':
      return onDue(seat, context);
    case 'Unanswered':
      return onUnanswered(seat, context);
    case 'Wanted':
      return onWanted(seat, signal, context);
    case 'Unwanted':
      return onUnwanted(seat, signal, context);
    case 'ResetAsked':
      return onResetAsked(seat, signal, context);
    case 'RebootAsked':
      return onRebootAsked(seat, signal);
    case 'HoldPlaced':
      return onHoldPlaced(seat, signal, context);
    case 'HoldLifted':
      return onHoldLifted(seat, signal, context);
    case 'Looked':
      return onLooked(seat, signal.look, context);
    case 'Examined':
      return onExamined(seat, signal, context);
    case 'SnapshotFound':
      return onSnapshot(seat, signal, context);
    case 'FoundDesktop':
      return seat.phase.status === 'provisioning' || seat.phase.status === 'recreating'
        ? onFoundWhileMaking(seat, seat.phase, signal, context)
        : onFound(seat, signal, context);
    case 'CallAccepted':
      return onCallAccepted(seat, signal, context);
    case 'CallRefused':
      return onCallRefused(seat, signal, context);
    case 'CallUncertain':
      return onCallUncertain(seat, signal, context);
    case 'CallNotPermitted':
      return onCallNotPermitted(seat, signal, context);
    case 'Noted':
      return stay(without(seat, signal.ids));
  }
  signal satisfies never;
}

/** A recreated seat has a new desktop: what is still told of the old one concerns nobody. */
function concerns(seat: Seat, workspaceId: string): boolean {
  // guard: signals-of-another-desktop
  if (workspaceOf(seat) !== workspaceId) return false;
  return true;
}

function onWatched(seat: Seat, workspaceId: string): Decision {
  const { status } = seat.phase;
  if (concerns(seat, workspaceId)) return stay(seat);
  // Most are adopted: a look takes 25 of them, where finding the desktop of a user takes a call for each.
  if (status === 'absent') return stay(seat, { type: 'Look', workspaceId });
  return status === 'live' || status === 'failed' ? stay(seat, { type: 'FindDesktopOfUser' }) : stay(seat);
}

function onUnwatched(seat: Seat, workspaceId: string): Decision {
  const { status } = seat.phase;
  if (!concerns(seat, workspaceId) || !['live', 'away', 'failed'].includes(status)) return stay(seat);
  return stay(seat, { type: 'Look', workspaceId });
}

/** Due by the clock: an observation timer, or the sweep that finds what a lost timer left. */
function onDue(seat: Seat, context: Context): Decision {
  const { phase } = seat;
  switch (phase.status) {
    case 'away':
      return isDue(phase.leave.nextLookAt, context)
        ? stay(seat, { type: 'Look', workspaceId: phase.desktop.workspaceId })
        : stay(seat);
    case 'live':
      return phase.watch !== undefined && isDue(phase.watch.nextLookAt, context)
        ? stay(seat, { type: 'Look', workspaceId: phase.desktop.workspaceId })
        : stay(seat);
    case 'clearing':
      if (phase.call === 'decided') return clearAgain(seat, phase, context);
      return isDue(phase.observation.nextAt, context)
        ? stay(seat, { type: 'Look', workspaceId: phase.desktop.workspaceId })
        : stay(seat);
    case 'rebuilding':
    case 'terminating':
    case 'removing':
      return phase.call === 'accepted' && isDue(phase.observation.nextAt, context)
        ? stay(seat, { type: 'Look', workspaceId: phase.desktop.workspaceId })
        : stay(seat);
    case 'provisioning':
    case 'recreating':
      return isDue(phase.creation.observation.nextAt, context) ? onDueWhileMaking(seat, phase) : stay(seat);
    case 'absent':
    case 'failed':
      return stay(seat);
  }
  phase satisfies never;
}

function onLooked(before: Seat, look: Look, context: Context): Decision {
  const known = workspaceOf(before);
  // guard: a-look-at-another-desktop-decides-nothing
  if (known !== undefined && look.desktop !== 'missing' && look.desktop.workspaceId !== known)
    return stay(before);
  const seat = withImage(remember(before, look), look);
  const { phase } = seat;
  switch (phase.status) {
    case 'live':
      return onLookedWhileLive(seat, phase, look, context);
    case 'away':
      return onLookedWhileAway(seat, phase, look, context);
    case 'rebuilding':
      return phase.call === 'accepted' ? onLookedWhileRebuilding(seat, phase, look, context) : stay(seat);
    case 'terminating':
      if (phase.call !== 'accepted') return stay(seat);
      return onLookedWhileGoing(seat, phase, look, context, {
        gone: () => (isWanted(seat) ? beginCreation(seat, phase.reset, phase.spec, context) : endSeat(seat)),
        ineffective: () => decideAnew(seat, phase, context),
      });
    case 'removing':
      return phase.call === 'accepted' ? onLookedWhileRemoving(seat, phase, look, context) : stay(seat);
    case 'clearing':
      return phase.call === 'accepted' ? onLookedWhileClearing(seat, phase, look, context) : stay(seat);
    case 'provisioning':
    case 'recreating':
      return onLookedWhileMaking(seat, phase, look, context);
    case 'absent':
      return onLookedWhileAbsent(seat, look);
    case 'failed':
      return onLookedWhileFailed(seat, phase, look);
  }
  phase satisfies never;
}

function onExamined(
  seat: Seat,
  { look, examination }: Extract<Signal, { type: 'Examined' }>,
  context: Context,
): Decision {
  const { phase } = seat;
  if (phase.status !== 'away') return stay(seat);
  const verdict = judge(seat, phase.leave, look);
  if (verdict.kind !== 'go' || strategyOf(verdict.policy, phase.leave) !== 'recreate') return stay(seat);
  // guard: unwanted-is-not-recreated
  if (isRemoval(phase.leave.cause)) return stay(seat);
  // guard: nothing-is-terminated-for-a-create-that-cannot-work
  if (!examination.creatable) return onNotCreatable(seat, phase, verdict.policy, examination, context);
  const { imageId } = look;
  const stop = whatStops(seat, phase, verdict.policy, context, imageId);
  if (stop !== undefined) return waitFor(seat, phase, stop, context);
  // guard: dry-run-recreates-nobody
  if (verdict.policy.dryRun) return rehearse(seat, phase, verdict.policy, look, context);
  return beginRecreate(seat, phase, verdict.policy, { spec: examination.spec, imageId }, context);
}

/** What others may know of a seat, told when it changes. */
function tellChange(before: Seat, { seat, actions }: Decision, context: Context): Decision {
  const was = publicFace(before, context.now);
  const is = publicFace(seat, context.now);
  if (JSON.stringify(was) === JSON.stringify(is)) return { seat, actions };
  const change = say(seatChangedV1, `${seat.version + 1}:${is.status}:${is.workspaceId ?? ''}`, {
    seat: seat.ref,
    version: seat.version + 1,
    ...is,
  });
  return { seat, actions: [...actions, change] };
}

/** Until the first check nobody knows from when the grace runs. */
const resetDueAt = ({ cause, waitsFor, awaitsCheck, nextLookAt }: Leave): Instant | undefined =>
  isRemoval(cause) || waitsFor !== undefined || awaitsCheck === true ? undefined : nextLookAt;

function publicFace(seat: Seat, now: Instant) {
  const { phase } = seat;
  const workspaceId = workspaceOf(seat);
  const hold = activeHold(seat, now);
  const due = phase.status === 'away' ? resetDueAt(phase.leave) : undefined;
  const gate = phase.status === 'away' ? phase.leave.waitsFor : undefined;
  const isDirty = gate !== undefined && kindOf(gate) === 'window';
  return {
    status: isDirty ? ('dirty' as const) : phase.status,
    ...(workspaceId === undefined ? {} : { workspaceId }),
    ...(seat.policyName === undefined ? {} : { policy: seat.policyName }),
    ...(hold === undefined ? {} : { heldUntil: iso(hold.until) }),
    ...(due === undefined ? {} : { resetDueAt: iso(due) }),
    ...(gate === undefined ? {} : { waitsFor: kindOf(gate) }),
    ...(seat.resetKeeps === undefined ? {} : { resetKeeps: seat.resetKeeps }),
  };
}
