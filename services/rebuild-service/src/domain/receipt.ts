import { resetCompletedV1 } from '@cleandesk/contracts';
import type { Note } from './actions.ts';
import { iso, say, spokenCause } from './decision.ts';
import { timeToReadyMs } from './ready.ts';
import { record, recordedReset } from './records.ts';
import type { Desktop, Instant, Reset, Seat } from './seat.ts';

/** The receipt of a reset that ended well. */
export function receipt(
  seat: Seat,
  reset: Reset,
  desktop: Desktop,
  at: Instant,
  without?: readonly string[],
): Note[] {
  const cause = spokenCause(reset.leave.cause);
  if (cause === undefined) throw new Error('A removal has no receipt of a reset.');
  const readyMs = timeToReadyMs(reset, at);
  const told = say(resetCompletedV1, reset.resetId, {
    seat: seat.ref,
    resetId: reset.resetId,
    strategy: reset.strategy,
    cause,
    policy: reset.policy,
    oldDesktop: spoken(reset.oldDesktop),
    newDesktop: spoken(desktop),
    bundleId: desktop.bundleId,
    ...(reset.snapshotAt === undefined ? {} : { snapshotAt: iso(reset.snapshotAt) }),
    lastSeenAt: iso(reset.leave.seenAt),
    startedAt: iso(reset.decidedAt),
    completedAt: iso(at),
    timeToReadyMs: readyMs,
    ...(without === undefined ? {} : { without: [...without] }),
  });
  const kept = record(seat, 'reset', reset.resetId, at, {
    ...recordedReset(seat, reset, desktop),
    completedAt: iso(at),
    timeToReadyMs: readyMs,
    ...(without === undefined ? {} : { without }),
  });
  // What is planned by it begins with the decision: looks and turns take their time, too.
  const tookMs = Math.max(0, Math.round(at - reset.decidedAt));
  return [told, kept, { type: 'TimeReset', id: `time:${reset.resetId}`, policy: reset.policy.name, tookMs }];
}

const spoken = ({ workspaceId, computerName, ipAddress }: Desktop) => ({
  workspaceId,
  ...(computerName === undefined ? {} : { computerName }),
  ...(ipAddress === undefined ? {} : { ipAddress }),
});
