import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateWorkspacesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import type { OutgoingEvent } from '@cleandesk/contracts';
import {
  type EventSink,
  type RunningDesktopCloud,
  startDesktopCloud,
  VirtualClock,
} from '@cleandesk/desktop-cloud';
import { parsePolicies } from '@cleandesk/policies';
import { pace, workspacesReader } from '@cleandesk/workspaces';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloudwatchAlarms } from '../src/adapters/cloudwatch-alarms.ts';
import { cloudwatchShards } from '../src/adapters/cloudwatch-shards.ts';
import { workspacesFleet } from '../src/adapters/workspaces-fleet.ts';
import { hear } from '../src/app/hear.ts';
import { recur, type WalkingWorld } from '../src/app/recur.ts';
import { hears } from '../src/hears.ts';
import { fakeWalks } from './fakes/fake-walks.ts';
import { byTag, minutes } from './fakes/world.ts';
import { shardsContract } from './shards-contract.ts';

// The service on a desktop cloud whose time moves only when it is told to: what CloudWatch rings is heard, minute by minute.
const minute = 60_000;
const hour = 60 * minute;

type Emitted = Parameters<EventSink['emit']>[0];
const clouds: RunningDesktopCloud[] = [];
afterAll(async () => {
  for (const cloud of clouds) await cloud.close();
});

