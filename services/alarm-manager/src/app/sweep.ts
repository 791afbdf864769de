import { event } from '@cleandesk/bus';
import { connectionSweepCameDueV1, desktopsObservedV1 } from '@cleandesk/contracts';
import { readSweepCursor, type WalkPosition, writeCursor } from './cursor.ts';
import type { Due } from './reconcile.ts';
import { walk } from './walk.ts';
import type { World } from './world.ts';

/** ms that must be left for another page: a listing, a look at 25 connections, one event. */
const leastMs = 12_000;

/**
 * Says of every managed desktop whether somebody is connected, 25 an event. The backstop for disconnects that rang no alarm: an
 * alarm that was still in ALARM, was missing, or came while a look still read CONNECTED.
 */
export async function sweep(world: World, due: Due, remainingMs: () => number): Promise<void> {
  const { correlationId } = due;
  const told = new Set<string>();
  let at: WalkPosition | undefined = readSweepCursor(due.cursor);
  do {
    const { ours, next }: Awaited<ReturnType<typeof walk>> = await walk(world, at);
    const ids = ours
      .map(({ desktop }) => desktop.workspaceId)
      .filter((workspaceId) => !told.has(workspaceId));
    for (const workspaceId of ids) told.add(workspaceId);
    await observe(world, ids, correlationId);
    at = next;
  } while (at !== undefined && remainingMs() >= leastMs);
  if (at === undefined) return;
  await world.bus.publish([
    event(connectionSweepCameDueV1, { reason: 'continued', cursor: writeCursor(at) }, { correlationId }),
  ]);
}

async function observe(world: World, ids: readonly string[], correlationId: string): Promise<void> {
  if (ids.length === 0) return;
  const observations = [...(await world.fleet.connections(ids))].map(([workspaceId, connection]) => ({
    workspaceId,
    connectionState: connection.state,
    ...(connection.checkedAt === undefined ? {} : { checkedAt: iso(connection.checkedAt) }),
    ...(connection.lastConnectedAt === undefined ? {} : { lastConnectedAt: iso(connection.lastConnectedAt) }),
  }));
  if (observations.length > 0)
    await world.bus.publish([event(desktopsObservedV1, { observations }, { correlationId })]);
}

const iso = (ms: number): string => new Date(ms).toISOString();
