import type { Note, RecordKind } from './actions.ts';
import { iso, spokenCause } from './decision.ts';
import { imageOf } from './image.ts';
import { kindOf } from './safeguards.ts';
import type { Desktop, Hold, Instant, Leave, Memory, Reset, Seat } from './seat.ts';

/** One record. The shell links it to the one before it, so that a record that is changed or removed shows. */
export function record(seat: Seat, kind: RecordKind, about: string, at: Instant, body: object): Note {
  const story = seat.story === undefined ? {} : { correlationId: seat.story };
  const text = JSON.stringify({ kind, at: iso(at), seat: seat.ref, ...story, ...body });
  return { type: 'Record', id: `record:${kind}:${about}`, kind, at, text };
}

/** Nobody had read it then. */
const unknown = 'unknown';

/** Without those that were lifted. */
const placed = ({ holds }: Seat) => holds.filter(({ until }) => until > 0);

/** What led to it, and what was seen and done on the way: enough to decide it once more by another policy. */
export const recordedLeave = (seat: Seat, leave: Leave) => ({
  cause: spokenCause(leave.cause) ?? leave.cause,
  left: { from: iso(leave.start), to: iso(leave.end) },
  lastSeenAt: iso(leave.seenAt),
  // Whether a check read DISCONNECTED then; else it is the end of the interval in which the user left.
  confirmed: leave.confirmed,
  ...recordedUse(seat.memory, leave),
  ...(placed(seat).length === 0 ? {} : { holds: placed(seat).map(recordedHold) }),
  ...(leave.waitsFor === undefined ? {} : { waitedFor: kindOf(leave.waitsFor) }),
  ...(leave.tags === undefined ? {} : { tags: leave.tags }),
  looks: leave.looks,
  evidence: seat.evidence.map(({ at, what }) => `${iso(at)} ${what}`),
});

/** The login that ended it, if one did, or the last one before; and since when its session had lasted. */
const recordedUse = ({ lastLoginAt, usedSince }: Memory, { seenAt }: Leave) => ({
  ...(lastLoginAt === undefined ? {} : { lastLoginAt: iso(lastLoginAt) }),
  ...(usedSince === undefined || usedSince > seenAt ? {} : { usedSince: iso(usedSince) }),
});

const recordedHold = ({ id, owner, reason, placedAt, until }: Hold) => ({
  id,
  owner,
  reason,
  from: iso(placedAt),
  until: iso(until),
});

export const recordedReset = (seat: Seat, reset: Reset, desktop: Desktop | undefined) => ({
  resetId: reset.resetId,
  strategy: reset.strategy,
  policy: reset.policy,
  ...recordedLeave(seat, reset.leave),
  decidedAt: iso(reset.decidedAt),
  ...(reset.calledAt === undefined ? {} : { calledAt: iso(reset.calledAt) }),
  ...(reset.notReadyAt === undefined ? {} : { notReadyAt: iso(reset.notReadyAt) }),
  ...(reset.strategy === 'rebuild'
    ? { snapshotAt: reset.snapshotAt === undefined ? null : iso(reset.snapshotAt) }
    : {}),
  ...(reset.snapshotAt === undefined
    ? {}
    : { lostMs: Math.max(0, Math.round(reset.leave.seenAt - reset.snapshotAt)) }),
  oldDesktop: { ...reset.oldDesktop, imageId: reset.oldImageId ?? unknown },
  ...(desktop === undefined
    ? {}
    : { newDesktop: { ...desktop, imageId: imageOf(seat, desktop, reset.decidedAt) ?? unknown } }),
});
