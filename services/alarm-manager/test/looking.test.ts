import { expect, test } from 'vitest';
import { lookedAt } from '../cli/looking.ts';
import type { Reliance } from '../src/domain/reliance.ts';
import type { Shard } from '../src/domain/shard.ts';
import { fakeWorld, idOf, idsOf } from './fakes/world.ts';

const tags = { Cleandesk: 'rebuild' };
const rules = { periodSeconds: 300, tags: {} };

/** A fleet of three that is well. `between` is what happens after its walk, before anything is looked at again. */
async function looked(
  prepare: (world: ReturnType<typeof fakeWorld>) => void,
  between: (world: ReturnType<typeof fakeWorld>) => void = () => undefined,
  {
    beingMade = [],
    shards = [],
    reliance = {},
  }: {
    beingMade?: readonly string[];
    shards?: readonly Shard[];
    reliance?: Readonly<Record<string, Reliance>>;
  } = {},
) {
  const faked = fakeWorld();
  const { fleet, alarms } = faked;
  for (const workspaceId of idsOf(3)) {
    fleet.add({ workspaceId }, tags);
    await alarms.put(workspaceId, rules);
  }
  prepare(faked);
  let first = true;
  fleet.before = (call) => {
    if (call !== 'look' || !first) return;
    first = false;
    between(faked);
  };
  const { managed: found, ...wrong } = await lookedAt({
    fleet,
    alarms,
    policies: faked.world.policies,
    periodSeconds: 300,
    beingMade: async () => new Set(beingMade),
    sharding: { shards, most: 2 },
    reliance: async () => new Map(Object.entries(reliance)),
  });
  return { ...wrong, managed: found.map(({ workspaceId }) => workspaceId).sort() };
}

const well = { shards: [], unwatched: [], unsound: [], needless: [] };

test('what is wrong is found: no alarm, one that measures something else, one of nobody’s desktop', async () => {
  expect(await looked(() => undefined)).toEqual({ ...well, managed: idsOf(3) });
  const found = await looked(({ alarms, fleet }) => {
    void alarms.remove([idOf(0)]);
    alarms.byHand({ workspaceId: idOf(1), periodSeconds: 60 });
    alarms.byHand({ workspaceId: idOf(7), ours: true });
    fleet.add({ workspaceId: idOf(8) }, { Cleandesk: 'no' });
    alarms.byHand({ workspaceId: idOf(8), ours: true });
    // A person's own alarm is none of ours.
    alarms.byHand({ workspaceId: idOf(9), ours: false });
  });
  expect(found).toMatchObject({
    unwatched: [idOf(0)],
    unsound: [idOf(1)],
    needless: [idOf(7), idOf(8)],
  });
});

test('what a reset does while the fleet is walked over is no fault', async () => {
  const found = await looked(
    ({ alarms }) => void alarms.remove([idOf(0), idOf(1)]),
    ({ alarms, fleet }) => {
      // One is removed, one is watched by now, and one was made after its page was read.
      fleet.end(idOf(0), 'going');
      void alarms.put(idOf(1), rules);
    },
  );
  expect(found).toMatchObject(well);
  const gone = await looked(
    ({ alarms }) => void alarms.remove([idOf(0)]),
    ({ fleet }) => fleet.end(idOf(0), 'gone'),
  );
  expect(gone).toMatchObject(well);
});

test('a desktop that the walk had passed by when it was made is asked for its tags itself', async () => {
  const found = await looked(({ alarms, fleet }) => {
    fleet.add({ workspaceId: idOf(5) }, tags, { indexed: false });
    void alarms.put(idOf(5), rules);
  });
  expect(found).toMatchObject({ ...well, managed: idsOf(3) });
});

test('a desktop that is being made needs no alarm yet', async () => {
  const without = ({ alarms }: ReturnType<typeof fakeWorld>) => void alarms.remove([idOf(2)]);
  expect(await looked(without, undefined, { beingMade: [idOf(2)] })).toMatchObject(well);
  expect(await looked(without)).toMatchObject({ unwatched: [idOf(2)] });
});

test('whom a shard hears needs no alarm, as long as it is relied on and not too large', async () => {
  const byFloor = ({ alarms, fleet }: ReturnType<typeof fakeWorld>) => {
    for (const [n, workspaceId] of idsOf(3).entries())
      fleet.add({ workspaceId }, { ...tags, Floor: n === 2 ? 'up' : 'down' });
    void alarms.remove([idOf(0), idOf(2)]);
  };
  const up: Shard = { name: 'up', tags: { Floor: 'up' } };
  const down: Shard = { name: 'down', tags: { Floor: 'down' } };
  const shards = [up, down];
  const relied = await looked(byFloor, undefined, { shards, reliance: { up: 'relied on', down: 'silent' } });
  expect(relied).toMatchObject({
    unwatched: [idOf(0)],
    shards: [
      { name: 'up', desktops: 1, reliance: 'relied on' },
      { name: 'down', desktops: 2, reliance: 'silent' },
    ],
  });
  const both = await looked(byFloor, undefined, { shards, reliance: { up: 'relied on', down: 'relied on' } });
  expect(both).toMatchObject({ unwatched: [] });
  // At most two are let into a shard here.
  const all: Shard = { name: 'all', tags: {} };
  const outgrown = await looked(byFloor, undefined, { shards: [all], reliance: { all: 'relied on' } });
  expect(outgrown).toMatchObject({
    unwatched: [idOf(0), idOf(2)],
    shards: [{ name: 'all', desktops: 3, reliance: 'outgrown' }],
  });
  const unknown = await looked(byFloor, undefined, { shards: [up] });
  expect(unknown).toMatchObject({ unwatched: [idOf(0), idOf(2)], shards: [{ reliance: 'to be put' }] });
});

test('hundreds that look needless are asked for in the index, and not one by one', async () => {
  const { fleet, alarms, world } = fakeWorld();
  for (const workspaceId of idsOf(120)) {
    fleet.add({ workspaceId }, {});
    await alarms.put(workspaceId, rules);
  }
  const looking = { fleet, alarms, policies: world.policies, periodSeconds: 300 };
  const found = await lookedAt({
    ...looking,
    beingMade: async () => new Set<string>(),
    sharding: { shards: [], most: 90 },
    reliance: async () => new Map(),
  });
  expect(found.needless).toHaveLength(120);
  expect(fleet.calls.exactTags).toBe(0);
});
