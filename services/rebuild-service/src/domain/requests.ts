import { rebootStartedV1, requestRefusedV1 } from '@cleandesk/contracts';
import type { Call } from './actions.ts';
import { beginCreation } from './creation.ts';
import { become, type Decision, iso, say, stay } from './decision.ts';
import { newLeave } from './leaving.ts';
import { activeHold, type Cause, type Hold, type Phase, type Seat, workspaceOf } from './seat.ts';
import type { Context, Look, Signal } from './signals.ts';

type Told<T extends Signal['type']> = Extract<Signal, { type: T }>;

/** Requests that a seat remembers: redelivery comes within days, and nobody asks for twenty resets before that. */
const requestsRemembered = 20;
/** ms for which a hold that is over is remembered: redelivery comes within days. */
const holdsRememberedMs = 14 * 86_400_000;
/** ms after which a request that lay in a queue is not what the person wants any more. */
const requestExpiresAfterMs = 3_600_000;

function answer(seat: Seat, requestId: string): Seat | undefined {
  // guard: a-request-is-answered-once
  if (seat.answered.includes(requestId)) return undefined;
  return { ...seat, answered: [...seat.answered, requestId].slice(-requestsRemembered) };
}

export function refuse(seat: Seat, requestId: string, reason: string, explanation: string): Decision {
  return stay(seat, say(requestRefusedV1, requestId, { seat: seat.ref, requestId, reason, explanation }));
}

export function onResetAsked(
  seat: Seat,
  { requestId, requestedBy, at }: Told<'ResetAsked'>,
  context: Context,
): Decision {
  const asked = answer(seat, requestId);
  if (asked === undefined) return stay(seat);
  // guard: an-old-request-is-not-done
  if (context.now - at > requestExpiresAfterMs) {
    return refuse(asked, requestId, 'tooOld', 'The request is more than an hour old. Ask again.');
  }
  const { phase } = asked;
  switch (phase.status) {
    case 'live':
    case 'away': {
      const cause: Cause = { kind: 'request', requestId, requestedBy };
      const leave = newLeave(cause, { start: at, end: at }, context.now);
      const { workspaceId } = phase.desktop;
      return become(asked, { status: 'away', desktop: phase.desktop, leave }, { type: 'Look', workspaceId });
    }
    case 'failed':
      return retry(asked, phase, { requestId, requestedBy, at }, context);
    case 'absent':
    case 'removing':
      return refuse(asked, requestId, 'noDesktop', 'There is no desktop to reset.');
    case 'provisioning':
    case 'rebuilding':
    case 'terminating':
    case 'recreating':
    case 'clearing':
      return refuse(asked, requestId, 'alreadyRunning', `The desktop is ${phase.status}.`);
  }
  phase satisfies never;
}

/** A person says: try again. What failed without a desktop is made anew; what failed with one is reset. */
function retry(
  seat: Seat,
  phase: Extract<Phase, { status: 'failed' }>,
  request: { requestId: string; requestedBy: string; at: number },
  context: Context,
): Decision {
  if (phase.desktop !== undefined) {
    const { policyName } = seat;
    // It would only end as it did before; and a seat that is refused has to stay known as failed.
    // guard: what-failed-is-not-retried-while-its-policy-is-paused
    if (policyName !== undefined && context.safeguards.pausedByFailures(policyName))
      return refuse(
        seat,
        request.requestId,
        'paused',
        'Rebuilds of this policy ended badly; they wait for a person.',
      );
    const leave = newLeave(
      { kind: 'request', requestId: request.requestId, requestedBy: request.requestedBy },
      { start: request.at, end: request.at },
      context.now,
    );
    const { workspaceId } = phase.desktop;
    return become(seat, { status: 'away', desktop: phase.desktop, leave }, { type: 'Look', workspaceId });
  }
  if (phase.spec !== undefined) return beginCreation(seat, phase.reset, phase.spec, context);
  return refuse(
    seat,
    request.requestId,
    'noDesktop',
    `The seat has failed (${phase.reason}) and has no desktop.`,
  );
}

