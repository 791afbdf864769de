import { type DesktopSpec, resetFailedV1, seatFailedV1, seatProvisionedV1 } from '@cleandesk/contracts';
import { type Call, isCall, type Note } from './actions.ts';
import { andThen, become, type Decision, observeNext, say, stay } from './decision.ts';
import { endSeat } from './ending.ts';
import { makingUnseenUntil, timeMaking } from './expected.ts';
import { cleanSince } from './first-login.ts';
import { belongsToAnother } from './group-tag.ts';
import { face, type Live, watchWhoHasIt } from './leaving.ts';
import { proof } from './proof.ts';
import { receipt } from './receipt.ts';
import { record, recordedReset } from './records.ts';
import { isFinal, isQuota } from './refused-creates.ts';
import {
  type Creation,
  type Desktop,
  type Instant,
  isWanted,
  type Phase,
  type Reset,
  type Seat,
} from './seat.ts';
import type { Context, Look, SeenDesktop, Signal } from './signals.ts';
import { stuck } from './stuck.ts';

export type Making = Extract<Phase, { status: 'provisioning' | 'recreating' }>;

/** Refused creates after which a person is needed. */
const refusalsUntilFailed = 5;
/** Desktops that end in ERROR before a first login are replaced this often. */
const replacementsUntilFailed = 2;
/** Looks in which a new desktop may be missing: "the identifier is not immediately available" (botocore model). */
const looksUntilLost = 10;

export const resetOf = (phase: Making): Reset | undefined =>
  phase.status === 'recreating' ? phase.reset : undefined;

/** Known to every look at the desktop: which attempt of which purpose made it. */
export function attemptTag(reset: Reset | undefined, creation: Creation): string {
  return `${reset?.resetId ?? 'provision'}/${creation.attempt}@${Math.floor(creation.since)}`;
}

/** Starts making a desktop: for a reset whose old one is gone, or for a claim. */
export function beginCreation(
  seat: Seat,
  reset: Reset | undefined,
  spec: DesktopSpec,
  context: Context,
  replaced = 0,
): Decision {
  const { observation, timer } = observeNext(0, context);
  const creation: Creation = {
    spec,
    attempt: replaced + 1,
    since: context.now,
    refusals: 0,
    replaced,
    missing: 0,
    observation,
  };
  const phase: Making = reset
    ? { status: 'recreating', reset, creation }
    : { status: 'provisioning', creation };
  return become(seat, phase, createCall(phase), timer);
}

function createCall(phase: Making): Call {
  const tag = attemptTag(resetOf(phase), phase.creation);
  return { type: 'Create', id: `create:${tag}`, spec: phase.creation.spec, attemptTag: tag };
}

export function onCreated(
  seat: Seat,
  phase: Making,
  workspaceId: string,
  context: Context,
  accepted: { at?: Instant | undefined; without?: readonly string[] | undefined; found?: true } = {},
): Decision {
  // One that was found may have stood there for long.
  const until = accepted.found ? undefined : makingUnseenUntil(phase.creation, resetOf(phase), context);
  const { observation, timer } = observeNext(0, context, until);
  const made = { ...phase.creation, workspaceId, missing: 0, observation };
  const creation: Creation = {
    ...made,
    ...(accepted.at === undefined ? {} : { acceptedAt: accepted.at }),
    ...(accepted.without === undefined ? {} : { without: accepted.without }),
    ...(accepted.found === undefined ? {} : { found: accepted.found }),
  };
  return become(seat, { ...phase, creation }, timer);
}

export function onCreateRefused(
  seat: Seat,
  phase: Making,
  refused: Extract<Signal, { type: 'CallRefused' }>,
  context: Context,
): Decision {
  const { creation } = phase;
  // The old desktop's metadata outlives it for a while, or an earlier attempt of ours did arrive: the next look tells.
  // guard: an-existing-desktop-is-no-failed-create
  if (refused.code === 'ResourceExists.WorkSpace') return waitOn(seat, phase, creation, context);
  // guard: a-quota-is-waited-for
  if (isQuota(refused.code)) return waitForQuota(seat, phase, refused, context);
  const refusals = creation.refusals + 1;
  const breaker = openBreaker(seat, phase, `${refused.code}: ${refused.message}`);
  // guard: a-create-is-refused-five-times-at-most
  if (refusals >= refusalsUntilFailed || (phase.status === 'provisioning' && isFinal(refused.code)))
    return failMaking(seat, phase, refused.code, refused.message, breaker, context);
  const waiting = waitOn(seat, phase, { ...creation, refusals }, context);
  return { seat: waiting.seat, actions: [...breaker, ...waiting.actions] };
}

