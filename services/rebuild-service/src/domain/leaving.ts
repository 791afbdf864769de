import { requestRefusedV1, resetCancelledV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Note } from './actions.ts';
import {
  become,
  causeId,
  type Decision,
  graceStarted,
  graceTimer,
  iso,
  lookTimer,
  observationTimer,
  onGrid,
  refOf,
  say,
  spokenCause,
  stay,
} from './decision.ts';
import { graceOf } from './grace.ts';
import { record, recordedLeave } from './records.ts';
import type { Cause, Desktop, Instant, Leave, Phase, Seat } from './seat.ts';
import type { Context, SeenDesktop } from './signals.ts';
import { stuck } from './stuck.ts';

export type Live = Extract<Phase, { status: 'live' }>;
export type Away = Extract<Phase, { status: 'away' }>;

export const policyOf = (seat: Seat, context: Context): Policy | undefined =>
  context.policies.find((policy) => policy.name === seat.policyName);

/** Nobody is sure yet that the user has left: the grace begins with the first check that reads DISCONNECTED. */
export function openAbsence(
  seat: Seat,
  desktop: Desktop,
  { bySweep, ...when }: { start: Instant; end: Instant; bySweep?: true },
  context: Context,
): Decision {
  const cause: Cause = {
    kind: 'absence',
    absenceId: `${desktop.workspaceId}@${iso(when.start)}`,
    startedAt: when.start,
  };
  const opened = newLeave(cause, when, context.now);
  const leave: Leave = bySweep === undefined ? opened : { ...opened, bySweep };
  return lookAtLeaving(seat, { status: 'away', desktop, leave }, context);
}

/** ms after a leaving by which AWS has checked the connection again, "about once a minute": by an earlier look mostly not. */
const checkedWithinMs = 75_000;
/** The least ms of grace with which a minute or two until the first look are little. */
const leastGraceToWaitMs = 600_000;

/**
 * The first look at a leaving. A check from before it decides nothing, and would have to be looked at once more. So it waits
 * for one from after it, by a timer that all who leave about then share: a look takes two calls, for one as for 25. What a
 * sweep or a watch saw was such a check already; there it waits to be shared. It counts at once: who leaves together is known
 * before any of them is looked at.
 */
export function lookAtLeaving(seat: Seat, phase: Away, context: Context): Decision {
  const { desktop, leave } = phase;
  const policy = policyOf(seat, context);
  const graceMs = policy === undefined ? 0 : graceOf(leave, seat.memory, policy);
  // guard: only-a-long-grace-waits-for-a-check
  if (policy === undefined || graceMs < leastGraceToWaitMs)
    return become(seat, phase, { type: 'Look', workspaceId: desktop.workspaceId });
  const nextLookAt = onGrid(Math.max(dueAfter(0, context), leave.end + checkedWithinMs), context);
  const waiting: Leave = { ...atNoGate(leave), nextLookAt, awaitsCheck: true, countedBy: policy.name };
  return become(
    seat,
    { ...phase, leave: waiting },
    countLeaving(waiting, policy.name),
    observationTimer(nextLookAt),
  );
}

/** One more user of this policy has left: by many at once an outage is known. */
export const countLeaving = ({ cause, start, bySweep }: Leave, policy: string): Note => ({
  type: 'CountLeaving',
  id: `count:${causeId(cause)}:${start}`,
  policy,
  leftAt: start,
  ...(bySweep === undefined ? {} : { bySweep }),
});

/**
 * ms. Users who drop together are due together, and the Scheduler starts 1,000 schedules a second (default quota). So in a
 * fleet the ends of graces are spread: over a second for 250 desktops, and a minute at most. In a small one they are not, for
 * those that are due together are looked at together.
 */
const spread = { perDesktopMs: 4, mostMs: 60_000 };

function laterInFleet(workspaceId: string, graceMs: number, policy: Policy, context: Context): number {
  if (graceMs < leastGraceToWaitMs) return 0;
  const fleet = context.safeguards.fleet(policy.name) ?? 0;
  // AWS makes the end of an id by chance.
  const share = Number.parseInt(workspaceId.slice(-4), 36) / 36 ** 4 || 0;
  return Math.round(share * Math.min(spread.mostMs, fleet * spread.perDesktopMs));
}

/** A check read DISCONNECTED at `leave.seenAt`: the user has from then on to come back. */
export function startGrace(
  seat: Seat,
  phase: Away,
  leave: Leave,
  policy: Policy,
  context: Context,
): Decision {
  // AWS checks about once a minute: a look at the very end would mostly find a check from before it.
  const graceMs = graceOf(leave, seat.memory, policy);
  const untilChecked = Math.min(60_000, graceMs / 10);
  const later = laterInFleet(phase.desktop.workspaceId, graceMs, policy, context);
  const running: Leave = { ...atNoGate(leave), nextLookAt: leave.seenAt + graceMs + untilChecked + later };
  const away: Seat = { ...seat, phase: { ...phase, leave: running } };
  return stay(
    away,
    graceTimer(seat, causeId(leave.cause), running.nextLookAt),
    ...graceStarted(seat, phase.desktop, running, policy, graceMs),
  );
}

