import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { scriptedAws } from '@cleandesk/testkit';
import { pace, workspacesReader } from '@cleandesk/workspaces';
import { expect, test } from 'vitest';
import { workspacesFleet } from '../src/adapters/workspaces-fleet.ts';
import { idOf } from './fakes/world.ts';

const whole = (n: number) => ({
  WorkspaceId: idOf(n),
  DirectoryId: 'd-9067000001',
  UserName: `user ${n}`,
  BundleId: 'wsb-standard1',
  State: 'AVAILABLE',
});

/** WorkSpaces that describes these, whatever it is asked. */
function open(described: unknown[]) {
  const { config } = scriptedAws(({ operation }) =>
    operation === 'GetResources'
      ? {
          ResourceTagMappingList: [0, 1, 2].map((n) => ({
            ResourceARN: `arn:aws:workspaces:eu-central-1:1:workspace/${idOf(n)}`,
            Tags: n === 2 ? [{ Value: 'x' }] : [{ Key: 'A', Value: 'x' }],
          })),
        }
      : { Workspaces: described },
  );
  const told: unknown[] = [];
  const fleet = workspacesFleet({
    reader: workspacesReader({
      workspaces: new WorkSpacesClient({ ...config, maxAttempts: 1 }),
      tagging: new ResourceGroupsTaggingAPIClient(config),
      pace: pace({ perSecond: 100, burst: 100, clock: { now: () => Date.now() } }),
      account: { accountId: '123456789012', partition: 'aws' },
    }),
    journal: { info: () => undefined, warn: (_message, fields) => void told.push(fields) },
  });
  return { fleet, told };
}

test('a desktop that AWS does not describe enough is told of in the log, and the others are seen', async () => {
  const { fleet, told } = open([whole(0), { ...whole(1), State: undefined }]);
  const seen = await fleet.look([idOf(0), idOf(1), idOf(2)]);
  expect([...seen]).toEqual([
    [idOf(0), expect.objectContaining({ workspaceId: idOf(0), going: false })],
    [idOf(1), 'unreadable'],
  ]);
  expect(told).toEqual([{ desktops: 1, without: 'State' }]);
});

test('a listing passes over what can not be read, and tells how many and why', async () => {
  const byDirectory = open([whole(0), { ...whole(1), UserName: undefined }, { State: 'ERROR' }]);
  const page = await byDirectory.fleet.list({ by: 'directory', directoryId: 'd-9067000001' });
  expect(page.items.map(({ desktop }) => desktop.workspaceId)).toEqual([idOf(0)]);
  expect(byDirectory.told).toEqual([{ desktops: 2, without: 'UserName, WorkspaceId' }]);

  const byTag = open([whole(0), { ...whole(1), State: undefined }]);
  const tagged = await byTag.fleet.list({ by: 'tags', tags: { A: ['x'] } });
  expect(tagged.items.map(({ desktop }) => desktop.workspaceId)).toEqual([idOf(0)]);
  expect(byTag.told).toEqual([
    { desktops: 1, without: 'a tag key' },
    { desktops: 1, without: 'State' },
  ]);
});

test('a desktop without a bundle is one all the same', async () => {
  const { fleet, told } = open([{ ...whole(0), BundleId: undefined, WorkspaceProperties: undefined }]);
  const seen = (await fleet.look([idOf(0)])).get(idOf(0));
  expect(seen).toMatchObject({ workspaceId: idOf(0), userName: 'user 0' });
  expect(seen).not.toHaveProperty('bundleId');
  expect(told).toEqual([]);
});