/** It is tried on, ever less often; a person is told once. */
function waitForQuota(
  seat: Seat,
  phase: Making,
  { code, message }: Extract<Signal, { type: 'CallRefused' }>,
  context: Context,
): Decision {
  const { creation } = phase;
  const waiting = waitOn(seat, phase, { ...creation, refusals: creation.refusals + 1 }, context);
  const breaker = openBreaker(seat, phase, `${code}: ${message}`);
  if (creation.refusals > 0) return { seat: waiting.seat, actions: [...breaker, ...waiting.actions] };
  const explanation = `No desktop can be made: ${message} Raise the quota, or remove desktops; it is tried again.`;
  const told = stuck(seat, attemptTag(resetOf(phase), creation), { reason: code, explanation });
  return { seat: waiting.seat, actions: [...breaker, told, ...waiting.actions] };
}

/** One failed recreate stops the next ones of its directory and bundle; a first desktop that fails takes none away. */
function openBreaker(seat: Seat, phase: Making, because: string): Note[] {
  // guard (dropped: always): failed-recreate-opens-the-breaker
  if (phase.status !== 'recreating') return [];
  const { directoryId } = seat.ref;
  const { bundleId } = phase.creation.spec;
  return [
    {
      type: 'OpenBreaker',
      id: `breaker:open:${phase.reset.resetId}`,
      directoryId,
      bundleId,
      because: because.slice(0, 256),
    },
  ];
}

/** No desktop could be made: the seat remembers what of, and a person is told. */
export function failMaking(
  seat: Seat,
  phase: Making,
  reason: string,
  explanation: string,
  also: readonly Note[],
  context: Context,
  desktop?: Desktop,
): Decision {
  const reset = resetOf(phase);
  const text = explanation.slice(0, 1000);
  const about = attemptTag(reset, phase.creation);
  const told = reset
    ? say(resetFailedV1, about, { seat: seat.ref, resetId: reset.resetId, reason, explanation: text })
    : say(seatFailedV1, about, { seat: seat.ref, reason, explanation: text });
  const failed: Phase = {
    status: 'failed',
    reason,
    spec: phase.creation.spec,
    ...(reset ? { reset } : {}),
    ...(desktop ? { desktop } : {}),
  };
  const kept = reset
    ? [
        record(seat, 'failed', about, context.now, {
          ...recordedReset(seat, reset, desktop),
          reason,
          explanation: text,
        }),
      ]
    : [];
  return become(seat, failed, ...also, told, ...kept);
}

function waitOn(seat: Seat, phase: Making, creation: Creation, context: Context, until?: Instant): Decision {
  const { observation, timer } = observeNext(creation.observation.count, context, until);
  return become(seat, { ...phase, creation: { ...creation, observation } }, timer);
}

/** Due while making: look at what was made, or find out whether anything was. */
export function onDueWhileMaking(seat: Seat, phase: Making): Decision {
  const { workspaceId } = phase.creation;
  return stay(
    seat,
    workspaceId === undefined ? { type: 'FindDesktopOfUser' } : { type: 'Look', workspaceId },
  );
}

export function onLookedWhileMaking(seat: Seat, phase: Making, look: Look, context: Context): Decision {
  const { creation } = phase;
  const { desktop } = look;
  if (desktop === 'missing') {
    const missing = creation.missing + 1;
    if (missing < looksUntilLost) return waitOn(seat, phase, { ...creation, missing }, context);
    const { workspaceId: _lost, found: _former, ...unmade } = creation;
    return { ...waitOn(seat, phase, { ...unmade, missing: 0 }, context) };
  }
  if (desktop.state === 'ERROR') return replace(seat, phase, face(desktop), context);
  if (desktop.state !== 'AVAILABLE' && desktop.state !== 'STOPPED') {
    return waitOn(
      seat,
      phase,
      { ...creation, missing: 0 },
      context,
      makingUnseenUntil(creation, resetOf(phase), context),
    );
  }
  return ready(seat, phase, face(desktop), context);
}

