import { type DesktopSpec, resetCancelledV1, resetFailedV1, resetStartedV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Note } from './actions.ts';
import {
  andThen,
  become,
  causeId,
  type Decision,
  observeNext,
  refOf,
  say,
  spokenCause,
  stay,
} from './decision.ts';
import { resetUnseenUntil } from './expected.ts';
import { failure } from './failures.ts';
import { cleanSince } from './first-login.ts';
import { giveBack, kept, kindsOfReset, monthMs, spendsFor } from './gating.ts';
import { imageOf } from './image.ts';
import { looksUntilGone } from './judge.ts';
import { type Away, atNoGate, cancel, dueAfter, face, isGone, lookAgainAt } from './leaving.ts';
import { proof } from './proof.ts';
import { receipt } from './receipt.ts';
import { record, recordedReset } from './records.ts';
import { desktopGone, looksUntilIneffective } from './removal.ts';
import type { Desktop, Instant, Leave, Phase, Reset, Seat } from './seat.ts';
import type { Context, Look, Signal } from './signals.ts';
import { strategyOf } from './strategy.ts';
import { refusalsUntilTold } from './stuck.ts';

export type Rebuilding = Extract<Phase, { status: 'rebuilding' }>;
export type Terminating = Extract<Phase, { status: 'terminating' }>;

/** @param from `snapshotAt`: of the user volume that comes back; `look`: the one that permits it */
export function beginRebuild(
  seat: Seat,
  phase: Away,
  policy: Policy,
  { snapshotAt, look: { imageId, desktop: was } }: { snapshotAt: Instant; look: Look },
  context: Context,
): Decision {
  const { desktop } = phase;
  const spends = spendsFor(seat, phase.leave, { ...desktop, imageId }, policy, context);
  const reset: Reset = {
    ...resetFor(seat, phase, imageId, policy, context),
    snapshotAt,
    ...kept(spends),
    ...(was !== 'missing' && was.state === 'ERROR' ? { wasInError: true } : {}),
  };
  const { observation, timer } = observeNext(0, context);
  return become(
    seat,
    { status: 'rebuilding', desktop, reset, call: 'decided', sawRebuilding: false, missing: 0, observation },
    ...started(seat, reset),
    { type: 'Rebuild', id: callId('rebuild', phase.leave, context), workspaceId: desktop.workspaceId },
    timer,
    ...spends,
  );
}

/** The old desktop's spec is saved with the decision: whatever crashes from here on, the seat knows what to make. */
export function beginRecreate(
  seat: Seat,
  phase: Away,
  policy: Policy,
  { spec, imageId }: { spec: DesktopSpec; imageId?: string | undefined },
  context: Context,
): Decision {
  const { desktop } = phase;
  const spends = spendsFor(seat, phase.leave, { ...desktop, imageId }, policy, context);
  const reset = { ...resetFor(seat, phase, imageId, policy, context), ...kept(spends) };
  const { observation, timer } = observeNext(0, context);
  return become(
    { ...seat, recreates: [...seat.recreates.filter((at) => at > context.now - monthMs), context.now] },
    {
      status: 'terminating',
      desktop,
      reset,
      spec,
      call: 'decided',
      attempted: phase.leave.begun !== undefined,
      missing: 0,
      observation,
    },
    ...started(seat, reset),
    { type: 'Terminate', id: callId('terminate', phase.leave, context), workspaceId: desktop.workspaceId },
    timer,
    ...spends,
  );
}

/** A reset that can't be followed by a create does not begin; it is looked at again, and a person is told once. */
export function onNotCreatable(
  seat: Seat,
  phase: Away,
  policy: Policy,
  { problem, notNow }: { problem: string; notNow?: true },
  context: Context,
): Decision {
  const { leave, desktop } = phase;
  if (leave.cause.kind === 'request') return cancel(seat, phase, 'specNotCreatable', context, problem);
  // What AWS is changing now mostly ends by itself.
  const tell = !leave.told && (notNow !== true || leave.refusals + 1 >= refusalsUntilTold);
  const pause = Math.min(60_000 * 2 ** leave.refusals, 3_600_000);
  const again = lookAgainAt(
    seat,
    phase,
    { ...leave, refusals: leave.refusals + 1, told: leave.told || tell },
    dueAfter(Math.min(pause, Math.max(policy.graceMs, 1000) * 2 ** leave.refusals), context),
    context,
  );
  if (!tell) return again;
  return {
    seat: again.seat,
    actions: [
      ...again.actions,
      say(resetFailedV1, `${causeId(leave.cause)}:notCreatable`, {
        seat: seat.ref,
        workspaceId: desktop.workspaceId,
        resetId: causeId(leave.cause),
        reason: 'SpecNotCreatable',
        explanation: `Nothing was terminated: ${problem}`.slice(0, 1000),
      }),
    ],
  };
}

