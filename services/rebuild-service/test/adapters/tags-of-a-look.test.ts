import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { parsePolicies } from '@cleandesk/policies';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { pace, workspacesReader } from '@cleandesk/workspaces';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { workspacesFleet } from '../../src/adapters/workspaces-fleet.ts';

const directoryId = 'd-9067000001';
const policy = (name: string, match: unknown) => ({ name, match, strategy: 'recreate', graceSeconds: 600 });
const tagged = policy('tagged', { tags: { Cleandesk: ['yes'] } });
const everybody = policy('everybody', { directoryIds: [directoryId] });
const elsewhere = policy('elsewhere', { directoryIds: ['d-9067000002'], tags: { Cleandesk: ['yes'] } });

const idOf = (n: number) => `ws-${String(n).padStart(9, '0')}`;
const ids = (count: number) => Array.from({ length: count }, (_, n) => idOf(n));
const ours = { Cleandesk: 'yes' };

type Desktop = { tags?: Record<string, string>; index?: Record<string, string>; lacks?: string };
const asked = z.object({ WorkspaceIds: z.array(z.string()) });
const arns = z.object({ ResourceARNList: z.array(z.string()) });
const resource = z.object({ ResourceId: z.string() });
const listOf = (tags: Record<string, string> = {}) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Desktops with their tags, and an index that knows something else of them. A call takes AWS's pace. */
function open(policies: unknown[], desktops: ReadonlyMap<string, Desktop>) {
  let now = 0;
  const clock = {
    now: () => now,
    wait: async (ms: number) => {
      now += ms;
    },
  };
  const aws = scriptedAws(({ operation, input }) => {
    switch (operation) {
      case 'DescribeWorkspaces':
        return {
          Workspaces: asked.parse(input).WorkspaceIds.flatMap((id) => {
            const one = desktops.get(id);
            if (one === undefined) return [];
            const told = {
              WorkspaceId: id,
              DirectoryId: directoryId,
              UserName: `user of ${id}`,
              BundleId: 'wsb-standard1',
              State: 'AVAILABLE',
            };
            return [one.lacks === undefined ? told : { ...told, [one.lacks]: undefined }];
          }),
        };
      case 'DescribeWorkspacesConnectionStatus':
        return {
          WorkspacesConnectionStatus: asked
            .parse(input)
            .WorkspaceIds.map((WorkspaceId) => ({ WorkspaceId, ConnectionState: 'DISCONNECTED' })),
        };
      case 'GetResources':
        return {
          ResourceTagMappingList: arns.parse(input).ResourceARNList.flatMap((ResourceARN) => {
            const index = desktops.get(ResourceARN.slice(ResourceARN.lastIndexOf('/') + 1))?.index;
            return index === undefined ? [] : [{ ResourceARN, Tags: listOf(index) }];
          }),
        };
      case 'DescribeTags': {
        const one = desktops.get(resource.parse(input).ResourceId);
        if (one === undefined) throw new AwsRefusal('ResourceNotFoundException');
        return { TagList: listOf(one.tags) };
      }
      default:
        throw new AwsRefusal('UnknownOperationException');
    }
  });
  const workspaces = new WorkSpacesClient({ ...aws.config, maxAttempts: 1 });
  const turns = pace({ perSecond: 0.75, burst: 3, clock });
  const reader = workspacesReader({
    workspaces,
    tagging: new ResourceGroupsTaggingAPIClient({ ...aws.config, maxAttempts: 1 }),
    pace: turns,
    account: { accountId: '123456789012', partition: 'aws' },
    rank: 'first',
    clock,
  });
  const fleet = workspacesFleet({
    client: workspaces,
    reader,
    observer: reader,
    pace: turns,
    keys: { stateOf: async () => 'Enabled' },
    policies: parsePolicies(JSON.stringify(policies)),
    clock,
    journal: { info: () => undefined },
  });
  const policyOf = async (id: string, options?: { exactTags?: boolean }) =>
    (await fleet.look([id], options)).get(id)?.policy?.name;
  const calls = (operation: string) => aws.calls.filter((call) => call.operation === operation).length;
  return { fleet, policyOf, calls, clock };
}