export function onRebootAsked(seat: Seat, { requestId, at }: Told<'RebootAsked'>): Decision {
  const asked = answer(seat, requestId);
  if (asked === undefined) return stay(seat);
  const { phase } = asked;
  if (phase.status !== 'live' && phase.status !== 'away') {
    return refuse(asked, requestId, 'noDesktop', `A seat that is ${phase.status} has no desktop to reboot.`);
  }
  const { workspaceId } = phase.desktop;
  return stay(asked, { type: 'Reboot', id: `reboot:${requestId}`, workspaceId, requestId, askedAt: at });
}

export function onRebootAccepted(seat: Seat, call: Extract<Call, { type: 'Reboot' }>): Decision {
  const { requestId, workspaceId } = call;
  return stay(seat, say(rebootStartedV1, requestId, { seat: seat.ref, workspaceId, requestId }));
}

export function onRebootNotPermitted(
  seat: Seat,
  call: Extract<Call, { type: 'Reboot' }>,
  look: Look,
): Decision {
  const state = look.desktop === 'missing' ? 'not there' : look.desktop.state;
  return refuse(
    seat,
    call.requestId,
    'notPossible',
    look.policy === undefined
      ? 'No policy matches this desktop.'
      : `The desktop is ${state}, or the request is more than ten minutes old.`,
  );
}

export function onHoldPlaced(seat: Seat, placed: Told<'HoldPlaced'>, context: Context): Decision {
  // guard: a-hold-that-is-over-holds-nothing
  if (placed.until <= context.now) return stay(seat);
  const known = seat.holds.find((hold) => hold.id === placed.holdId);
  // guard: an-older-hold-changes-nothing
  if (known !== undefined && known.placedAt >= placed.at) return stay(seat);
  const others = seat.holds.filter((hold) => hold.id !== placed.holdId && isKept(hold, context.now));
  const { holdId: id, owner, reason, until, at } = placed;
  return marked({ ...seat, holds: [...others, { id, owner, reason, until, placedAt: at }] }, context);
}

/** Its desktop shows the hold that lasts longest. */
function marked(seat: Seat, { now }: Context): Decision {
  const workspaceId = workspaceOf(seat);
  if (workspaceId === undefined) return stay(seat);
  const hold = activeHold(seat, now);
  const id = `hold:${workspaceId}:${hold === undefined ? `none:${now}` : `${hold.id}:${hold.until}`}`;
  const mark = hold === undefined ? {} : { mark: `${iso(hold.until)} ${hold.owner} ${hold.reason}` };
  return stay(seat, { type: 'MarkHold', id, workspaceId, ...mark });
}

/** A hold that is over is remembered for a while: a late message about it is older than what we know. */
const isKept = ({ until, placedAt }: Hold, now: number): boolean =>
  until > now || placedAt > now - holdsRememberedMs;

export function onHoldLifted(seat: Seat, { holdId, at }: Told<'HoldLifted'>, context: Context): Decision {
  const known = seat.holds.find((hold) => hold.id === holdId);
  // A lift that comes late does not lift a hold that was placed again since. One that comes first is remembered.
  const isNewer = known === undefined || known.placedAt <= at;
  const others = seat.holds.filter((hold) => hold.id !== holdId && isKept(hold, context.now));
  const over: Hold = { owner: '', reason: '', ...known, id: holdId, until: 0, placedAt: at };
  const changes = isNewer && (known === undefined || known.until > 0);
  const lifted = changes ? marked({ ...seat, holds: [...others, over] }, context) : stay(seat);
  const { phase } = lifted.seat;
  // What waited for the hold's end need not wait for its date any more. Also when it was lifted before: the look that
  // followed may have been lost.
  if (phase.status !== 'away') return lifted;
  const look = { type: 'Look', workspaceId: phase.desktop.workspaceId } as const;
  return { seat: lifted.seat, actions: [...lifted.actions, look] };
}
