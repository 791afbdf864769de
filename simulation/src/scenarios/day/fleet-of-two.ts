import { type Policy, parsePolicies } from '@cleandesk/policies';
import { calmDay } from '../../habits.ts';
import { specOf } from '../../town/desktops.ts';
import { directoryId } from '../../town/place.ts';
import { Town } from '../../town/town.ts';
import { World } from '../../world.ts';
import { hour } from '../fleet.ts';
import { Books } from './books.ts';

/** From a leaving until its reset is due, of each of the two policies. */
const graceMs = 20 * 60_000;

/** Who is in the office keeps files on the user volume; who works in shifts shares nothing with who comes after. */
export const bundles = { rebuild: 'wsb-standard1', recreate: 'wsb-standard2' } as const;
export type Strategy = keyof typeof bundles;

export const strategyOf = (n: number): Strategy => (n % 2 === 0 ? 'rebuild' : 'recreate');

/** `midnight`: of the day that it is ready for. */
export type Fleet = { world: World; town: Town; names: readonly string[]; books: Books; midnight: number };

/** Calls of CloudWatch in a second by which alarms are made (facts: PutMetricAlarm). */
const alarmsPerSecond = 3;
/** In the morning of the next day. */
const readyAt = 7 * hour;
/** Until all is made ready that alarms do not wait for. */
const margin = 3 * hour;
const day = 24 * hour;

/**
 * A fleet that Cleandesk has taken up, on a good day: half of it is rebuilt and half recreated, 20 minutes after their users
 * left, as clients resume by themselves for so long. That each strategy works has been proven on days before.
 */
export async function fleetOfTwo(count: number): Promise<Fleet> {
  const names = Array.from({ length: count }, (_, n) => `user-${String(n + 1).padStart(5, '0')}`);
  const policies = parsePolicies(JSON.stringify([policyOf('rebuild'), policyOf('recreate')]));
  const world = new World({
    seed: 1,
    policies,
    habits: { ...calmDay, connectionCheckSeconds: 60, lastKnownConnection: 'login' },
    userNames: names,
    bundleIds: [bundles.recreate],
  });
  Math.random = () => world.chance.next();
  world.cloud.changeSettings({ throttle: { enabled: false } });
  const before = new Town(world, names, () => undefined);
  const bundleOf = new Map(names.map((name, n) => [name, bundles[strategyOf(n)]]));
  for (let start = 0; start < count; start += 25)
    await before.desktops.make(names.slice(start, start + 25), (name) => ({
      ...specOf(name),
      bundleId: bundleOf.get(name) ?? bundles.rebuild,
    }));
  // While nothing is deployed, nothing happens: nights are long.
  const midnight =
    Math.ceil((world.time.now() + (count / alarmsPerSecond) * 1000 + margin - readyAt) / day) * day;
  await world.time.runUntil(midnight + readyAt - (count / alarmsPerSecond) * 1000 - margin);
  world.cloud.changeSettings({ throttle: { enabled: true } });
  const books = new Books(world, { graceMs });
  await world.deploy();
  await world.recur({ reconcile: 60, sweep: 15, leftovers: 5, sync: 5 });
  const town = new Town(world, names, () => undefined);
  books.hear(town);
  for (const policy of policies) await prove(world, policy);
  await books.play(midnight + readyAt - world.time.now());
  const { fleets } = await world.account.safeguards.read(policies, world.time.now());
  const counted = [...fleets.values()].reduce((sum, desktops) => sum + desktops, 0);
  if (world.account.seats.all().length < count || counted < count)
    throw new Error('Not all desktops have been taken up, and counted');
  return { world, town, names, books, midnight };
}

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
const hoursOfLeaving = (from: string, to: string) => ({
  days: workdays,
  from,
  to,
  timeZone: 'UTC',
  share: 1,
});

const policyOf = (strategy: Strategy) => ({
  name: strategy,
  match: { directoryIds: [directoryId], bundleIds: [bundles[strategy]] },
  strategy,
  graceSeconds: graceMs / 1000,
  dryRun: false,
  // When everybody goes, that is no outage.
  outage: { hours: [hoursOfLeaving('11:45', '13:30'), hoursOfLeaving('16:45', '19:00')] },
  ...(strategy === 'recreate' ? { maxRecreatesPerMonth: 'unlimited' } : {}),
});

/** Else the first of its kind would go alone, and all others wait for it. */
async function prove({ account }: World, { name, version, strategy }: Policy): Promise<void> {
  const how = strategy === 'rebuild' ? '~rebuild' : '';
  const bundle = bundles[strategy];
  const kind = `${directoryId}/${bundle}@${version}+1${how}`;
  const image = bundle.replace('wsb-', 'wsi-');
  for (const one of [kind, `${kind}~${image}`]) await account.safeguards.prove(one);
  if (name !== strategy) throw new Error('Policies are named by their strategies');
}