test('whom the index does not know is asked for its tags, and does not fall to a later policy', async () => {
  const { policyOf, calls } = open([tagged, everybody], new Map([[idOf(1), { tags: ours }]]));
  expect(await policyOf(idOf(1))).toBe('tagged');
  expect(calls('DescribeTags')).toBe(1);
});

test('whom the index does not know is ours all the same where no other policy matches', async () => {
  const { policyOf } = open([tagged], new Map([[idOf(1), { tags: ours }]]));
  expect(await policyOf(idOf(1))).toBe('tagged');
});

test('whom the index knows is not asked', async () => {
  const { policyOf, calls } = open([tagged], new Map([[idOf(1), { tags: ours, index: ours }]]));
  expect(await policyOf(idOf(1))).toBe('tagged');
  expect(calls('DescribeTags')).toBe(0);
});

test.each([
  ['no policy selects by tags', [everybody]],
  ['the one that does stands behind', [everybody, tagged]],
  ['the one that does is of another directory', [elsewhere, everybody]],
])('nobody is asked where tags can not change the answer: %s', async (_, policies) => {
  const { policyOf, calls } = open(policies, new Map([[idOf(1), { tags: ours }]]));
  expect(await policyOf(idOf(1))).toBe('everybody');
  expect(await policyOf(idOf(1), { exactTags: true })).toBe('everybody');
  expect(calls('DescribeTags')).toBe(0);
});

test('who never had a tag is not asked again for some minutes', async () => {
  const { fleet, calls, clock } = open([tagged, everybody], new Map([[idOf(1), {}]]));
  await fleet.look([idOf(1)]);
  await clock.wait(60_000);
  expect((await fleet.look([idOf(1)])).get(idOf(1))?.policy?.name).toBe('everybody');
  expect(calls('DescribeTags')).toBe(1);
  await clock.wait(300_000);
  await fleet.look([idOf(1)]);
  expect(calls('DescribeTags')).toBe(2);
});

test('the last look goes by the tags as they are, whatever the index says', async () => {
  const protectedByNow = new Map([[idOf(1), { tags: { Cleandesk: 'no' }, index: ours }]]);
  const { policyOf, calls } = open([tagged], protectedByNow);
  expect(await policyOf(idOf(1))).toBe('tagged');
  expect(await policyOf(idOf(1), { exactTags: true })).toBeUndefined();
  expect(calls('DescribeTags')).toBe(1);
});

test('of one that is to be tagged the tags of this moment are read, and none that are remembered or that only the index has', async () => {
  const desktops = new Map<string, Desktop>([[idOf(1), { tags: { DirectoryGroup: 'sales' } }]]);
  const { fleet } = open([everybody], desktops);
  const groupNow = async () => (await fleet.look([idOf(1)], { exactTags: 'now' })).get(idOf(1));
  expect(await groupNow()).toMatchObject({ tags: { DirectoryGroup: 'sales' } });
  desktops.set(idOf(1), { tags: { DirectoryGroup: 'support' }, index: { DirectoryGroup: 'sales' } });
  expect(await groupNow()).toMatchObject({ tags: { DirectoryGroup: 'support' } });
  const many = new Map<string, Desktop>(ids(9).map((id) => [id, { tags: ours, index: ours }]));
  // For some there is no time: of these nothing is said.
  expect((await open([everybody], many).fleet.look(ids(9), { exactTags: 'now' })).size).toBeLessThan(9);
});

test('a hold among the tags is seen by the last look also where tags choose no policy, without a call for it', async () => {
  const held = { 'cleandesk:hold': '2100-01-01 ada' };
  const desktops = new Map<string, Desktop>([
    [idOf(0), { index: held }],
    [idOf(1), { tags: held }],
    [idOf(2), {}],
  ]);
  const { fleet, calls } = open([everybody], desktops);
  const seen = (await fleet.look([idOf(1)])).get(idOf(1))?.desktop;
  if (seen === undefined || seen === 'missing') throw new Error('It is there');
  // A recreate is examined first. It reads what the index does not know yet.
  await fleet.examine(seen);
  const looks = await fleet.look(ids(3), { exactTags: true });
  expect(ids(3).map((id) => looks.get(id)?.hold !== undefined)).toEqual([true, true, false]);
  expect(calls('DescribeTags')).toBe(1);
});

