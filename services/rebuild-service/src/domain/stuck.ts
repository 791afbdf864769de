import { seatStuckV1 } from '@cleandesk/contracts';
import type { Note } from './actions.ts';
import { type Decision, iso, say } from './decision.ts';
import { failure } from './failures.ts';
import { type Instant, type Observation, type Phase, type Seat, workspaceOf } from './seat.ts';
import type { Context } from './signals.ts';

/** Looks at one thing in flight after which a person is told: with the pauses of `observeNext` that is about two hours. */
const looksUntilStuck = 26;
/** Refusals of one call after which a person is told; it is tried on, once an hour at most. */
export const refusalsUntilTold = 3;

/** AWS seldom needs an hour for anything; what takes two is told of once, and looked at on. */
export function tellWhatTakesLong(before: Seat, { seat, actions }: Decision, { now }: Context): Decision {
  const flight = inFlight(seat.phase);
  const wasAt = inFlight(before.phase)?.observation.count ?? 0;
  if (flight === undefined) return { seat, actions };
  const { observation, since } = flight;
  // guard: whatever-takes-hours-is-told-of
  if (observation.count < looksUntilStuck || wasAt >= looksUntilStuck) return { seat, actions };
  const { status } = seat.phase;
  const note = stuck(seat, `${status}:${since}`, {
    reason: 'TakesTooLong',
    explanation: `It has been ${status} since ${iso(since)}. Look at the desktop in the WorkSpaces console; Cleandesk looks on.`,
  });
  return { seat, actions: [...actions, note, ...pauseOthers(seat, now)] };
}

/** Whether what is in flight takes longer than a person was told of: until it ends, or is mended. */
export const takesLong = ({ phase }: Seat): boolean =>
  (inFlight(phase)?.observation.count ?? 0) >= looksUntilStuck;

/** A reset that neither fails nor ends stops the next ones like one that failed. */
function pauseOthers({ ref, phase }: Seat, now: Instant): Note[] {
  // guard: a-rebuild-that-does-not-end-counts-as-failed
  if (phase.status === 'rebuilding')
    return failure(phase.reset, now, `the rebuild of ${phase.desktop.workspaceId} takes hours`);
  // guard: a-recreate-that-does-not-end-opens-the-breaker
  if (phase.status !== 'recreating') return [];
  const { reset, creation } = phase;
  return [
    {
      type: 'OpenBreaker',
      id: `breaker:slow:${reset.resetId}`,
      directoryId: ref.directoryId,
      bundleId: creation.spec.bundleId,
      because: 'a recreate takes hours',
    },
  ];
}

export function stuck(seat: Seat, about: string, why: { reason: string; explanation: string }): Note {
  const workspaceId = workspaceOf(seat);
  return say(seatStuckV1, `${about}:${why.reason}`, {
    seat: seat.ref,
    ...(workspaceId === undefined ? {} : { workspaceId }),
    status: seat.phase.status,
    reason: why.reason.slice(0, 128),
    explanation: why.explanation.slice(0, 1000),
  });
}

function inFlight(phase: Phase): { observation: Observation; since: Instant } | undefined {
  switch (phase.status) {
    case 'rebuilding':
    case 'terminating':
      return { observation: phase.observation, since: phase.reset.decidedAt };
    case 'removing':
      return { observation: phase.observation, since: phase.leave.end };
    case 'provisioning':
    case 'recreating':
      return { observation: phase.creation.observation, since: phase.creation.since };
    case 'clearing':
      return { observation: phase.observation, since: phase.making.creation.since };
    case 'absent':
    case 'live':
    case 'away':
    case 'failed':
      return undefined;
  }
  phase satisfies never;
}
