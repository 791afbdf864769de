import type { Note, RecordKind } from './actions.ts';
import { iso, spokenCause } from './decision.ts';
import type { Desktop, Instant, Leave, Reset, Seat } from './seat.ts';

/** One record. The shell links it to the one before it, so that a record that is changed or removed shows. */
export function record(seat: Seat, kind: RecordKind, about: string, at: Instant, body: object): Note {
  const text = JSON.stringify({ kind, at: iso(at), seat: seat.ref, ...body });
  return { type: 'Record', id: `record:${kind}:${about}`, kind, at, text };
}

/** What led to it, and what was seen and done on the way. */
export const recordedLeave = (seat: Seat, leave: Leave) => ({
  cause: spokenCause(leave.cause) ?? leave.cause,
  left: { from: iso(leave.start), to: iso(leave.end) },
  lastSeenAt: iso(leave.seenAt),
  looks: leave.looks,
  evidence: seat.evidence.map(({ at, what }) => `${iso(at)} ${what}`),
});

export const recordedReset = (seat: Seat, reset: Reset, desktop: Desktop | undefined) => ({
  resetId: reset.resetId,
  strategy: reset.strategy,
  policy: reset.policy,
  ...recordedLeave(seat, reset.leave),
  decidedAt: iso(reset.decidedAt),
  ...(reset.calledAt === undefined ? {} : { calledAt: iso(reset.calledAt) }),
  ...(reset.strategy === 'rebuild'
    ? { snapshotAt: reset.snapshotAt === undefined ? null : iso(reset.snapshotAt) }
    : {}),
  ...(reset.snapshotAt === undefined
    ? {}
    : { lostMs: Math.max(0, Math.round(reset.leave.seenAt - reset.snapshotAt)) }),
  oldDesktop: reset.oldDesktop,
  ...(desktop === undefined ? {} : { newDesktop: desktop }),
});