test('a hold that was set since the exact tags were read is seen when the index shows it', async () => {
  const desktops = new Map<string, Desktop>([[idOf(1), { tags: ours, index: ours }]]);
  const { fleet, calls } = open([tagged], desktops);
  const lastLook = async () => (await fleet.look([idOf(1)], { exactTags: true })).get(idOf(1));
  expect((await lastLook())?.hold).toBeUndefined();
  const held = { ...ours, 'cleandesk:hold': '2100-01-01 ada' };
  desktops.set(idOf(1), { tags: held, index: held });
  expect((await lastLook())?.hold).toEqual({ until: Date.parse('2100-01-01') });
  expect(calls('DescribeTags')).toBe(1);
});

test('tags that an examination has read a moment ago are not read again for the last look', async () => {
  const { fleet, policyOf, calls, clock } = open([tagged], new Map([[idOf(1), { tags: ours, index: ours }]]));
  const seen = (await fleet.look([idOf(1)])).get(idOf(1))?.desktop;
  if (seen === undefined || seen === 'missing') throw new Error('It is there');
  // AWS does not tell how these are billed, and a new one could be billed otherwise.
  expect(await fleet.examine(seen)).toMatchObject({ creatable: false, problem: /running mode/ });
  expect(await policyOf(idOf(1), { exactTags: true })).toBe('tagged');
  expect(calls('DescribeTags')).toBe(1);
  await clock.wait(31_000);
  await policyOf(idOf(1), { exactTags: true });
  expect(calls('DescribeTags')).toBe(2);
});

test('a last look at many takes seconds: who had no turn is left out, and has it the next time', async () => {
  const many = new Map(ids(25).map((id): [string, Desktop] => [id, { tags: ours, index: ours }]));
  const { fleet, clock } = open([tagged], many);
  const seen = new Set<string>();
  let looks = 0;
  while (seen.size < 25 && looks < 10) {
    const began = clock.now();
    const found = await fleet.look(
      ids(25).filter((id) => !seen.has(id)),
      { exactTags: true },
    );
    expect(clock.now() - began).toBeLessThan(8000);
    for (const [id, { at, policy: match }] of found) {
      // State and connection are as fresh as in any look: read after the tags.
      expect(clock.now() - at).toBeLessThan(3000);
      expect(match?.name).toBe('tagged');
      seen.add(id);
    }
    looks += 1;
  }
  expect(seen.size).toBe(25);
});

test('an index that has lost everything ends nobody: who could not be asked is left out', async () => {
  const many = new Map(ids(25).map((id): [string, Desktop] => [id, { tags: ours }]));
  const { fleet } = open([tagged], many);
  const looks = await fleet.look(ids(25));
  expect(looks.size).toBeGreaterThan(2);
  expect(looks.size).toBeLessThan(25);
  expect([...looks.values()].every((look) => look.policy?.name === 'tagged')).toBe(true);
});

test.each(['State', 'UserName', 'DirectoryId', 'BundleId'])(
  'a desktop that AWS describes without its %s is left out of a look, and the others are not',
  async (lacks) => {
    const desktops = new Map<string, Desktop>([
      [idOf(0), { index: ours }],
      [idOf(1), { index: ours, lacks }],
      [idOf(2), { index: ours }],
    ]);
    const { fleet } = open([tagged], desktops);
    for (const looks of [await fleet.look(ids(4)), await fleet.observe(ids(4))]) {
      expect([...looks.keys()]).toEqual([idOf(0), idOf(2), idOf(3)]);
      expect(looks.get(idOf(3))?.desktop).toBe('missing');
    }
  },
);
