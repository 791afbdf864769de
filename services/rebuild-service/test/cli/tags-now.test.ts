import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateWorkspacesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { defaultSeed, seededUserNames, startDesktopCloud, VirtualClock } from '@cleandesk/desktop-cloud';
import { expect, test } from 'vitest';
import { tagsNow } from '../../cli/replay/tags-now.ts';
import { directoryId, spec } from '../adapters/cloud.ts';

test('tags of all desktops are read, however many there are', async () => {
  const clock = new VirtualClock();
  await using ground = await open(clock);
  const { wire } = ground;
  const workspaces = new WorkSpacesClient(wire);
  const users = seededUserNames(120);
  for (let start = 0; start < users.length; start += 20) {
    const Workspaces = users.slice(start, start + 20).map((UserName) => ({
      DirectoryId: directoryId,
      BundleId: spec.bundleId,
      UserName,
      Tags: [{ Key: 'Name', Value: UserName }],
    }));
    const { FailedRequests } = await workspaces.send(new CreateWorkspacesCommand({ Workspaces }));
    expect(FailedRequests).toEqual([]);
  }
  clock.advance(3_600_000);
  const tags = await tagsNow(new ResourceGroupsTaggingAPIClient(wire));
  expect([...tags.keys()].every((id) => id.startsWith('ws-'))).toBe(true);
  expect(new Set([...tags.values()].map(({ Name }) => Name))).toEqual(new Set(users));
});

async function open(clock: VirtualClock) {
  const running = await startDesktopCloud({ clock, seed: defaultSeed(120) });
  running.control.settings({ throttle: { enabled: false } });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    wire: { endpoint: running.url, region: 'us-east-1', credentials },
    [Symbol.asyncDispose]: () => running.close(),
  };
}
