import { pace } from '@cleandesk/workspaces';
import { describe, expect, test } from 'vitest';
import type { World } from '../src/app/world.ts';
import { type QueueRules, VirtualQueue } from './fakes/virtual-queue.ts';
import { created, watchDoor } from './fakes/watch-door.ts';
import { fakeWorld, idsOf } from './fakes/world.ts';

const second = 1000;
const desktops = 500;

/** The queue of `watch` as Terraform sets it, and with what a storm would rather have. */
const asTuned = { windowMs: 0, timeOutMs: 60 * second, visibilityMs: 180 * second, maxReceives: 10, runs: 2 };
const narrow: QueueRules = { ...asTuned, batchSize: 10 };
const wide: QueueRules = { ...asTuned, batchSize: 25, windowMs: second, timeOutMs: 120 * second };

type Storm = { messages: number; indexedAfterMs: number };

/**
 * 500 desktops are made, and all of it is heard at once, while resets take all calls to WorkSpaces but one in four
 * seconds. CloudWatch takes three changes a second of the account.
 */
async function storm(rules: QueueRules, { messages, indexedAfterMs }: Storm) {
  const { world, fleet, alarms } = fakeWorld();
  let lastAlarmAt = 0;
  const queue = new VirtualQueue(rules, ({ clock }) => {
    const later = pace({ perSecond: 0.25, burst: 1, clock });
    const changes = pace({ perSecond: 3, burst: 5, clock });
    const onAws: World = {
      ...world,
      fleet: {
        ...fleet,
        look: async (ids) => {
          await later.turn();
          return fleet.look(ids);
        },
        exactTags: async (id) => {
          await later.turn();
          return fleet.exactTags(id);
        },
        tagsOf: async (ids) => (clock.now() < indexedAfterMs ? new Map() : fleet.tagsOf(ids)),
      },
      alarms: {
        ...alarms,
        standing: async (ids) => {
          await clock.wait(80);
          return alarms.standing(ids);
        },
        put: async (id, given) => {
          await changes.turn();
          await clock.wait(60);
          lastAlarmAt = clock.now();
          return alarms.put(id, given);
        },
      },
      bus: { publish: async (events) => (events.length > 0 ? clock.wait(30) : undefined) },
    };
    return watchDoor(onAws).deliver;
  });
  for (const workspaceId of idsOf(desktops)) fleet.add({ workspaceId }, { Cleandesk: 'rebuild' });
  const each = desktops / messages;
  for (let n = 0; n < messages; n += 1) queue.put(created(`m-${n}`, ...idsOf(each, n * each)), 0);
  await queue.runDry();
  return {
    alarms: alarms.ids().length,
    seconds: Math.round(lastAlarmAt / second),
    deliveries: Math.max(...queue.deliveries.values()),
    looks: fleet.calls.look,
    asked: fleet.calls.exactTags,
    killed: queue.killed,
    dead: queue.dead.length,
  };
}

describe.each([
  ['10 messages, 60 s', narrow],
  ['25 messages, 120 s', wide],
])('a storm of 500 desktops, heard of in batches of %s', (_, rules) => {
  const whole = { alarms: desktops, killed: 0, dead: 0 };

  test('one a message: each message comes once, and a look serves a batch', async () => {
    const end = await storm(rules, { messages: 500, indexedAfterMs: 0 });
    expect(end).toMatchObject({ ...whole, deliveries: 1, looks: 500 / rules.batchSize, asked: 0 });
    // 500 alarms at three a second take 165 s.
    expect(end.seconds).toBeLessThan(200);
  });

  test.each([500, 100, 20])(
    'in %i messages, while the index of tags lags: no message comes near its delivery limit',
    async (messages) => {
      for (const indexedAfterMs of [0, 90 * second, 300 * second]) {
        const end = await storm(rules, { messages, indexedAfterMs });
        expect(end).toMatchObject(whole);
        expect(end.deliveries).toBeLessThanOrEqual(5);
        expect(end.seconds).toBeLessThan(15 * 60);
      }
    },
  );
});