function ready(seat: Seat, phase: Making, desktop: Desktop, context: Context): Decision {
  const { creation } = phase;
  const standing: Live = { status: 'live', desktop };
  const live: Seat = {
    ...seat,
    phase: standing,
    memory: { settledUntil: creation.since },
    ...(phase.status === 'recreating'
      ? { cleanSince: cleanSince(phase.reset, creation.since, context) }
      : {}),
  };
  const scope = { directoryId: seat.ref.directoryId, bundleId: desktop.bundleId };
  const actions: Note[] = context.safeguards.breakerOpen(scope)
    ? [
        {
          type: 'CloseBreaker',
          id: `breaker:close:${desktop.workspaceId}`,
          ...scope,
          because: 'a create here has become AVAILABLE',
          // A create whose answer was lost was taken after the last look that found nothing.
          asOf: creation.acceptedAt ?? creation.missedAt ?? creation.since,
        },
      ]
    : [];
  if (phase.status === 'recreating') actions.push(...proof(phase.reset, context));
  const { workspaceId } = desktop;
  if (phase.status === 'recreating')
    actions.push(...receipt(seat, phase.reset, desktop, context.now, creation.without));
  else {
    actions.push(say(seatProvisionedV1, workspaceId, { seat: seat.ref, workspaceId }));
    if (creation.found !== true) actions.push(timeMaking(creation, workspaceId, context.now));
  }
  // Its user may have connected before it was seen to be ready, or before we knew of it.
  const told = { seat: live, actions: [...actions, { type: 'Look', workspaceId } as const] };
  if (creation.found !== true) return told;
  return andThen(told, (seat_) => watchWhoHasIt(seat_, standing, context));
}

function replace(seat: Seat, phase: Making, desktop: Desktop, context: Context): Decision {
  const { creation } = phase;
  // What its user has on it would be lost, by no policy, budget or dry run: a person is told, and decides.
  // guard: what-was-not-made-here-is-not-replaced
  if (creation.found === true) {
    const explanation = `${desktop.workspaceId} was there already, and is in ERROR. It is not replaced: what its user has on it would be lost.`;
    return failMaking(seat, phase, 'DesktopInError', explanation, [], context, desktop);
  }
  const breaker = openBreaker(seat, phase, `${desktop.workspaceId} ended in ERROR`);
  // guard: replaced-twice-at-most
  if (creation.replaced >= replacementsUntilFailed) {
    return failMaking(
      seat,
      phase,
      'DesktopInError',
      `${creation.replaced + 1} desktops in a row ended in ERROR.`,
      breaker,
      context,
      desktop,
    );
  }
  const { observation, timer } = observeNext(0, context);
  const next: Phase = {
    status: 'clearing',
    desktop,
    call: 'decided',
    missing: 0,
    observation,
    making: phase,
  };
  return become(
    seat,
    next,
    { type: 'Terminate', id: `clear:${desktop.workspaceId}`, workspaceId: desktop.workspaceId },
    ...breaker,
    timer,
  );
}

/** What AWS has for the user while we are making a desktop and know of none. */
export function onFoundWhileMaking(
  seat: Seat,
  phase: Making,
  found: Extract<Signal, { type: 'FoundDesktop' }>,
  context: Context,
): Decision {
  const { creation } = phase;
  const { desktop } = found;
  // guard: a-desktop-that-is-known-is-not-looked-for
  if (creation.workspaceId !== undefined) return stay(seat);
  const ours = desktop !== undefined && found.attemptTag === attemptTag(resetOf(phase), creation);
  if (ours) return onCreated(seat, phase, desktop.workspaceId, context);
  // guard: nothing-is-made-for-an-unwanted-seat
  if (!isWanted(seat)) return endUnlessUnderWay(seat, phase, context);
  if (desktop === undefined) {
    const waiting = waitOn(seat, phase, { ...creation, missedAt: found.at }, context);
    return { seat: waiting.seat, actions: [createCall(phase), ...waiting.actions] };
  }
  // guard: an-old-desktop-that-still-goes-is-waited-for
  if (stillLeaving(phase, desktop)) return waitOn(seat, phase, creation, context);
  const others = belongsToAnother(seat, found.tags);
  // guard: a-desktop-of-another-group-is-not-taken
  if (others !== undefined)
    return failMaking(
      seat,
      phase,
      'DesktopOfAnotherGroup',
      `${desktop.workspaceId} belongs to this user, and to the group ${others}, which does not want this seat.`,
      [],
      context,
    );
  // Somebody else made this user's desktop meanwhile. With a policy it is ours to look after; without, it is not.
  if (found.policy !== undefined)
    return onCreated(seat, phase, desktop.workspaceId, context, { found: true });
  return failMaking(
    seat,
    phase,
    'DesktopNotOurs',
    `${desktop.workspaceId} belongs to this user, and no policy matches it.`,
    [],
    context,
  );
}

/** A create that is pending may be arriving at this moment, from another run: what comes of it is waited for. */
function endUnlessUnderWay(seat: Seat, phase: Making, context: Context): Decision {
  return seat.pending.some(isCall) ? waitOn(seat, phase, phase.creation, context) : endSeat(seat);
}

const stillLeaving = (phase: Making, desktop: SeenDesktop): boolean =>
  desktop.state === 'TERMINATING' ||
  desktop.state === 'TERMINATED' ||
  desktop.workspaceId === resetOf(phase)?.oldDesktop.workspaceId;
