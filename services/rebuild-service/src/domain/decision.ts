import {
  type DetailInput,
  type EventContract,
  graceElapsedV1,
  graceStartedV1,
  lookCameDueV1,
  observationCameDueV1,
} from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Action, DurableAction, Note } from './actions.ts';
import { type Cause, type Desktop, type Instant, type Leave, type Phase, type Seat, seatId } from './seat.ts';
import type { Context } from './signals.ts';

/** What the decider answers: the seat as it is from now on, and what is to be done. */
export type Decision = { seat: Seat; actions: readonly Action[] };

export const stay = (seat: Seat, ...actions: Action[]): Decision => ({ seat, actions });

export const become = (seat: Seat, phase: Phase, ...actions: Action[]): Decision => ({
  seat: { ...seat, phase },
  actions,
});

/** Does `first`, then lets `next` decide on what came of it. */
export function andThen(first: Decision, next: (seat: Seat) => Decision): Decision {
  const second = next(first.seat);
  return { seat: second.seat, actions: [...first.actions, ...second.actions] };
}

export const without = (seat: Seat, ids: readonly string[]): Seat =>
  seat.pending.some((action) => ids.includes(action.id))
    ? { ...seat, pending: seat.pending.filter((action) => !ids.includes(action.id)) }
    : seat;

export const pendingAction = (seat: Seat, id: string): DurableAction | undefined =>
  seat.pending.find((action) => action.id === id);

export const iso = (at: Instant): string => new Date(at).toISOString();

/** An event for the bus. `about` tells two events of one type apart, so that redoing the decision repeats its id. */
export function say<C extends EventContract>(contract: C, about: string, detail: DetailInput<C>): Note {
  return {
    type: 'Publish',
    id: `say:${contract.detailType}:${about}`,
    detailType: contract.detailType,
    detail,
  };
}

/** The key under which timers, resets and receipts know a cause. */
export function causeId(cause: Cause): string {
  switch (cause.kind) {
    case 'absence':
      return cause.absenceId;
    case 'request':
      return `request:${cause.requestId}`;
    case 'unwanted':
      return `unwanted:${iso(cause.since)}`;
    case 'disuse':
      return `disuse:${iso(cause.since)}`;
  }
  cause satisfies never;
}

/** A cause in the words of the bus; a removal is no reset and has none. */
export function spokenCause(cause: Cause) {
  switch (cause.kind) {
    case 'absence':
      return { kind: 'absence', absence: { id: cause.absenceId, startedAt: iso(cause.startedAt) } } as const;
    case 'request':
      return { kind: 'request', requestId: cause.requestId, requestedBy: cause.requestedBy } as const;
    case 'disuse':
      if (cause.action === 'remove') return undefined;
      return { kind: 'disuse', unusedSince: iso(cause.since) } as const;
    case 'unwanted':
      return undefined;
  }
  cause satisfies never;
}

export const refOf = (policy: Policy) => ({ name: policy.name, version: policy.version });

/** One-shot timer that asks for another look. Its name tells it from the timers of earlier and later looks. */
export function lookTimer(seat: Seat, about: string, dueAt: Instant): Note {
  return {
    type: 'SetTimer',
    id: `timer:look:${about}:${dueAt}`,
    name: ['look', seatId(seat.ref), about, String(dueAt)],
    dueAt,
    detailType: lookCameDueV1.detailType,
    detail: { seat: seat.ref, about },
  };
}

export function graceTimer(seat: Seat, absenceId: string, dueAt: Instant): Note {
  return {
    type: 'SetTimer',
    id: `timer:grace:${absenceId}:${dueAt}`,
    name: ['grace', seatId(seat.ref), absenceId, String(dueAt)],
    dueAt,
    detailType: graceElapsedV1.detailType,
    detail: { seat: seat.ref, absenceId },
  };
}

export function graceStarted(
  seat: Seat,
  { workspaceId, computerName }: Desktop,
  leave: Leave,
  policy: Policy,
  graceMs: number,
): Note[] {
  const { cause } = leave;
  if (cause.kind !== 'absence') return [];
  return [
    say(graceStartedV1, `${cause.absenceId}:${leave.nextLookAt}`, {
      seat: seat.ref,
      workspaceId,
      ...(computerName === undefined ? {} : { computerName }),
      absence: { id: cause.absenceId, startedAt: iso(cause.startedAt) },
      strategy: policy.dataLoss?.action === 'recreate' ? 'recreate' : policy.strategy,
      graceEndsAt: iso(leave.seenAt + graceMs),
      policy: refOf(policy),
    }),
  ];
}

/**
 * The next look at something in flight, backing off to five times the shortest pause, and the timer that brings it.
 * Timers are named by their due time on a grid, so that all seats in flight share them.
 * @param notBefore when a look can show something else at the soonest
 */
export function observeNext(
  count: number,
  context: Context,
  notBefore: Instant = 0,
): { observation: { count: number; nextAt: Instant }; timer: Note } {
  const pause = context.settings.observeEveryMs * Math.min(count + 1, 5);
  const nextAt = onGrid(Math.max(context.now + pause, notBefore), context);
  return { observation: { count: count + 1, nextAt }, timer: observationTimer(nextAt) };
}

/** The time from then on at which all look whose look can be shared. */
export function onGrid(at: Instant, { settings }: Context): Instant {
  const step = settings.observeEveryMs;
  return Math.ceil(at / step) * step;
}

export function observationTimer(dueAt: Instant): Extract<Note, { type: 'SetTimer' }> {
  return {
    type: 'SetTimer',
    id: `timer:observation:${dueAt}`,
    name: ['observation', String(dueAt)],
    dueAt,
    detailType: observationCameDueV1.detailType,
    detail: { dueAt: iso(dueAt) },
  };
}

/** ms until the n-th further look at a user who reads as connected or unclear: half a minute, then ever longer, at most 1 h. */
export function pauseBeforeLook(looks: number, graceMs: number): number {
  const first = Math.min(30_000, graceMs / 4);
  return Math.min(first * 1.6 ** Math.min(looks, 20), 3_600_000);
}