export function newLeave(cause: Cause, when: { start: Instant; end: Instant }, nextLookAt: Instant): Leave {
  return {
    cause,
    ...when,
    seenAt: when.end,
    accounted: 0,
    confirmed: false,
    looks: 0,
    nextLookAt,
    missing: 0,
    told: false,
    refusals: 0,
  };
}

/** Why a leaving ends without a reset, and what that means to whoever asked for one. */
const requestEnds = {
  userReturned: 'The desktop is in use. Disconnect from it and ask again.',
  connected: 'The desktop is in use. Disconnect from it and ask again.',
  neverConnected: 'Nobody has used the desktop since its last reset.',
  unmanaged: 'No policy matches this desktop: it is not ours to reset.',
  held: 'The desktop is on hold. Ask again when the hold is over.',
  specNotCreatable: 'The desktop could not be made again, so nothing was terminated.',
  paused: 'Resets are paused for now. Ask again later.',
  undecided: 'The looks of some minutes could not tell whether the desktop can be reset. Ask again later.',
} as const;

/** Ends a leaving without a reset. */
export function cancel(
  seat: Seat,
  phase: Away,
  because: keyof typeof requestEnds,
  context: Context,
  why?: string,
): Decision {
  const { desktop, leave } = phase;
  const cause = spokenCause(leave.cause);
  const told =
    cause === undefined
      ? []
      : [
          say(resetCancelledV1, `${causeId(leave.cause)}:${because}`, {
            seat: seat.ref,
            workspaceId: desktop.workspaceId,
            cause,
            because,
            ...(why === undefined ? {} : { explanation: why.slice(0, 1000) }),
          }),
        ];
  // guard: a-removal-that-no-policy-allows-is-told-of
  if (leave.cause.kind === 'unwanted' && because === 'unmanaged') {
    const explanation = `Nobody wants ${desktop.workspaceId} any more, and no policy matches it: it stays, and costs.`;
    told.push(stuck(seat, causeId(leave.cause), { reason: 'Unmanaged', explanation }));
  }
  const refused =
    leave.cause.kind === 'request'
      ? [
          say(requestRefusedV1, leave.cause.requestId, {
            seat: seat.ref,
            requestId: leave.cause.requestId,
            reason: because,
            explanation: [requestEnds[because], ...(why === undefined ? [] : [why])].join(' ').slice(0, 1000),
          }),
        ]
      : [];
  const policy = policyOf(seat, context);
  const kept = record(seat, 'kept', `${causeId(leave.cause)}:${because}`, context.now, {
    workspaceId: desktop.workspaceId,
    bundleId: desktop.bundleId,
    because,
    ...(policy === undefined ? {} : { policy: refOf(policy) }),
    ...recordedLeave(seat, leave),
  });
  return become(seat, { status: 'live', desktop }, ...told, ...refused, kept);
}

/** Looks take the alarm's place until it can fire again: one that stays in ALARM says nothing of a second leaving. */
export const watch = (seat: Seat, phase: Live, about: string, context: Context): Decision =>
  beginWatch(seat, phase, { about, firstMs: policyOf(seat, context)?.graceMs ?? 60_000 }, context);

/**
 * Whoever has a desktop that comes to a seat may be connected at this moment: that is a use, by which their leaving is
 * told from a failed connection. Who is to look now may be killed before they have the answer, and nobody would ask
 * again: so a timer does, too. One check that is younger than the seat's hold on the desktop is enough.
 */
export const watchWhoHasIt = (seat: Seat, phase: Live, context: Context): Decision => {
  const about = `${phase.desktop.workspaceId}@${iso(context.now)}`;
  return beginWatch(seat, phase, { about, firstMs: 0, untilSeen: true }, context);
};

function beginWatch(
  seat: Seat,
  phase: Live,
  { about, firstMs, ...more }: { about: string; firstMs: number; untilSeen?: true },
  context: Context,
): Decision {
  const until = context.now + context.settings.rearmMs;
  const key = `watch:${about}`;
  const nextLookAt = dueAfter(firstMs, context);
  if (phase.watch?.about === key) return stay(seat);
  return become(
    seat,
    { ...phase, watch: { about: key, until, nextLookAt, looks: 0, ...more } },
    lookTimer(seat, key, nextLookAt),
  );
}

export function lookAgainAt(seat: Seat, phase: Away, leave: Leave, at: Instant, context: Context): Decision {
  const nextLookAt = Math.max(at, dueAfter(0, context));
  const next: Leave = { ...atNoGate(leave), nextLookAt };
  return become(seat, { ...phase, leave: next }, lookTimer(seat, causeId(leave.cause), nextLookAt));
}

/** Whatever it waits for now, it is neither a gate nor the first check. */
export function atNoGate(leave: Leave): Leave {
  const { waitsFor: _gate, awaitsCheck: _check, ...rest } = leave;
  return rest;
}

export const dueAfter = (ms: number, context: Context): Instant =>
  context.now + Math.max(ms, context.settings.shortestTimerMs);

export const isGone = (desktop: SeenDesktop): boolean =>
  desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED';

export const face = ({ workspaceId, bundleId, computerName, ipAddress }: SeenDesktop): Desktop => ({
  workspaceId,
  bundleId,
  ...(computerName === undefined ? {} : { computerName }),
  ...(ipAddress === undefined ? {} : { ipAddress }),
});
