import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  CreateWorkspacesCommand,
  TerminateWorkspacesCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { type RunningDesktopCloud, startDesktopCloud } from '@cleandesk/desktop-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Desktop,
  isReadable,
  pace,
  type Unreadable,
  type WorkspacesReader,
  workspacesReader,
} from '../src/index.ts';
import { everyPage } from './every-page.ts';

// The reader against WorkSpaces as the desktop cloud has it, on the wire, with AWS's rate.
let cloud: RunningDesktopCloud;
let reader: WorkspacesReader;
let workspaces: WorkSpacesClient;
const made: string[] = [];

beforeAll(async () => {
  cloud = await startDesktopCloud({ speed: 5000, settings: { throttle: { perSecond: 20, burst: 50 } } });
  const config = {
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  workspaces = new WorkSpacesClient({ ...config, maxAttempts: 1 });
  reader = workspacesReader({
    workspaces,
    tagging: new ResourceGroupsTaggingAPIClient(config),
    pace: pace({ perSecond: 15, burst: 20, clock: { now: () => Date.now() } }),
    account: { accountId: '000000000000', partition: 'aws' },
  });
  const { directories, bundles, userNames } = cloud.cloud.seed;
  const [directory] = directories;
  const [bundle] = bundles;
  if (!directory || !bundle) throw new Error('the seed has no directory or no bundle');
  for (const chunk of [userNames.slice(0, 25), userNames.slice(25, 30)]) {
    const answer = await workspaces.send(
      new CreateWorkspacesCommand({
        Workspaces: chunk.map((UserName, n) => ({
          UserName,
          DirectoryId: directory.directoryId,
          BundleId: bundle.bundleId,
          Tags: [{ Key: 'Cleandesk', Value: n % 2 === 0 ? 'rebuild' : 'recreate' }],
        })),
      }),
    );
    made.push(
      ...(answer.PendingRequests ?? []).flatMap(({ WorkspaceId }) => (WorkspaceId ? [WorkspaceId] : [])),
    );
  }
});
afterAll(() => cloud.close());

const readable = (found: Map<string, Desktop | Unreadable>) => [...found.values()].filter(isReadable);
const untilVisible = async () => {
  for (;;) {
    const found = await reader.desktops(made);
    if (found.size === made.length) return readable(found);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

test('30 desktops are found by id, by directory, by bundle and by user', async () => {
  expect(made).toHaveLength(30);
  const found = await untilVisible();
  const one = found.find(({ workspaceId }) => workspaceId === made[7]);
  if (!one) throw new Error('not visible');
  const byDirectory = await everyPage((at) => reader.desktopPage({ directoryId: one.directoryId }, at));
  expect(byDirectory.map(({ workspaceId }) => workspaceId)).toEqual(expect.arrayContaining(made));
  const byBundle = await everyPage((at) => reader.desktopPage({ bundleId: one.bundleId ?? '' }, at));
  expect(byBundle.map(({ workspaceId }) => workspaceId)).toEqual(expect.arrayContaining(made));
  expect((await reader.desktopOfUser(one.directoryId, one.userName.toUpperCase()))?.workspaceId).toBe(
    one.workspaceId,
  );
});

test('tags come from the index and exactly, and say the same', async () => {
  const byTag = await everyPage((token) => reader.taggedPage({ Cleandesk: ['rebuild'] }, { token }));
  expect(byTag).toHaveLength(16);
  const [first] = byTag;
  if (!first) throw new Error('nothing tagged');
  expect(await reader.exactTags(first.workspaceId)).toEqual(first.tags);
  expect((await reader.tagsOf(made)).get(first.workspaceId)).toEqual(first.tags);
  const pages = [await reader.taggedPage({ Cleandesk: ['rebuild'] }, { size: 10 })];
  pages.push(await reader.taggedPage({ Cleandesk: ['rebuild'] }, { size: 10, token: pages[0]?.next }));
  expect(pages.map(({ items }) => items.length)).toEqual([10, 6]);
});

test('connection states are told for all that AWS checks', async () => {
  const states = await reader.connections(made);
  expect([...states.values()].every(({ state }) => state !== 'CONNECTED')).toBe(true);
});

test('what is gone is not in the map, and no error', async () => {
  const [gone] = made;
  await workspaces.send(
    new TerminateWorkspacesCommand({ TerminateWorkspaceRequests: [{ WorkspaceId: gone }] }),
  );
  for (;;) {
    const found = await reader.desktops([gone ?? '']);
    if (found.size === 0) break;
    expect(readable(found)[0]?.state).toMatch(/^TERMINAT/);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});
