import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Heard, hear } from '../src/app/hear.ts';
import { recur } from '../src/app/recur.ts';
import { queryOf, type Shard, type Sharding, shardOf } from '../src/domain/shard.ts';
import { byTag, fakeWorld, idOf, minutes } from './fakes/world.ts';

// Whoever is managed is heard at every moment, whatever the detector is switched to and wherever a run dies.

const floors = ['1', '2'];
const every: Shard = { name: 'all', tags: {} };
const first: Shard = { name: 'floor-1', tags: { Floor: '1' } };
const second: Shard = { name: 'floor-2', tags: { Floor: '2' } };
/** CloudWatch never tells anybody of it: its tags are not counted with metrics. */
const deaf: Shard = { name: 'deaf-2', tags: { Floor: '2' } };

const sharding = fc.record({
  shards: fc.constantFrom<Shard[]>([], [], [every], [first], [first, second], [first, deaf], [second, every]),
  most: fc.constantFrom(10, 20, 90, 90),
});
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('apply' as const), sharding }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('run' as const),
      steps: fc.constantFrom(1, 2, 100, 100),
      dies: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ does: 'settle' as const }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('leave' as const), n: fc.nat(40) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('make' as const), floor: fc.constantFrom(...floors) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('end' as const), n: fc.nat(40) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('aws' as const),
      evaluation: fc.constantFrom('whole' as const, 'whole' as const, 'partial' as const, 'failing' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      ms: fc.constantFrom(60_000, 3_600_000, 200_000_000),
    }),
  },
);

test('everybody who is managed is heard by an alarm of their own, or by a shard that hears', async () => {
  const seen = { handedOver: 0, givenBack: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const none: Sharding = { shards: [], most: 90 };
      const made = fakeWorld({ policies: [byTag], sharding: none });
      const { world, fleet, alarms, shards, said, pass } = made;
      const living = new Map<string, string>();
      const make = (floor: string) => {
        const workspaceId = idOf(living.size + ended);
        living.set(workspaceId, floor);
        fleet.add({ workspaceId }, { Cleandesk: 'rebuild', Floor: floor });
        const done = { made: [workspaceId], ended: [], rebuilt: [] };
        const heard: Heard = { type: 'Called', done, correlationId: 'c' };
        return hear([{ messageId: 'm', receiveCount: 1, heard }], world, minutes);
      };
      let ended = 0;
      let events = 0;
      let cursor: string | undefined;
      /** As a run reads its time: twice to begin with, then after each step. */
      const clockOf = (stepsLeft: number) => {
        let asked = 0;
        return () => (asked++ < stepsLeft + 2 ? 600_000 : 1000);
      };
      const standing = async (floor: string) =>
        (await shards.standing()).filter(({ name, query }) => {
          const known = [every, first, second].find(
            (shard) => shard.name === name && queryOf(shard) === query,
          );
          return known !== undefined && shardOf([known], { Floor: floor }) !== undefined;
        });
      const run = async (stepsLeft: number, deadAt: number | null) => {
        let change = 0;
        const dies = () => {
          change += 1;
          if (change === deadAt) throw new Error('killed');
        };
        alarms.before = dies;
        shards.before = dies;
        events += 1;
        const before = said.length;
        const had = alarms.ids().length;
        const due = { task: 'reconcile', id: `e-${events}`, cursor, correlationId: 'c' } as const;
        const end = await recur(due, world, clockOf(stepsLeft)).catch(String);
        expect([undefined, 'Error: killed']).toContain(end);
        // A message that failed comes again when its run can live no more.
        if (end !== undefined) pass(3_600_000);
        else {
          const next = said.slice(before).findLast(({ detail }) => typeof detail.cursor === 'string');
          cursor = next === undefined ? undefined : String(next.detail.cursor);
        }
        alarms.before = () => undefined;
        shards.before = () => undefined;
        if (alarms.ids().length < had) seen.handedOver += 1;
        if (alarms.ids().length > had) seen.givenBack += 1;
      };
      for (let n = 0; n < 30; n += 1) await make(floors[n % 2] ?? '');
      for (const one of steps) {
        switch (one.does) {
          case 'apply':
            world.sharding = one.sharding;
            break;
          case 'run':
            await run(one.steps, one.dies);
            break;
          // Time for a switch to come to its end: it is put, somebody leaves, it is looked at.
          case 'settle':
            if (cursor !== undefined) await run(100, null);
            await run(100, null);
            pass(3_600_000);
            for (const floor of floors) for (const { name } of await standing(floor)) shards.tell(name);
            await run(100, null);
            break;
          case 'leave': {
            const floor = [...living.values()][one.n % Math.max(1, living.size)];
            for (const { name } of floor === undefined ? [] : await standing(floor)) shards.tell(name);
            break;
          }
          case 'make':
            await make(one.floor);
            break;
          case 'end': {
            const [id] = [...living.keys()].slice(one.n % Math.max(1, living.size));
            if (id === undefined) break;
            living.delete(id);
            ended += 1;
            fleet.end(id, 'gone');
            break;
          }
          case 'aws':
            for (const { name } of await shards.standing())
              shards.change(name, { evaluation: one.evaluation });
            break;
          case 'wait':
            pass(one.ms);
            break;
        }
        for (const [workspaceId, floor] of living) {
          if (alarms.ids().includes(workspaceId)) continue;
          expect(await standing(floor), `${workspaceId} on floor ${floor}`).not.toEqual([]);
        }
      }
    }),
    { numRuns: Number(process.env.CLEANDESK_HISTORIES ?? 100) },
  );
  // Else the law says nothing.
  expect(seen.handedOver).toBeGreaterThan(30);
  expect(seen.givenBack).toBeGreaterThan(30);
});
