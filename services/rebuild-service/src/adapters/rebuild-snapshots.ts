import { DescribeWorkspaceSnapshotsCommand, type WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { type Pace, patiently } from '@cleandesk/workspaces';
import type { Instant } from '../domain/seat.ts';
import type { Clock } from '../ports.ts';

/** ms that a throttled read is repeated for. */
const patienceMs = 5000;

/**
 * What a rebuild would bring the user volume back from: the newest of its snapshots. AWS takes one every 12 hours, and
 * for the first 30 minutes or hours of a desktop there is none (Administration Guide, "Rebuild a WorkSpace").
 * One call of WorkSpaces' rate for one desktop.
 * @throws `ResourceNotFoundException` for a desktop that is gone.
 */
export function rebuildSnapshots(options: {
  client: WorkSpacesClient;
  pace: Pace;
  clock: Clock;
  wait?: (ms: number) => Promise<void>;
}): (workspaceId: string) => Promise<{ rebuildFrom?: Instant }> {
  const { client, pace, clock, wait } = options;
  return async (WorkspaceId) => {
    const { RebuildSnapshots = [] } = await patiently(
      () => client.send(new DescribeWorkspaceSnapshotsCommand({ WorkspaceId })),
      {
        turn: () => pace.turn('first'),
        clock: { now: () => clock.now(), ...(wait ? { wait } : {}) },
        patienceMs,
      },
    );
    const times = RebuildSnapshots.flatMap(({ SnapshotTime }) => SnapshotTime?.getTime() ?? []);
    return times.length === 0 ? {} : { rebuildFrom: Math.max(...times) };
  };
}