/** A leaving as the reset that it leads to keeps it. */
function bare(leave: Leave): Leave {
  const { begun: _earlier, ...rest } = atNoGate(leave);
  return rest;
}

function resetFor(
  seat: Seat,
  phase: Away,
  imageId: string | undefined,
  policy: Policy,
  context: Context,
): Reset {
  const made = { ...phase.desktop, imageId };
  const oldImageId = imageOf(seat, phase.desktop);
  return {
    resetId: causeId(phase.leave.cause),
    strategy: strategyOf(policy, phase.leave),
    policy: refOf(policy),
    leave: bare(phase.leave),
    decidedAt: context.now,
    oldDesktop: phase.desktop,
    ...(oldImageId === undefined ? {} : { oldImageId }),
    kinds: kindsOfReset(seat, phase.leave, made, policy, context.settings),
  };
}

/** A new decision is a new call: what is left of an earlier one must not be taken for it. */
const callId = (what: string, leave: Leave, context: Context): string =>
  `${what}:${causeId(leave.cause)}:${context.now}`;

function started(seat: Seat, reset: Reset): Note[] {
  const cause = spokenCause(reset.leave.cause);
  if (cause === undefined) return [];
  const { workspaceId, computerName } = reset.oldDesktop;
  return [
    say(resetStartedV1, `${reset.resetId}:${reset.decidedAt}`, {
      seat: seat.ref,
      workspaceId,
      ...(computerName === undefined ? {} : { computerName }),
      resetId: reset.resetId,
      strategy: reset.strategy,
      cause,
      policy: reset.policy,
    }),
  ];
}

/**
 * The decision is taken back: the leaving goes on as if it had not been made. A terminate that may have arrived is
 * remembered with what was to follow it.
 */
export function backToAway(
  seat: Seat,
  phase: Rebuilding | Terminating,
  leave = phase.reset.leave,
): Seat & { phase: Away } {
  const { desktop } = phase;
  // guard: whatever-may-have-been-terminated-is-made-again
  if (phase.status === 'terminating' && (phase.attempted || phase.call === 'accepted')) {
    const { leave: _leave, ...reset } = phase.reset;
    const begun = { reset, spec: phase.spec };
    return { ...seat, phase: { status: 'away', desktop, leave: { ...leave, begun } } };
  }
  // What was not recreated does not count as such.
  const recreates = seat.recreates.filter((at) => at !== phase.reset.decidedAt);
  return { ...seat, recreates, phase: { status: 'away', desktop, leave } };
}

export function tellCancelled(
  seat: Seat,
  phase: Rebuilding | Terminating,
  because: 'userReturned' | 'connected' | 'held' | 'unmanaged' | 'desktopGone' | 'paused',
  explanation: string,
): Note[] {
  const cause = spokenCause(phase.reset.leave.cause);
  if (cause === undefined) return [];
  return [
    say(resetCancelledV1, `${phase.reset.resetId}:${phase.reset.decidedAt}:${because}`, {
      seat: seat.ref,
      workspaceId: phase.desktop.workspaceId,
      cause,
      because,
      explanation,
    }),
  ];
}

export function onResetRefused(
  seat: Seat,
  phase: Rebuilding | Terminating,
  refused: Extract<Signal, { type: 'CallRefused' }>,
  context: Context,
): Decision {
  const { leave } = phase.reset;
  const refusals = leave.refusals + 1;
  const tell = refusals >= refusalsUntilTold && !leave.told;
  const next: Leave = { ...leave, refusals, told: leave.told || tell };
  const back = backToAway(seat, phase, next);
  const pause = Math.min(context.settings.observeEveryMs * 2 ** refusals, 3_600_000);
  return andThen(lookAgainAt(back, back.phase, next, dueAfter(pause, context), context), (later) =>
    stay(
      later,
      ...giveBack(phase.reset.paid),
      ...(tell
        ? [
            say(resetFailedV1, `${phase.reset.resetId}:${refusals}`, {
              seat: seat.ref,
              workspaceId: phase.desktop.workspaceId,
              resetId: phase.reset.resetId,
              reason: refused.code.slice(0, 128),
              explanation: refused.message.slice(0, 1000),
            }),
          ]
        : []),
    ),
  );
}

