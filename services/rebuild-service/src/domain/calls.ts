import { resetCancelledV1 } from '@cleandesk/contracts';
import type { Call, Note } from './actions.ts';
import { isCall } from './actions.ts';
import { failMaking, onCreated, onCreateRefused } from './creation.ts';
import {
  andThen,
  type Decision,
  observationTimer,
  observeNext,
  pendingAction,
  stay,
  without,
} from './decision.ts';
import { judge, type Verdict } from './judge.ts';
import { type Away, lookAgainAt } from './leaving.ts';
import { onVerdict } from './presence.ts';
import {
  backToAway,
  brokenBy,
  endedInError,
  onResetRefused,
  type Rebuilding,
  type Terminating,
  tellCancelled,
} from './rebuild.ts';
import { type Clearing, onRemovalRefused } from './removal.ts';
import { onRebootAccepted, onRebootNotPermitted, refuse } from './requests.ts';
import { isWanted, type Observation, type Seat } from './seat.ts';
import type { Context, Look, Signal } from './signals.ts';

type Told<T extends Signal['type']> = Extract<Signal, { type: T }>;

/** Creates, or looks for what they made, without an answer after which recreates are paused. */
const silentCreatesUntilBreaker = 4;
/** Refused clearings of a desktop in ERROR after which a person is told. */
const refusalsUntilPerson = 4;

/** The pending call of that id, taken off the seat; `undefined` when another run has dealt with it. */
function take(seat: Seat, id: string): { seat: Seat; call: Call } | undefined {
  const call = pendingAction(seat, id);
  return call !== undefined && isCall(call) ? { seat: without(seat, [id]), call } : undefined;
}

export function onCallAccepted(
  before: Seat,
  { id, at, workspaceId, without: left }: Told<'CallAccepted'>,
  context: Context,
): Decision {
  const taken = take(before, id);
  if (taken === undefined) return stay(before);
  const { seat, call } = taken;
  const { phase } = seat;
  if (call.type === 'Tag') return stay(seat);
  if (call.type === 'Reboot') return onRebootAccepted(seat, call);
  const { observation, timer } = observeNext(0, context);
  switch (phase.status) {
    case 'rebuilding':
    case 'terminating': {
      const reset = at === undefined ? phase.reset : { ...phase.reset, calledAt: at };
      return stay({ ...seat, phase: { ...phase, reset, call: 'accepted', observation } }, timer);
    }
    case 'removing':
    case 'clearing':
      return stay({ ...seat, phase: { ...phase, call: 'accepted', observation } }, timer);
    case 'provisioning':
    case 'recreating':
      return workspaceId === undefined
        ? stay(seat)
        : onCreated(seat, phase, workspaceId, context, { at, without: left });
    case 'absent':
    case 'live':
    case 'away':
    case 'failed':
      return stay(seat);
  }
  phase satisfies never;
}

export function onCallRefused(before: Seat, refused: Told<'CallRefused'>, context: Context): Decision {
  const taken = take(before, refused.id);
  if (taken === undefined) return stay(before);
  const { seat, call } = taken;
  const { phase } = seat;
  // A later look shows it again.
  if (call.type === 'Tag') return stay(seat);
  if (call.type === 'Reboot')
    return refuse(seat, call.requestId, refused.code, refused.message.slice(0, 1000));
  switch (phase.status) {
    case 'rebuilding':
    case 'terminating':
      return onResetRefused(seat, phase, refused, context);
    case 'removing':
      return onRemovalRefused(seat, phase, refused, context);
    case 'clearing':
      return clearingRefused(seat, phase, refused, context);
    case 'provisioning':
    case 'recreating':
      return onCreateRefused(seat, phase, refused, context);
    case 'absent':
    case 'live':
    case 'away':
    case 'failed':
      return stay(seat);
  }
  phase satisfies never;
}

/** It may have happened. The call stays pending, and whoever takes it up looks first. */
export function onCallUncertain(seat: Seat, { id }: Told<'CallUncertain'>, context: Context): Decision {
  if (pendingAction(seat, id) === undefined) return stay(seat);
  const nextAt = context.now + context.settings.observeEveryMs * 2;
  const again = attempted(onceMore(seat));
  return stay({ ...again, leaseUntil: nextAt }, observationTimer(nextAt), ...breakerOnSilence(again));
}

/** A terminate without an answer may have arrived. */
const attempted = (seat: Seat): Seat =>
  seat.phase.status === 'terminating' ? { ...seat, phase: { ...seat.phase, attempted: true } } : seat;

/** A look that never comes about is counted like one without a result, and the next one comes later. */
export function onUnanswered(seat: Seat, context: Context): Decision {
  const flight = flightOf(seat);
  // guard (dropped: always): a-question-without-an-answer-counts
  if (flight === undefined) return stay(seat);
  const { nextAt } = observeNext(flight.count, context).observation;
  return stay(onceMore(seat, nextAt), observationTimer(nextAt));
}

function flightOf({ phase }: Seat): Observation | undefined {
  if ('observation' in phase) return phase.observation;
  return 'creation' in phase ? phase.creation.observation : undefined;
}

/** Counted like a look without a result: what stays uncertain for hours is told of. */
function onceMore(seat: Seat, nextAt = flightOf(seat)?.nextAt ?? 0): Seat {
  const { phase } = seat;
  const counted = (observation: Observation): Observation => ({ count: observation.count + 1, nextAt });
  switch (phase.status) {
    case 'terminating':
    case 'rebuilding':
    case 'removing':
    case 'clearing':
      return { ...seat, phase: { ...phase, observation: counted(phase.observation) } };
    case 'provisioning':
    case 'recreating': {
      const { creation } = phase;
      return {
        ...seat,
        phase: { ...phase, creation: { ...creation, observation: counted(creation.observation) } },
      };
    }
    case 'absent':
    case 'live':
    case 'away':
    case 'failed':
      return seat;
  }
  phase satisfies never;
}

