import { type Policy, parsePolicies } from '@cleandesk/policies';
import { calmDay } from '../../habits.ts';
import { specOf } from '../../town/desktops.ts';
import { directoryId } from '../../town/place.ts';
import { Town } from '../../town/town.ts';
import { World } from '../../world.ts';
import { hour, minute } from '../fleet.ts';
import { Books } from './books.ts';

/** Who is in the office keeps files on the user volume; who works in shifts shares nothing with who comes after. */
export const bundles = { rebuild: 'wsb-standard1', recreate: 'wsb-standard2' } as const;
export type Strategy = keyof typeof bundles;

export const strategyOf = (n: number): Strategy => (n % 2 === 0 ? 'rebuild' : 'recreate');

export type Fleet = { world: World; town: Town; names: readonly string[]; books: Books };

/** Calls of CloudWatch in a second by which alarms are made (facts: PutMetricAlarm). */
const alarmsPerSecond = 3;
/** Looked at that often whether all desktops have been taken up. */
const lookEvery = 10 * minute;

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
  await world.time.runUntil(world.time.now() + hour);
  world.cloud.changeSettings({ throttle: { enabled: true } });
  const books = new Books(world);
  await world.deploy();
  await world.recur({ reconcile: 60, sweep: 15, leftovers: 5, sync: 5 });
  const town = new Town(world, names, () => undefined);
  books.hear(town.said);
  for (const policy of policies) await prove(world, policy);
  const latest = world.time.now() + 2 * hour + 2 * (count / alarmsPerSecond) * 1000;
  while (world.account.seats.all().length < count) {
    if (world.time.now() > latest) throw new Error('Not all desktops have been taken up');
    await books.play(lookEvery);
  }
  // The reconcile run that has taken them up counts the fleet in the end.
  await books.play(hour);
  return { world, town, names, books };
}

const policyOf = (strategy: Strategy) => ({
  name: strategy,
  match: { directoryIds: [directoryId], bundleIds: [bundles[strategy]] },
  strategy,
  graceSeconds: 1200,
  dryRun: false,
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
