import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  CreateWorkspacesCommand,
  TerminateWorkspacesCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import type { OutgoingEvent } from '@cleandesk/contracts';
import { type EventSink, type RunningDesktopCloud, startDesktopCloud } from '@cleandesk/desktop-cloud';
import { parsePolicies } from '@cleandesk/policies';
import { eventually } from '@cleandesk/testkit';
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

// The whole service but its queue: what the desktop cloud emits is heard, and done to the desktop cloud.
let cloud: RunningDesktopCloud;
let workspaces: WorkSpacesClient;
let world: WalkingWorld;
const said: OutgoingEvent[] = [];
const emitted: Parameters<EventSink['emit']>[0][] = [];
const made: string[] = [];

beforeAll(async () => {
  cloud = await startDesktopCloud({
    speed: 5000,
    settings: { throttle: { perSecond: 50, burst: 100 } },
    events: { emit: (event) => void emitted.push(event) },
  });
  const config = {
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  workspaces = new WorkSpacesClient({ ...config, maxAttempts: 1 });
  const reader = workspacesReader({
    workspaces,
    tagging: new ResourceGroupsTaggingAPIClient(config),
    pace: pace({ perSecond: 40, burst: 50, clock: { now: () => Date.now() } }),
    account: { accountId: '000000000000', partition: 'aws' },
  });
  const alarmClient = new CloudWatchClient(config);
  const turn = () => Promise.resolve();
  world = {
    walks: fakeWalks(),
    clock: { now: () => Date.now() },
    fleet: workspacesFleet({ reader, journal: { info: () => undefined, warn: () => undefined } }),
    alarms: cloudwatchAlarms({ client: alarmClient, turn }),
    bus: { publish: async (events) => void said.push(...events) },
    journal: { info: () => undefined, warn: () => undefined },
    meter: { count: () => undefined, gauge: () => undefined },
    policies: parsePolicies(JSON.stringify([byTag])),
    rules: { periodSeconds: 10, tags: { Team: 'desk' } },
    detector: 'per-desktop',
    shards: cloudwatchShards({ client: alarmClient, prefix: 'WorkSpace_Disconnected_fleet_desk_', turn }),
    sharding: { shards: [], most: 90 },
  };
});
afterAll(() => cloud.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The next event of this kind, as the rule would let it through, heard by the service. */
async function hearNext(detailType: string, fits: (detail: string) => boolean) {
  for (;;) {
    const index = emitted.findIndex(
      (event) => event.detailType === detailType && fits(JSON.stringify(event.detail)),
    );
    const [event] = index < 0 ? [] : emitted.splice(index, 1);
    if (event) {
      const heard = hears.watch.read({
        id: 'e-1',
        source: event.source,
        'detail-type': event.detailType,
        time: new Date(event.time).toISOString(),
        detail: JSON.parse(JSON.stringify(event.detail)),
      });
      for (let receiveCount = 1; ; receiveCount += 1) {
        const failed = await hear([{ messageId: 'm', receiveCount, heard }], world, minutes);
        if (failed.size === 0) return heard;
        await pause(200);
      }
    }
    await pause(50);
  }
}
const alarms = async () =>
  (await world.alarms.list()).items
    .map(({ workspaceId }) => workspaceId)
    .toSorted((a, b) => a.localeCompare(b));
const told = (detailType: string) => said.filter((event) => event.detailType === detailType);

test('a 25-item create gives 25 alarms', async () => {
  const { directories, bundles, userNames } = cloud.cloud.seed;
  const answer = await workspaces.send(
    new CreateWorkspacesCommand({
      Workspaces: userNames.slice(0, 25).map((UserName) => ({
        UserName,
        DirectoryId: directories[0]?.directoryId,
        BundleId: bundles[0]?.bundleId,
        Tags: [{ Key: 'Cleandesk', Value: 'rebuild' }],
      })),
    }),
  );
  made.push(...(answer.PendingRequests ?? []).flatMap(({ WorkspaceId }) => WorkspaceId ?? []));
  expect(made).toHaveLength(25);
  await hearNext('AWS API Call via CloudTrail', (detail) => detail.includes('CreateWorkspaces'));
  expect(await alarms()).toEqual(made.toSorted((a, b) => a.localeCompare(b)));
  expect(told('DesktopWatched.v1')).toHaveLength(25);
});

test('a 25-item terminate of which 2 items failed removes 23', async () => {
  cloud.control.addFault({
    operation: 'TerminateWorkspaces',
    kind: 'failedRequest',
    code: 'InternalFailure',
    times: 2,
  });
  const answer = await workspaces.send(
    new TerminateWorkspacesCommand({
      TerminateWorkspaceRequests: made.map((WorkspaceId) => ({ WorkspaceId })),
    }),
  );
  const kept = (answer.FailedRequests ?? []).flatMap(({ WorkspaceId }) => WorkspaceId ?? []);
  expect(kept).toHaveLength(2);
  await hearNext('AWS API Call via CloudTrail', (detail) => detail.includes('TerminateWorkspaces'));
  expect(await alarms()).toEqual(kept.toSorted((a, b) => a.localeCompare(b)));
  expect(told('DesktopUnwatched.v1')).toHaveLength(23);
  made.splice(0, made.length, ...kept);
});

test('a user who comes and leaves is told of, with the interval in which they left', async () => {
  const [workspaceId = ''] = made;
  const connected = () => cloud.control.session({ workspaceId, action: 'connect' });
  await eventually('the desktop takes a connection', connected, { withinMs: 10_000, everyMs: 100 });
  await hearNext('WorkSpaces Access', (detail) => detail.includes(workspaceId));
  expect(told('DesktopConnected.v1')).toHaveLength(1);
  const before = Date.now();
  cloud.control.session({ workspaceId, action: 'disconnect' });
  const after = Date.now();
  const heard = await hearNext(
    'CloudWatch Alarm State Change',
    (detail) => detail.includes(workspaceId) && detail.includes('"ALARM"'),
  );
  expect(heard).toMatchObject({ type: 'Left', workspaceId });
  expect(told('DesktopDisconnected.v1')).toHaveLength(1);
  if (heard.type !== 'Left') throw new Error('nobody left');
  expect(heard.interval.start).toBeLessThanOrEqual(after);
  expect(heard.interval.end).toBeGreaterThan(before);
  // The period of the alarm, and what it took to ring.
  expect(heard.interval.end - heard.interval.start).toBeGreaterThanOrEqual(10_000);
  expect(heard.interval.end).toBeLessThanOrEqual(Date.now());
}, 60_000);

test('a sweep tells of both, and a reconcile run finds nothing to do', async () => {
  said.length = 0;
  for (const task of ['sweep', 'reconcile'] as const)
    await recur({ task, id: 'e-1', cursor: undefined, correlationId: 'c-1' }, world, minutes);
  expect(said.map(({ detailType }) => detailType)).toEqual(['DesktopsObserved.v1', 'FleetsCounted.v1']);
  expect(said[0]?.detail.observations).toHaveLength(2);
});
