import { event } from '@cleandesk/bus';
import { desktopUnwatchedV1, desktopWatchedV1 } from '@cleandesk/contracts';
import { needsPut } from '../domain/alarm.ts';
import type { Managed } from '../domain/managed.ts';
import type { World } from './world.ts';

type Watched = { because: 'created' | 'reconciled'; correlationId: string };
type Unwatched = { because: 'terminated' | 'gone' | 'unmanaged'; correlationId: string };
type Removed = Pick<Unwatched, 'because'> | { because: 'in a shard that is relied on' };

/**
 * Makes sure that each of these has its alarm. What stands and is right is left alone, and nothing is said of it.
 * @returns those whose alarm had to be made.
 */
export async function watchDesktops(
  world: World,
  ours: readonly Managed[],
  { because, correlationId }: Watched,
): Promise<readonly Managed[]> {
  if (ours.length === 0) return [];
  const standing = await world.alarms.standing(ours.map(({ desktop }) => desktop.workspaceId));
  const missing = ours.filter(({ desktop }) => needsPut(standing.get(desktop.workspaceId), world.rules));
  if (missing.length === 0) return [];
  // Said before it is done: a run that dies in between says it once more, while one that dies after the last alarm would
  // find nothing missing the next time, and nobody would ever hear of these desktops.
  await world.bus.publish(
    missing.flatMap(({ desktop: { workspaceId, directoryId, userName, bundleId }, policy }) => {
      // One of which AWS does not tell the bundle is heard of when it is left, or by the next sweep.
      if (bundleId === undefined) return [];
      const watched = {
        workspaceId,
        seat: { directoryId, userName },
        bundleId,
        policy: policy.name,
        because,
      };
      return [event(desktopWatchedV1, watched, { correlationId })];
    }),
  );
  for (const { desktop } of missing) await world.alarms.put(desktop.workspaceId, world.rules);
  world.journal.info('Disconnect alarms were made', { alarms: missing.length, because });
  return missing;
}

/** Removes the alarms, if there are any, and says so first, for the same reason. At most 100 desktops. */
export async function unwatchDesktops(
  world: World,
  workspaceIds: readonly string[],
  unwatched: Unwatched,
): Promise<void> {
  await tellUnwatched(world, workspaceIds, unwatched);
  await removeAlarms(world, workspaceIds, unwatched);
}

export async function tellUnwatched(
  world: World,
  workspaceIds: readonly string[],
  { because, correlationId }: Unwatched,
): Promise<void> {
  if (workspaceIds.length === 0) return;
  await world.bus.publish(
    workspaceIds.map((workspaceId) => event(desktopUnwatchedV1, { workspaceId, because }, { correlationId })),
  );
}

/** Of at most 100 desktops that have been told of, or of which there is nothing to tell: a shard hears them now. */
export async function removeAlarms(
  world: World,
  workspaceIds: readonly string[],
  { because }: Removed,
): Promise<void> {
  if (workspaceIds.length === 0) return;
  await world.alarms.remove(workspaceIds);
  world.journal.info('Disconnect alarms were removed', { alarms: workspaceIds.length, because });
}
