import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  CreateWorkspacesCommand,
  TerminateWorkspacesCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { type RunningDesktopCloud, startDesktopCloud } from '@cleandesk/desktop-cloud';
import { pace, workspacesReader } from '@cleandesk/workspaces';
import { afterAll, beforeAll } from 'vitest';
import { cloudwatchAlarms } from '../src/adapters/cloudwatch-alarms.ts';
import { workspacesFleet } from '../src/adapters/workspaces-fleet.ts';
import { alarmsContract } from './alarms-contract.ts';
import { fleetContract } from './fleet-contract.ts';

// The adapters against the desktop cloud, on the wire of the SDK.
let cloud: RunningDesktopCloud;
beforeAll(async () => {
  cloud = await startDesktopCloud({ speed: 5000, settings: { throttle: { perSecond: 50, burst: 100 } } });
});
afterAll(() => cloud.close());

const config = () => ({
  endpoint: cloud.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

alarmsContract('the desktop cloud', async () =>
  cloudwatchAlarms({ client: new CloudWatchClient(config()), turn: () => Promise.resolve() }),
);

fleetContract('the desktop cloud', async () => {
  const workspaces = new WorkSpacesClient({ ...config(), maxAttempts: 1 });
  const reader = workspacesReader({
    workspaces,
    tagging: new ResourceGroupsTaggingAPIClient(config()),
    pace: pace({ perSecond: 40, burst: 50, clock: { now: () => Date.now() } }),
    account: { accountId: '000000000000', partition: 'aws' },
  });
  const { directories, bundles, userNames } = cloud.cloud.seed;
  const users = [...userNames];
  const until = async (done: () => Promise<boolean>) => {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  return {
    fleet: workspacesFleet({ reader, journal: { info: () => undefined, warn: () => undefined } }),
    async make(count, tags) {
      const made: string[] = [];
      while (made.length < count) {
        const answer = await workspaces.send(
          new CreateWorkspacesCommand({
            Workspaces: users.splice(0, Math.min(25, count - made.length)).map((UserName) => ({
              UserName,
              DirectoryId: directories[0]?.directoryId,
              BundleId: bundles[0]?.bundleId,
              Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
            })),
          }),
        );
        made.push(...(answer.PendingRequests ?? []).flatMap(({ WorkspaceId }) => WorkspaceId ?? []));
        if ((answer.FailedRequests ?? []).length > 0) throw new Error(JSON.stringify(answer.FailedRequests));
      }
      await until(async () => (await reader.desktops(made)).size === count);
      return made;
    },
    async end(workspaceId) {
      await workspaces.send(
        new TerminateWorkspacesCommand({ TerminateWorkspaceRequests: [{ WorkspaceId: workspaceId }] }),
      );
      await until(async () => (await reader.desktops([workspaceId])).size === 0);
    },
  };
});