/** Creates without an answer stop the next recreates like refused ones: nobody knows whether one is ever made. */
function breakerOnSilence({ ref, phase }: Seat): Note[] {
  if (phase.status !== 'recreating' || phase.creation.observation.count < silentCreatesUntilBreaker)
    return [];
  const { bundleId } = phase.creation.spec;
  const because = 'CreateWorkspaces gives no answer';
  const id = `breaker:silence:${phase.reset.resetId}`;
  return [{ type: 'OpenBreaker', id, directoryId: ref.directoryId, bundleId, because }];
}

export function onCallNotPermitted(
  before: Seat,
  { id, look }: Told<'CallNotPermitted'>,
  context: Context,
): Decision {
  const taken = take(before, id);
  if (taken === undefined) return stay(before);
  const { seat, call } = taken;
  const { phase } = seat;
  // An earlier attempt of this create may have arrived: whoever is not wanted any more may have a desktop to remove.
  if (look === undefined)
    return call.type === 'Create' ? stay(seat, { type: 'FindDesktopOfUser' }) : stay(before);
  if (call.type === 'Tag') return stay(seat);
  if (call.type === 'Reboot') return onRebootNotPermitted(seat, call, look);
  switch (phase.status) {
    case 'rebuilding':
    case 'terminating':
      return takeBack(seat, phase, look, context);
    case 'removing': {
      const away: Away = { status: 'away', desktop: phase.desktop, leave: phase.leave };
      const back: Seat = { ...seat, phase: away };
      if (phase.leave.cause.kind === 'unwanted' && isWanted(seat))
        return stay({ ...seat, phase: { status: 'live', desktop: phase.desktop } });
      return onVerdict(back, away, judge(back, away.leave, look), look, context);
    }
    case 'clearing':
      return notCleared(seat, phase, look, context);
    case 'provisioning':
    case 'recreating':
    case 'absent':
    case 'live':
    case 'away':
    case 'failed':
      return stay(seat);
  }
  phase satisfies never;
}

/** Tried again at the next look; what AWS refuses again and again a person has to clear. */
function clearingRefused(
  seat: Seat,
  phase: Clearing,
  { code, message }: Told<'CallRefused'>,
  context: Context,
): Decision {
  const { making, desktop } = phase;
  if (phase.observation.count >= refusalsUntilPerson)
    return failMaking(seat, making, code, message, [], context, desktop);
  const { observation, timer } = observeNext(phase.observation.count, context);
  return stay({ ...seat, phase: { ...phase, observation } }, timer);
}

/** It recovered, or somebody used it: then it is the desktop. Or it is not ours to replace: then a person is needed. */
function notCleared(seat: Seat, phase: Clearing, look: Look, context: Context): Decision {
  const { making, desktop } = phase;
  const recovered = look.desktop !== 'missing' && look.desktop.state !== 'ERROR';
  if (recovered || look.connection?.lastConnectedAt !== undefined) {
    const creation = { ...making.creation, workspaceId: desktop.workspaceId };
    return stay({ ...seat, phase: { ...making, creation } });
  }
  return failMaking(
    seat,
    making,
    'DesktopInError',
    `${desktop.workspaceId} is in ERROR and not ours to replace.`,
    [],
    context,
    desktop,
  );
}

function takeBack(seat: Seat, phase: Rebuilding | Terminating, look: Look, context: Context): Decision {
  const back = backToAway(seat, phase);
  const verdict = judge(back, back.phase.leave, look);
  const broken = phase.status === 'rebuilding' ? brokenBy(phase.reset, look) : undefined;
  // A call without an answer may have arrived, and nothing looks at the desktop once its leaving has ended.
  // guard: what-a-rebuild-broke-is-told-of
  if (verdict.kind === 'stop' && broken !== undefined)
    return endedInError(seat, phase.reset, broken, context);
  const told = tellCancelled(seat, phase, because(verdict, look), explain(verdict));
  // The policy changed between decision and call, or resets were paused: look again soon, and decide by that.
  const next: Decision =
    verdict.kind === 'go'
      ? lookAgainAt(back, back.phase, back.phase.leave, context.now, context)
      : onVerdict(back, back.phase, verdict, look, context);
  const tellsItself = next.actions.some(
    (action) => action.type === 'Publish' && action.detailType === resetCancelledV1.detailType,
  );
  return andThen(stay(back, ...(tellsItself ? [] : told)), () => next);
}

function because(
  verdict: Verdict,
  look: Look,
): 'userReturned' | 'connected' | 'held' | 'unmanaged' | 'desktopGone' | 'paused' {
  if (look.connection?.state === 'CONNECTED') return 'connected';
  switch (verdict.kind) {
    case 'wait':
      return verdict.why === 'held' ? 'held' : 'userReturned';
    case 'stop':
      return verdict.because === 'unmanaged' ? 'unmanaged' : 'userReturned';
    case 'gone':
      return 'desktopGone';
    case 'go':
      return 'paused';
    case 'again':
      return 'userReturned';
  }
  verdict satisfies never;
}

function explain(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'wait':
      return verdict.why === 'held' ? 'A hold was placed.' : 'The user was seen since.';
    case 'again':
      return `The last look: ${verdict.why}.`;
    case 'go':
      return 'Between the decision and the call its policy was changed, resets were paused, or too much time went by.';
    case 'stop':
      return `The last look: ${verdict.because}.`;
    case 'gone':
      return 'The desktop is gone.';
  }
  verdict satisfies never;
}