/** Done means seen: AVAILABLE counts after REBUILDING was seen, or with another IP address than before. */
export function onLookedWhileRebuilding(
  seat: Seat,
  phase: Rebuilding,
  look: Look,
  context: Context,
): Decision {
  const { desktop } = look;
  if (desktop === 'missing' || isGone(desktop)) {
    const missing = phase.missing + 1;
    if (desktop === 'missing' && missing < looksUntilGone)
      return observeAgain(seat, { ...phase, missing }, context);
    const gone = desktopGone(seat, context);
    return {
      seat: gone.seat,
      actions: [
        ...tellCancelled(seat, phase, 'desktopGone', 'Somebody else terminated it.'),
        ...gone.actions,
      ],
    };
  }
  if (desktop.state === 'REBUILDING') {
    const reset = { ...phase.reset, begunBy: phase.reset.begunBy ?? look.at };
    const under: Rebuilding = { ...phase, reset, sawRebuilding: true, missing: 0 };
    return observeAgain(seat, under, context, resetUnseenUntil(reset, context));
  }
  const renewed = phase.sawRebuilding || hasNewAddress(phase.reset, look);
  // guard: done-means-seen
  if (!renewed && phase.observation.count <= looksUntilIneffective) return observeAgain(seat, phase, context);
  if (!renewed && brokenBy(phase.reset, look) === undefined) return decideAnew(seat, phase, context);
  if (desktop.state === 'AVAILABLE' || desktop.state === 'STOPPED') {
    const clean: Seat = {
      ...seat,
      phase: { status: 'live', desktop: face(desktop) },
      memory: { ...seat.memory, settledUntil: settledBy(phase.reset) },
      cleanSince: cleanSince(phase.reset, phase.reset.calledAt, context),
    };
    const done = receipt(seat, phase.reset, face(desktop), context.now);
    return stay(clean, ...proof(phase.reset, context), ...done);
  }
  if (desktop.state === 'ERROR') return endedInError(seat, phase.reset, face(desktop), context);
  return observeAgain(seat, phase, context);
}

/** Where the call's answer was lost, a user may have been connected until it came: no use of what there is now. */
const settledBy = ({ calledAt, decidedAt, begunBy }: Reset): Instant =>
  Math.max(calledAt ?? decidedAt, begunBy ?? 0);

/** In ERROR, and it was not when the rebuild was decided: the rebuild did it, whatever became of its call's answer. */
export const brokenBy = ({ wasInError }: Reset, { desktop }: Look): Desktop | undefined =>
  desktop !== 'missing' && desktop.state === 'ERROR' && wasInError !== true ? face(desktop) : undefined;

export function endedInError(seat: Seat, reset: Reset, desktop: Desktop, context: Context): Decision {
  const { resetId } = reset;
  const { workspaceId } = desktop;
  const reason = 'RebuildEndedInError';
  const explanation = 'The desktop is in ERROR after its rebuild. Ask for a reset to try again.';
  return become(
    seat,
    { status: 'failed', reason, desktop, reset },
    ...failure(reset, context.now, `the rebuild of ${workspaceId} (${desktop.bundleId}) ended in ERROR`),
    say(resetFailedV1, `${resetId}:error`, { seat: seat.ref, workspaceId, resetId, reason, explanation }),
    record(seat, 'failed', `${resetId}:error:${reset.decidedAt}`, context.now, {
      ...recordedReset(seat, reset, desktop),
      reason,
      explanation,
    }),
  );
}

export const hasNewAddress = (reset: Reset, look: Look): boolean =>
  look.desktop !== 'missing' &&
  look.desktop.ipAddress !== undefined &&
  reset.oldDesktop.ipAddress !== undefined &&
  look.desktop.ipAddress !== reset.oldDesktop.ipAddress;

function observeAgain(seat: Seat, phase: Rebuilding, context: Context, notBefore?: Instant): Decision {
  const { observation, timer } = observeNext(phase.observation.count, context, notBefore);
  return become(seat, { ...phase, observation }, timer);
}

/** AWS took the call and nothing came of it: back to the leaving, and through the look again. */
export function decideAnew(seat: Seat, phase: Rebuilding | Terminating, context: Context): Decision {
  const back = backToAway(seat, phase);
  return lookAgainAt(back, back.phase, back.phase.leave, context.now, context);
}