async function startCloud() {
  const clock = new VirtualClock(Date.UTC(2026, 7, 3, 6));
  const emitted: Emitted[] = [];
  const cloud = await startDesktopCloud({
    clock,
    settings: { throttle: { perSecond: 1000, burst: 1000 } },
    events: { emit: (event) => void emitted.push(event) },
  });
  clouds.push(cloud);
  const config = {
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const alarmClient = { client: new CloudWatchClient(config), turn: () => Promise.resolve() };
  const workspaces = new WorkSpacesClient(config);
  const make = async (count: number) => {
    const { directories, bundles, userNames } = cloud.cloud.seed;
    const answer = await workspaces.send(
      new CreateWorkspacesCommand({
        Workspaces: userNames.slice(0, count).map((UserName, n) => ({
          UserName,
          DirectoryId: directories[0]?.directoryId,
          BundleId: bundles[0]?.bundleId,
          Tags: [
            { Key: 'Cleandesk', Value: 'rebuild' },
            { Key: 'Floor', Value: String(1 + (n % 2)) },
          ],
        })),
      }),
    );
    return (answer.PendingRequests ?? []).flatMap(({ WorkspaceId }) => WorkspaceId ?? []);
  };
  const prefix = 'WorkSpace_Disconnected_fleet_desk_';
  const shards = cloudwatchShards({ ...alarmClient, prefix });
  return { clock, emitted, cloud, config, workspaces, make, alarmClient, shards };
}

shardsContract('the desktop cloud', async () => {
  const { clock, cloud, make, shards } = await startCloud();
  const [workspaceId] = await make(1);
  await clock.advanceAndSettle(hour);
  return {
    shards,
    now: () => clock.now(),
    pass: (ms) => clock.advanceAndSettle(ms),
    leave: async () => {
      cloud.control.session({ workspaceId, action: 'connect' });
      cloud.control.session({ workspaceId, action: 'disconnect' });
      await clock.advanceAndSettle(8 * minute);
    },
  };
});

let made: Awaited<ReturnType<typeof startCloud>>;
let world: WalkingWorld;
let desktops: string[] = [];
const said: OutgoingEvent[] = [];
let runs = 0;

beforeAll(async () => {
  made = await startCloud();
  const { workspaces, config, alarmClient, shards, clock } = made;
  const reader = workspacesReader({
    workspaces,
    tagging: new ResourceGroupsTaggingAPIClient(config),
    pace: pace({ perSecond: 1000, burst: 1000, clock: { now: () => Date.now() } }),
    account: { accountId: '000000000000', partition: 'aws' },
  });
  const journal = { info: () => undefined, warn: () => undefined };
  world = {
    walks: fakeWalks(),
    clock,
    fleet: workspacesFleet({ reader, journal }),
    alarms: cloudwatchAlarms(alarmClient),
    shards,
    sharding: { shards: [], most: 90 },
    detector: 'per-desktop',
    bus: { publish: async (events) => void said.push(...events) },
    journal,
    meter: { count: () => undefined, gauge: () => undefined },
    policies: parsePolicies(JSON.stringify([byTag])),
    rules: { periodSeconds: 300, tags: {} },
  };
  desktops = await made.make(25);
  await clock.advanceAndSettle(hour);
});

/** What has been emitted meanwhile, as the rules would let it through. */
async function hearAll() {
  for (const event of made.emitted.splice(0)) {
    const { alarmName = '', state } = Object(event.detail);
    const isAlarm = String(alarmName).startsWith('WorkSpace_Disconnected_') && state.value === 'ALARM';
    const isShardItself =
      event.detailType === 'CloudWatch Alarm State Change' && alarmName.includes('_fleet_');
    if (event.source === 'aws.cloudwatch' && (!isAlarm || isShardItself)) continue;
    const heard = hears.watch.read({
      id: 'e-1',
      source: event.source,
      'detail-type': event.detailType,
      time: new Date(event.time).toISOString(),
      detail: JSON.parse(JSON.stringify(event.detail)),
    });
    expect((await hear([{ messageId: 'm', receiveCount: 3, heard }], world, minutes)).size).toBe(0);
  }
}
const floor = (Floor: string) => ({ name: `floor-${Floor}`, tags: { Floor } });
const pass = async (ms: number) => {
  await made.clock.advanceAndSettle(ms);
  await hearAll();
};
const reconcile = async () => {
  runs += 1;
  const due = { task: 'reconcile', id: `r-${runs}`, cursor: undefined, correlationId: 'c-1' } as const;
  await recur(due, world, minutes);
};
const alarms = async () => (await world.alarms.list()).items.length;
const plans = async () => (await made.shards.standing()).map(({ plan }) => plan);

test('to two shards and back, while users come and go, every leaving is told of', async () => {
  await hearAll();
  expect(await alarms()).toBe(25);
  const left: { workspaceId: string; at: number }[] = [];
  const began = made.clock.now();
  const seen: { hour: number; alarms: number; plans: string[] }[] = [];
  for (let passed = 0; passed < 14 * 60; passed += 1) {
    const hours = passed / 60;
    // Neither shard could be relied on if it had everybody in it.
    if (hours === 2) world.sharding = { shards: ['1', '2'].map(floor), most: 13 };
    if (hours === 8) world.sharding = { shards: [], most: 90 };
    if (passed % 60 === 30) {
      await reconcile();
      seen.push({ hour: Math.floor(hours), alarms: await alarms(), plans: await plans() });
    }
    for (const [n, workspaceId] of desktops.entries()) {
      // Everybody has minutes of their own: comes, leaves 20 minutes later, and is away for 30.
      const mine = (passed + n * 7) % 50;
      if (mine === 0) made.cloud.control.session({ workspaceId, action: 'connect' });
      if (mine === 20 && passed >= 50) {
        made.cloud.control.session({ workspaceId, action: 'disconnect' });
        left.push({ workspaceId, at: made.clock.now() });
      }
    }
    await pass(minute);
  }
  await pass(20 * minute);
  const heard = said.flatMap(({ detailType, detail }) => {
    if (detailType !== 'DesktopDisconnected.v1') return [];
    const { start, end } = Object(detail.interval);
    return [{ workspaceId: detail.workspaceId, start: Date.parse(start), end: Date.parse(end) }];
  });
  const lost = left.filter(
    ({ workspaceId, at }) =>
      !heard.some((one) => one.workspaceId === workspaceId && one.start <= at && at <= one.end),
  );
  expect(lost.map(({ workspaceId, at }) => `${workspaceId} after ${(at - began) / minute} minutes`)).toEqual(
    [],
  );
  expect(left.length).toBeGreaterThan(350);
  const on = (hourOf: number) => seen.find((one) => one.hour === hourOf);
  // The shards stand beside the alarms for an hour, and the other way round.
  expect([1, 2, 3, 7, 8, 9].map((hourOf) => [hourOf, on(hourOf)?.alarms, on(hourOf)?.plans])).toEqual([
    [1, 25, []],
    [2, 25, ['watches', 'watches']],
    [3, 0, ['watches', 'watches']],
    [7, 0, ['watches', 'watches']],
    [8, 25, ['leaves', 'leaves']],
    [9, 25, []],
  ]);
}, 120_000);
