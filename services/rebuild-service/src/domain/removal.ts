import type { Policy } from '@cleandesk/policies';
import { attemptTag, beginCreation, resetOf } from './creation.ts';
import { andThen, become, causeId, type Decision, observeNext, refOf, stay } from './decision.ts';
import { giveUpClaims } from './disuse.ts';
import { endSeat } from './ending.ts';
import { goingUnseenUntil } from './expected.ts';
import { giveBack, kept, spendsFor } from './gating.ts';
import { looksUntilGone } from './judge.ts';
import { type Away, atNoGate, dueAfter, isGone, lookAgainAt, policyOf } from './leaving.ts';
import { record, recordedLeave } from './records.ts';
import { desiredSpec, isWanted, type Leave, type Phase, type Seat } from './seat.ts';
import type { Context, Look, Signal } from './signals.ts';
import { refusalsUntilTold, stuck } from './stuck.ts';

export type Removing = Extract<Phase, { status: 'removing' }>;
export type Clearing = Extract<Phase, { status: 'clearing' }>;

/** Looks at a call that AWS took and that shows no effect, after which it is decided anew. */
export const looksUntilIneffective = 10;

export function beginRemoval(seat: Seat, phase: Away, policy: Policy, context: Context): Decision {
  const { observation, timer } = observeNext(0, context);
  const { desktop } = phase;
  const leave = atNoGate(phase.leave);
  const spends = spendsFor(seat, leave, desktop, policy, context);
  return become(
    seat,
    { status: 'removing', desktop, leave, ...kept(spends), call: 'decided', missing: 0, observation },
    {
      type: 'Terminate',
      id: `remove:${causeId(leave.cause)}:${context.now}`,
      workspaceId: desktop.workspaceId,
    },
    timer,
    ...spends,
  );
}

/**
 * The desktop is gone and it was not for a reset. Only a claim creates: a seat that a policy merely adopted ends with
 * its desktop.
 */
export function desktopGone(seat: Seat, context: Context, leave?: Leave): Decision {
  // It went because of us: our terminate had arrived although nobody heard of it.
  if (leave?.begun !== undefined && isWanted(seat)) {
    const { begun, ...rest } = leave;
    return beginCreation(seat, { ...begun.reset, leave: rest }, begun.spec, context);
  }
  const spec = isWanted(seat) ? desiredSpec(seat) : undefined;
  if (spec === undefined) return endSeat(seat);
  return beginCreation(seat, undefined, spec, context);
}

/** Gone is absent by id in two complete looks: one answer without it may be one that came too early. */
export function onLookedWhileGoing<P extends Removing | Clearing | Extract<Phase, { status: 'terminating' }>>(
  seat: Seat,
  phase: P,
  look: Look,
  context: Context,
  next: { gone: () => Decision; ineffective: () => Decision },
): Decision {
  if (look.desktop === 'missing') {
    const missing = phase.missing + 1;
    // The look that confirms it comes soon: a user waits for what is made next.
    const soon = observeNext(0, context);
    // guard: gone-in-two-looks
    if (missing < looksUntilGone)
      return become(seat, { ...phase, missing, observation: soon.observation }, soon.timer);
    return next.gone();
  }
  const { count } = phase.observation;
  const { observation, timer } = observeNext(count, context, goingUnseenUntil(look, count, context));
  if (!isGone(look.desktop) && phase.observation.count > looksUntilIneffective) return next.ineffective();
  return become(seat, { ...phase, missing: 0, observation }, timer);
}

export function onLookedWhileRemoving(seat: Seat, phase: Removing, look: Look, context: Context): Decision {
  return onLookedWhileGoing(seat, phase, look, context, {
    gone: () => {
      const { desktop, leave } = phase;
      const policy = policyOf(seat, context);
      const body = {
        ...(policy === undefined ? {} : { policy: refOf(policy) }),
        ...recordedLeave(seat, leave),
        oldDesktop: desktop,
      };
      const kept = record(seat, 'removed', causeId(leave.cause), context.now, body);
      const gone = leave.cause.kind === 'disuse' ? endSeat(giveUpClaims(seat)) : desktopGone(seat, context);
      return { seat: gone.seat, actions: [kept, ...gone.actions] };
    },
    ineffective: () => {
      const away: Away = { status: 'away', desktop: phase.desktop, leave: phase.leave };
      return lookAgainAt({ ...seat, phase: away }, away, phase.leave, context.now, context);
    },
  });
}

/** Back to the leaving, and through the look again: ever less often, and a person is told. */
export function onRemovalRefused(
  seat: Seat,
  { desktop, leave, paid }: Removing,
  { code, message }: Extract<Signal, { type: 'CallRefused' }>,
  context: Context,
): Decision {
  const refusals = leave.refusals + 1;
  const tell = refusals >= refusalsUntilTold && !leave.told;
  const next: Leave = { ...leave, refusals, told: leave.told || tell };
  const away: Away = { status: 'away', desktop, leave: next };
  const back: Seat = { ...seat, phase: away };
  const pause = Math.min(context.settings.observeEveryMs * 2 ** refusals, 3_600_000);
  const later = lookAgainAt(back, away, next, dueAfter(pause, context), context);
  const again = andThen(later, (waiting) => stay(waiting, ...giveBack(paid)));
  // guard (dropped: always): a-removal-that-is-refused-again-and-again-is-told-of
  if (!tell) return again;
  const told = stuck(seat, causeId(leave.cause), { reason: code, explanation: `Not removed: ${message}` });
  return { seat: again.seat, actions: [...again.actions, told] };
}

/** A desktop that ended in ERROR makes room for its successor. */
export function onLookedWhileClearing(seat: Seat, phase: Clearing, look: Look, context: Context): Decision {
  const { making } = phase;
  return onLookedWhileGoing(seat, phase, look, context, {
    gone: () =>
      isWanted(seat)
        ? beginCreation(seat, resetOf(making), making.creation.spec, context, making.creation.replaced + 1)
        : endSeat(seat),
    ineffective: () =>
      become(
        seat,
        { ...phase, call: 'decided', observation: { count: 0, nextAt: context.now } },
        {
          type: 'Terminate',
          id: `clear:${attemptTag(resetOf(making), making.creation)}:${context.now}`,
          workspaceId: phase.desktop.workspaceId,
        },
      ),
  });
}

/** A clearing that AWS refused is decided anew when its next look is due. */
export function clearAgain(seat: Seat, phase: Clearing, context: Context): Decision {
  const pending = seat.pending.some((action) => action.type === 'Terminate');
  if (pending || phase.observation.nextAt > context.now) return stay(seat);
  const { workspaceId } = phase.desktop;
  return stay(seat, { type: 'Terminate', id: `clear:${workspaceId}:${context.now}`, workspaceId });
}
