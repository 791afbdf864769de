import { CallCount } from './call-count.ts';
import { fleetOf, hour, minute, type Scene } from './fleet.ts';
import { groupOf, isSo, ours } from './group.ts';
import type { Strategy } from './throttle.ts';

/** Calls of WorkSpaces that something took, from its cause until it was done and seen. */
export type Economy = { desktops: number; calls: ReadonlyMap<string, number>; minutes: number };

/** What comes round by itself goes by the size of the fleet, and not by what happens in it. */
const recurring = 'alarm-manager-reconcile';
const atMost = 12 * hour;

/** So many users leave in the same moment, and stay away, until their desktops are ready again. */
export async function resetsAtOnce(
  desktops: number,
  strategy: Strategy,
  policy: object = {},
): Promise<Economy> {
  // So many at once would look like an outage.
  const scene = await fleetOf(desktops, { strategy, outage: { least: 1_000_000 }, ...policy });
  await proveAll(scene);
  // Nobody knows yet how long AWS takes: the second time it is known, as on any day but the first.
  await oneReset(scene);
  return { desktops, ...(await oneReset(scene)) };
}

async function oneReset(scene: Scene): Promise<Omit<Economy, 'desktops'>> {
  const { world, town, names } = scene;
  // Nobody can log in to a desktop that is about to stand still; they try again.
  for (let tries = 0; tries < 11; tries += 1) {
    for (const name of names)
      if (town.desktops.ofUser(name)?.session === undefined) town.session(name, 'connect');
    await world.time.runUntil(world.time.now() + 5 * minute);
  }
  const count = new CallCount(world, recurring);
  for (const name of names) town.session(name, 'disconnect');
  const left = world.time.now();
  await count.until(() => isReset(scene, left), left + atMost);
  const figures = count.figures();
  // Its first snapshot comes half an hour after a rebuild.
  await world.time.runUntil(world.time.now() + hour);
  return figures;
}

/** Members who were there before, so that it is known how long AWS takes for a desktop. */
const before = 25;

/** So many members of a group get their first desktop. */
export async function joinsAtOnce(members: number): Promise<Economy> {
  const scene = groupOf(before + members);
  const { world, directory, names } = scene;
  await ours(scene).start();
  const count = new CallCount(world, recurring);
  for (const name of names.slice(0, before)) directory.join(name, 0);
  await count.until(() => isSo(world, names.slice(0, before)), world.time.now() + atMost);
  await count.through(90 * minute);
  const counted = new CallCount(world, recurring);
  for (const name of names.slice(before)) directory.join(name, 0);
  await counted.until(() => isSo(world, names), world.time.now() + atMost);
  // Until the services have seen it, too.
  await counted.through(10 * minute);
  return { desktops: members, ...counted.figures() };
}

/** Else the first of its kind would go alone, and the others wait for it. */
async function proveAll({ world }: Scene): Promise<void> {
  for (const { version } of world.policies)
    for (const how of ['', '~rebuild', '~wsi-standard1', '~rebuild~wsi-standard1'])
      await world.account.safeguards.prove(`d-9067000001/wsb-standard1@${version}+1${how}`);
}

const isReset = ({ world, town, names }: Scene, left: number): boolean => {
  const seats = world.account.seats.all();
  return (
    seats.every(({ phase, memory }) => phase.status === 'live' && memory.settledUntil >= left) &&
    names.every((name) => town.desktops.ofUser(name) !== undefined)
  );
};
