import { event } from '@cleandesk/bus';
import { desktopsObservedV1 } from '@cleandesk/contracts';
import type { WalkPosition } from './cursor.ts';
import { stepByStep } from './step-by-step.ts';
import { walk } from './walk.ts';
import type { World } from './world.ts';

/** ms that must be left for another page: a listing, a look at 25 connections, one event. */
const leastMs = 12_000;

/**
 * Says of every managed desktop whether somebody is connected, 25 an event. The backstop for disconnects that rang no alarm: an
 * alarm that was still in ALARM, was missing, or came while a look still read CONNECTED.
 * @returns where the next invocation goes on when the time is up; nothing when all is done.
 */
export async function sweep(
  world: World,
  from: WalkPosition,
  correlationId: string,
  remainingMs: () => number,
): Promise<WalkPosition | undefined> {
  const told = new Set<string>();
  const step = async (at: WalkPosition) => {
    const { ours, next } = await walk(world, at);
    const ids = ours
      .map(({ desktop }) => desktop.workspaceId)
      .filter((workspaceId) => !told.has(workspaceId));
    await observe(world, ids, correlationId);
    for (const workspaceId of ids) told.add(workspaceId);
    return next;
  };
  return stepByStep(from, step, { isTimeLeft: () => remainingMs() >= leastMs, journal: world.journal });
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
