import { resetUndecidedV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import { leaveForRemoval } from './claims.ts';
import {
  andThen,
  become,
  causeId,
  type Decision,
  iso,
  lookTimer,
  pauseBeforeLook,
  say,
  stay,
} from './decision.ts';
import { latestUse, onUnused } from './disuse.ts';
import { firstLogin } from './first-login.ts';
import { waitFor, whatStops } from './gating.ts';
import { judge, type Verdict } from './judge.ts';
import {
  type Away,
  cancel,
  countLeaving,
  dueAfter,
  face,
  isGone,
  type Live,
  lookAgainAt,
  lookAtLeaving,
  openAbsence,
  policyOf,
  startGrace,
  watch,
} from './leaving.ts';
import { rehearse } from './rehearsing.ts';
import { used } from './remember.ts';
import { beginRemoval, desktopGone } from './removal.ts';
import { type Instant, isRemoval, isWanted, type Leave, type Seat, workspaceOf } from './seat.ts';
import type { Connection, Context, Look, Signal } from './signals.ts';
import { strategyOf } from './strategy.ts';
import { stuck } from './stuck.ts';

type Told<T extends Signal['type']> = Extract<Signal, { type: T }>;

/** Looks at one leaving after which a person is told that nobody can tell whether the user is away. */
const looksUntilTold = 6;

export function onDisconnected(seat: Seat, { start, end }: Told<'Disconnected'>, context: Context): Decision {
  const { phase } = seat;
  if (phase.status === 'away') {
    const { leave, desktop } = phase;
    // Somebody has used it after all, and has left now.
    if (leave.cause.kind === 'disuse') return openAbsence(seat, desktop, { start, end }, context);
    // The same leaving once more. The look that it began with may have been lost.
    // guard: the-same-leaving-once-more-changes-nothing
    if (end <= leave.end)
      return leave.confirmed || (leave.awaitsCheck === true && !isDue(leave.nextLookAt, context))
        ? stay(seat)
        : stay(seat, { type: 'Look', workspaceId: desktop.workspaceId });
    // The user came back without our hearing of it, and left again: the grace begins anew.
    const { countedBy: _former, bySweep: _before, ...known } = leave;
    const newer: Leave = {
      ...known,
      start,
      end,
      seenAt: Math.max(leave.seenAt, end),
      confirmed: false,
      looks: 0,
      told: false,
    };
    return lookAtLeaving(seat, { ...phase, leave: newer }, context);
  }
  if (phase.status === 'failed') return lookWhetherItWorks(seat);
  // Only a live desktop can be left: our own terminate or rebuild closes sessions, too.
  // guard: only-live-becomes-away
  if (phase.status !== 'live') return stay(seat);
  // guard: datapoint-before-the-last-reset
  if (start < seat.memory.settledUntil) return stay(seat);
  // The alarm comes minutes after the fact: the user has come back since. Its alarm may stay silent from now on.
  // guard: login-after-the-interval
  if (end <= (seat.memory.lastLoginAt ?? 0))
    return watch(seat, phase, `${phase.desktop.workspaceId}@${iso(start)}`, context);
  return openAbsence(seat, phase.desktop, { start, end }, context);
}

export function onLoggedIn(seat: Seat, { at }: Told<'LoggedIn'>, context: Context): Decision {
  if (at <= (seat.memory.lastLoginAt ?? -1)) return stay(seat);
  const remembered: Seat = { ...seat, memory: used({ ...seat.memory, lastLoginAt: at }, at) };
  const first = firstLogin(remembered, at, context);
  if (first !== undefined) return first;
  const { phase } = seat;
  if (phase.status !== 'away' || phase.leave.cause.kind === 'unwanted') return stay(remembered);
  // With a login inside the interval nobody knows which came first: the looks decide.
  // guard: only-a-later-login-closes-an-absence
  if (at <= phase.leave.end) return stay(remembered);
  const cancelled = cancel(remembered, phase, 'userReturned', context);
  return andThen(cancelled, (seat_) => {
    const back = anewAfter(seat_, phase.leave, at, context);
    return back.phase.status === 'live'
      ? watch(back, back.phase, causeId(phase.leave.cause), context)
      : stay(back);
  });
}

/** Who was away for longer than the grace, and only waited to be reset, begins a session of their own. */
function anewAfter(seat: Seat, { confirmed, seenAt }: Leave, at: Instant, context: Context): Seat {
  const graceMs = policyOf(seat, context)?.graceMs;
  // guard: a-session-ends-with-the-grace
  if (!confirmed || graceMs === undefined || at - seenAt < graceMs) return seat;
  return { ...seat, memory: { ...seat.memory, usedSince: at } };
}

/** The backstop: what a sweep saw opens an absence that no alarm told of. */
export function onObserved(seat: Seat, { connection, at }: Told<'Observed'>, context: Context): Decision {
  const { phase, memory } = seat;
  if (phase.status === 'failed') return lookWhetherItWorks(seat);
  if (phase.status !== 'live') return stay(seat);
  // A removal that found no policy, or was only rehearsed, is tried again when the desktop is ours to remove.
  if (!isWanted(seat) && policyOf(seat, context)?.dryRun !== true)
    return leaveForRemoval(seat, phase, context);
  const since = connection.checkedAt ?? at;
  // What lay in a queue since before the last reset tells of a session that has been dealt with.
  // guard: sweep-older-than-the-last-reset
  if (since < memory.settledUntil) return stay(seat);
  const use = latestUse(memory, connection);
  if (connection.state === 'CONNECTED') {
    return use >= memory.settledUntil
      ? stay(seat)
      : stay({ ...seat, memory: used({ ...memory, lastConnectedAt: since }, since) });
  }
  const unused = onUnused(seat, phase, connection, policyOf(seat, context), context);
  if (unused !== undefined) return unused;
  // guard: sweep-needs-a-use-since-the-last-reset
  if (use < memory.settledUntil) return stay(seat);
  // guard: sweep-older-than-a-login
  if (since <= (memory.lastLoginAt ?? -1)) return stay(seat);
  // The user was gone before that check, so that the check itself confirms it.
  return openAbsence(seat, phase.desktop, { start: since - 1, end: since - 1, bySweep: true }, context);
}

/** Somebody used, or sees, a desktop that had failed. */
function lookWhetherItWorks(seat: Seat): Decision {
  const workspaceId = workspaceOf(seat);
  return workspaceId === undefined ? stay(seat) : stay(seat, { type: 'Look', workspaceId });
}

export function onLookDue(seat: Seat, { about }: Told<'LookDue'>, context: Context): Decision {
  const { phase } = seat;
  if (
    phase.status === 'away' &&
    causeId(phase.leave.cause) === about &&
    isDue(phase.leave.nextLookAt, context)
  ) {
    return stay(seat, { type: 'Look', workspaceId: phase.desktop.workspaceId });
  }
  if (phase.status === 'live' && phase.watch?.about === about && isDue(phase.watch.nextLookAt, context)) {
    return stay(seat, { type: 'Look', workspaceId: phase.desktop.workspaceId });
  }
  return stay(seat);
}

/** Timers fire on whole seconds; one that comes earlier than that belongs to a look that has been put off. */
export const isDue = (at: Instant, context: Context): boolean => at <= context.now + 1000;

export function onLookedWhileLive(seat: Seat, phase: Live, look: Look, context: Context): Decision {
  if (look.desktop === 'missing' || isGone(look.desktop)) return stay(seat, { type: 'FindDesktopOfUser' });
  const current: Seat = { ...seat, phase: { ...phase, desktop: face(look.desktop) } };
  const { watch: watching } = phase;
  if (watching === undefined) return stay(current);
  if (left(seat, look.connection)) {
    const since = look.connection?.checkedAt ?? look.at;
    return openAbsence(current, face(look.desktop), { start: since - 1, end: since - 1 }, context);
  }
  const { watch: _ended, ...unwatched } = phase;
  const checkedAt = look.connection?.checkedAt ?? 0;
  const isSeen = watching.untilSeen === true && checkedAt > seat.memory.settledUntil;
  if (isSeen || look.at >= watching.until)
    return become(current, { ...unwatched, desktop: face(look.desktop) });
  const pause = pauseBeforeLook(watching.looks, look.policy?.graceMs ?? 60_000);
  const next = { ...watching, looks: watching.looks + 1, nextLookAt: dueAfter(pause, context) };
  return become(
    current,
    { ...unwatched, desktop: face(look.desktop), watch: next },
    lookTimer(seat, next.about, next.nextLookAt),
  );
}

/** A desktop that is to go and that nobody can judge: it stays, and costs. */
function tellOfRemoval(again: Decision, phase: Away, leave: Leave, looks: number, why: string): Decision {
  // guard: a-removal-that-nobody-can-judge-is-told-of
  if (looks !== 2 * looksUntilTold) return again;
  const explanation = `${phase.desktop.workspaceId} is to go, and ${looks} looks could not tell whether it may: ${why}.`;
  return andThen(again, (seat) =>
    stay(seat, stuck(seat, causeId(leave.cause), { reason: 'Undecided', explanation })),
  );
}

const left = (seat: Seat, connection: Connection | undefined): boolean =>
  connection?.state === 'DISCONNECTED' &&
  connection.checkedAt !== undefined &&
  connection.checkedAt > (seat.memory.lastLoginAt ?? -1) &&
  latestUse(seat.memory, connection) >= seat.memory.settledUntil;

export function onLookedWhileAway(seat: Seat, phase: Away, look: Look, context: Context): Decision {
  const { awaitsCheck: _over, ...known } = phase.leave;
  const { cause, countedBy } = known;
  const policyName = look.policy?.name;
  const isNew = cause.kind === 'absence' && countedBy === undefined && policyName !== undefined;
  const leave: Leave = {
    ...known,
    ...(isNew ? { countedBy: policyName } : {}),
    ...(look.tags === undefined ? {} : { tags: look.tags }),
  };
  const current: Away = {
    ...phase,
    leave,
    ...(look.desktop === 'missing' ? {} : { desktop: face(look.desktop) }),
  };
  const decided = onVerdict({ ...seat, phase: current }, current, judge(seat, leave, look), look, context);
  if (!isNew) return decided;
  return { seat: decided.seat, actions: [countLeaving(leave, policyName), ...decided.actions] };
}

export function onVerdict(seat: Seat, phase: Away, verdict: Verdict, look: Look, context: Context): Decision {
  switch (verdict.kind) {
    case 'go':
      return go(seat, phase, verdict.policy, look, context);
    case 'wait':
      // Whoever asks wants it now. Days later, when the hold ends, it would be a surprise.
      // guard: a-request-does-not-outlive-a-hold
      if (verdict.why === 'held' && phase.leave.cause.kind === 'request')
        return cancel(seat, phase, 'held', context);
      return verdict.why === 'seenSince' && look.policy !== undefined
        ? startGrace(seat, phase, verdict.leave, look.policy, context)
        : lookAgainAt(seat, phase, verdict.leave, verdict.until, context);
    case 'stop':
      return cancel(seat, phase, verdict.because, context);
    case 'gone':
      if (verdict.certain) return desktopGone(seat, context, phase.leave);
      return lookAgainAt(
        seat,
        phase,
        verdict.leave,
        dueAfter(context.settings.observeEveryMs, context),
        context,
      );
    case 'again':
      return lookAgain(seat, phase, verdict.leave, verdict.why, look, context);
  }
  verdict satisfies never;
}

function go(seat: Seat, phase: Away, policy: Policy, look: Look, context: Context): Decision {
  const { leave, desktop } = phase;
  const stop = whatStops(seat, phase, policy, context, look.imageId);
  if (stop !== undefined) return waitFor(seat, phase, stop, context);
  if (isRemoval(leave.cause)) {
    // guard: dry-run-removes-nobody
    if (policy.dryRun) return rehearse(seat, phase, policy, look, context);
    return beginRemoval(seat, phase, policy, context);
  }
  const { workspaceId } = desktop;
  // What was not saved is lost: first see when it was.
  if (strategyOf(policy, leave) === 'rebuild') return stay(seat, { type: 'FindSnapshot', workspaceId });
  // What is terminated here has to be made again: first see what it is made of, and whether it can be made.
  return stay(seat, { type: 'Examine', workspaceId });
}

/**
 * A login within the interval of the disconnect can lie before or after it. With a check after the interval that reads
 * CONNECTED it was after: a drop that lasted a moment. The watch that follows sees it if it was not.
 */
function cameBackAtOnce(seat: Seat, leave: Leave, { connection }: Look): boolean {
  const { lastLoginAt } = seat.memory;
  if (leave.cause.kind !== 'absence' || connection?.state !== 'CONNECTED') return false;
  // guard: a-login-within-the-interval-needs-a-later-check
  if (lastLoginAt === undefined || lastLoginAt < leave.start || leave.end >= (connection.checkedAt ?? 0))
    return false;
  return true;
}

function lookAgain(
  seat: Seat,
  phase: Away,
  leave: Leave,
  why: string,
  look: Look,
  context: Context,
): Decision {
  const graceMs = look.policy?.graceMs ?? 60_000;
  const looks = leave.looks + 1;
  // Whoever is connected does not wait for a reset that they asked for themselves.
  const asked = leave.cause.kind === 'request' && look.connection?.state === 'CONNECTED';
  if (asked || cameBackAtOnce(seat, leave, look)) {
    return andThen(cancel(seat, phase, asked ? 'connected' : 'userReturned', context), (back) =>
      back.phase.status === 'live' ? watch(back, back.phase, causeId(leave.cause), context) : stay(back),
    );
  }
  // guard: a-request-is-answered-within-minutes
  if (leave.cause.kind === 'request' && looks >= looksUntilTold)
    return cancel(seat, phase, 'undecided', context, why);
  const tell = looks >= looksUntilTold && !leave.told && leave.cause.kind === 'absence';
  const again = lookAgainAt(
    seat,
    phase,
    { ...leave, looks, told: leave.told || tell },
    // Before the interval is over no check can lie after it.
    Math.max(dueAfter(pauseBeforeLook(looks, graceMs), context), leave.end + pauseBeforeLook(0, graceMs)),
    context,
  );
  if (leave.cause.kind !== 'absence') return tellOfRemoval(again, phase, leave, looks, why);
  if (!tell) return again;
  return {
    seat: again.seat,
    actions: [
      ...again.actions,
      say(resetUndecidedV1, leave.cause.absenceId, {
        seat: seat.ref,
        workspaceId: phase.desktop.workspaceId,
        absence: { id: leave.cause.absenceId, startedAt: iso(leave.cause.startedAt) },
        looks,
        lastLook: why,
      }),
    ],
  };
}
