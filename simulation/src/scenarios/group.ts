import { directorySyncCompletedV1 } from '@cleandesk/contracts';
import { parsePolicies } from '@cleandesk/policies';
import { names as account } from '../functions/host.ts';
import { calmDay } from '../habits.ts';
import type { TownDirectory } from '../town/directory.ts';
import { directoryId } from '../town/place.ts';
import { Town } from '../town/town.ts';
import { World } from '../world.ts';
import { minute } from './fleet.ts';

/** What it took until every member had a desktop that is ready, and nobody else had one. */
export type GroupFigures = {
  /** Not within the time that it was given. */
  isSo: boolean;
  /** Reads of the group from which something followed. */
  runs: number;
  minutes: number;
  /** Calls of WorkSpaces that AWS took, by whom and what; and those that it throttled. */
  calls: ReadonlyMap<string, number>;
  throttled: number;
};

/** Whoever has to make it so. `runs`: reads from which something followed, so far. */
export type Provisioner = { start(): Promise<void>; runs(): number };

export type GroupScene = { world: World; directory: TownDirectory; names: readonly string[] };

/** An account without desktops, on a good day, at AWS's pace; and a group that has nobody in it yet. */
export function groupOf(members: number): GroupScene {
  const names = Array.from({ length: members }, (_, n) => `user-${String(n + 1).padStart(5, '0')}`);
  const policy = { name: 'all', match: { directoryIds: [directoryId] }, strategy: 'rebuild', dryRun: false };
  const world = new World({
    seed: 1,
    policies: parsePolicies(JSON.stringify([{ ...policy, graceSeconds: 600, maxRecreatesPerMonth: 31 }])),
    habits: { ...calmDay, connectionCheckSeconds: 60, lastKnownConnection: 'login' },
    userNames: names,
    directory: { groups: 1, leaverDelayMinutes: 0, connectedLeaverMinutes: 720, leaversLeast: members },
  });
  Math.random = () => world.chance.next();
  const { directory } = world.account;
  if (directory === undefined) throw new Error('There is no directory');
  return { world, directory, names };
}

/** Our services, as deployed. */
export function ours({ world, names }: GroupScene): Provisioner {
  let runs = 0;
  return {
    async start() {
      await world.deploy();
      await world.recur({ reconcile: 60, sweep: 15, leftovers: 5, sync: 5 });
      const { said } = new Town(world, names, () => undefined);
      said.onSaid = ({ 'detail-type': detailType, detail }) => {
        if (detailType !== directorySyncCompletedV1.detailType) return;
        const { joined, returned, retried, left } = directorySyncCompletedV1.detail.parse(detail);
        if (joined + returned + retried + left > 0) runs += 1;
      };
    },
    runs: () => runs,
  };
}

/** Plays until those of the group have a desktop each, and nobody else has one. */
export async function until(
  scene: GroupScene,
  provisioner: Provisioner,
  members: readonly string[],
  atMost: number,
): Promise<GroupFigures> {
  const { world } = scene;
  const begun = world.time.now();
  const runsBefore = provisioner.runs();
  const calls = new Map<string, number>();
  let throttled = 0;
  let seen = world.cloud.ledger.total;
  for (; !isSo(world, members) && world.time.now() - begun < atMost; ) {
    await world.time.runUntil(world.time.now() + minute);
    const { items, missed } = world.cloud.ledger.after(seen);
    if (missed > 0) throw new Error(`${missed} calls went past the book`);
    seen = world.cloud.ledger.total;
    for (const { api, operation, caller, code } of items) {
      if (api !== 'WorkSpaces') continue;
      if (code === 'ThrottlingException') throttled += 1;
      else calls.set(`${caller} ${operation}`, (calls.get(`${caller} ${operation}`) ?? 0) + 1);
    }
  }
  const minutes = (world.time.now() - begun) / minute;
  return { isSo: isSo(world, members), runs: provisioner.runs() - runsBefore, minutes, calls, throttled };
}

export function isSo(world: World, members: readonly string[]): boolean {
  const { desktops } = world.cloud.branch(account).fleet;
  const ready = new Set<string>();
  let others = 0;
  const wanted = new Set(members);
  for (const { userName, state } of desktops) {
    if (!wanted.has(userName)) others += 1;
    else if (state === 'AVAILABLE' || state === 'STOPPED') ready.add(userName);
  }
  return others === 0 && ready.size === wanted.size;
}
