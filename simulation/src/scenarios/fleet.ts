import { parsePolicies } from '@cleandesk/policies';
import { calmDay } from '../habits.ts';
import { directoryId } from '../town/place.ts';
import { Town } from '../town/town.ts';
import { World } from '../world.ts';
import type { Meter } from './meter.ts';

const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

export type Scene = { world: World; town: Town; names: readonly string[] };

/** A fleet under one policy on a good day: all adopted, all clean, nobody connected. */
export async function fleetOf(count: number, policy: object, meter?: Meter): Promise<Scene> {
  const names = Array.from({ length: count }, (_, n) => `user-${String(n + 1).padStart(4, '0')}`);
  const policies = parsePolicies(
    JSON.stringify([
      {
        name: 'all',
        match: { directoryIds: [directoryId] },
        graceSeconds: 600,
        dryRun: false,
        maxRecreatesPerMonth: 'unlimited',
        ...policy,
      },
    ]),
  );
  const habits = { ...calmDay, connectionCheckSeconds: 60, lastKnownConnection: 'login' } as const;
  const world = new World({ seed: 1, policies, habits, userNames: names });
  Math.random = () => world.chance.next();
  // AWS has made them long before Cleandesk came.
  world.cloud.changeSettings({ throttle: { enabled: false } });
  const before = new Town(world, names, () => undefined);
  for (let start = 0; start < count; start += 25) await before.desktops.make(names.slice(start, start + 25));
  await world.time.runUntil(world.time.now() + hour);
  world.cloud.changeSettings({ throttle: { enabled: true } });
  meter?.install(world);
  await world.deploy();
  meter?.watch(world);
  await world.recur({ reconcile: 60, sweep: 15, leftovers: 5, sync: 5 });
  const town = new Town(world, names, () => undefined);
  await world.time.runUntil(world.time.now() + hour);
  return { world, town, names };
}

/** Everybody comes, in the course of some minutes. */
export async function everybodyComes({ world, town, names }: Scene, within = 10 * minute): Promise<void> {
  const begun = world.time.now();
  for (const [n, name] of names.entries())
    world.time.at(begun + (n * within) / names.length, () => town.session(name, 'connect'));
  await world.time.runUntil(begun + within + 5 * minute);
}

/** Calls of WorkSpaces that AWS took or refused since then, by operation. */
export function callsSince(world: World, since: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { api, at, operation, outcome, code } of world.cloud.ledger.list()) {
    if (api !== 'WorkSpaces' || at < since) continue;
    const what = outcome === 'refused' && code === 'ThrottlingException' ? 'throttled' : operation;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return counts;
}
