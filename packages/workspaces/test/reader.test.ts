import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { type AwsCall, AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { pace, Throttled, UnexpectedAnswer, workspacesReader } from '../src/index.ts';
import { virtualClock } from './virtual-clock.ts';

function readerOf(answer: (call: AwsCall, n: number) => unknown, options: { patienceMs?: number } = {}) {
  const clock = virtualClock();
  const calls: (AwsCall & { at: number })[] = [];
  const aws = scriptedAws((call) => {
    calls.push({ ...call, at: clock.now() });
    return answer(call, calls.length);
  });
  const reader = workspacesReader({
    workspaces: new WorkSpacesClient({ ...aws.config, maxAttempts: 1 }),
    tagging: new ResourceGroupsTaggingAPIClient({ ...aws.config, maxAttempts: 1 }),
    pace: pace({ perSecond: 2, burst: 5, clock }),
    account: { accountId: '123456789012', partition: 'aws' },
    clock,
    ...options,
  });
  return { reader, calls, clock, inputs: () => calls.map(({ input }) => input) };
}

const idOf = (n: number) => `ws-${String(n).padStart(8, '0')}`;
const ids = (count: number) => Array.from({ length: count }, (_, n) => idOf(n));
const workspace = (WorkspaceId: string, more: Record<string, unknown> = {}) => ({
  WorkspaceId,
  DirectoryId: 'd-90670a1b2c',
  UserName: 'alice',
  BundleId: 'wsb-abcd12345',
  State: 'AVAILABLE',
  WorkspaceProperties: { RunningMode: 'ALWAYS_ON' },
  ...more,
});
const asked = z.object({ WorkspaceIds: z.array(z.string()) });
const all = async <T>(pages: AsyncIterable<T[]>): Promise<T[]> => {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
};

test('60 ids take three calls of at most 25, each id once; who is not visible is not in the map', async () => {
  const { reader, calls } = readerOf(({ input }) => ({
    Workspaces: asked
      .parse(input)
      .WorkspaceIds.filter((id) => id !== idOf(7))
      .map((id) => workspace(id)),
  }));
  const found = await reader.desktops([...ids(60), ...ids(60)]);
  expect(calls.map(({ input }) => asked.parse(input).WorkspaceIds.length)).toEqual([25, 25, 10]);
  expect(found.size).toBe(59);
  expect(found.has(idOf(7))).toBe(false);
});

test('no ids are no call', async () => {
  const { reader, calls } = readerOf(() => ({}));
  expect(
    (await reader.desktops([])).size + (await reader.connections([])).size + (await reader.tagsOf([])).size,
  ).toBe(0);
  expect(calls).toEqual([]);
});

test('what a desktop has beyond what it takes to make one is told, too, and nothing where there is nothing', async () => {
  const { reader } = readerOf(() => ({
    Workspaces: [
      workspace(idOf(1), {
        WorkspaceName: 'kiosk',
        ModificationStates: [{ Resource: 'ROOT_VOLUME', State: 'UPDATE_IN_PROGRESS' }],
        StandbyWorkspacesProperties: [{ StandbyWorkspaceId: idOf(9), DataReplication: 'PRIMARY_AS_SOURCE' }],
        RelatedWorkspaces: [{ WorkspaceId: idOf(9), Region: 'eu-west-1', Type: 'STANDBY' }],
        DataReplicationSettings: { DataReplication: 'PRIMARY_AS_SOURCE' },
        WorkspaceProperties: {
          RunningMode: 'ALWAYS_ON',
          GlobalAccelerator: { Mode: 'ENABLED_AUTO', PreferredProtocol: 'TCP' },
        },
      }),
      workspace(idOf(2), { ModificationStates: [], StandbyWorkspacesProperties: [], RelatedWorkspaces: [] }),
    ],
  }));
  const found = await reader.desktops([idOf(1), idOf(2)]);
  expect(found.get(idOf(1))).toMatchObject({
    workspaceName: 'kiosk',
    modifications: [{ resource: 'ROOT_VOLUME', state: 'UPDATE_IN_PROGRESS' }],
    standbys: [idOf(9)],
    related: [`${idOf(9)} in eu-west-1 (STANDBY)`],
    dataReplication: 'PRIMARY_AS_SOURCE',
    globalAccelerator: { mode: 'ENABLED_AUTO', preferredProtocol: 'TCP' },
  });
  for (const field of ['modifications', 'standbys', 'related', 'globalAccelerator', 'beyondTheModel'])
    expect(found.get(idOf(2))).not.toHaveProperty(field);
});

test('what AWS tells and the SDK drops is told all the same', async () => {
  const { reader } = readerOf(() => ({
    Workspaces: [
      workspace(idOf(1)),
      workspace(idOf(2), {
        Hologram: { Mode: 'ON' },
        WorkspaceProperties: { RunningMode: 'ALWAYS_ON', Telepathy: true },
      }),
    ],
  }));
  const found = await reader.desktops([idOf(1), idOf(2)]);
  expect(found.get(idOf(2))?.beyondTheModel).toEqual({
    Hologram: { Mode: 'ON' },
    'WorkspaceProperties.Telepathy': true,
  });
  expect(found.get(idOf(1))?.beyondTheModel).toBeUndefined();
});

test('a desktop is told in our words, and what AWS leaves out stays out', async () => {
  const full = workspace(idOf(1), {
    ComputerName: 'A-1',
    IpAddress: '10.0.0.1',
    ErrorCode: 'X',
    VolumeEncryptionKey: 'arn:aws:kms:eu-central-1:123456789012:key/1',
    RootVolumeEncryptionEnabled: true,
    UserVolumeEncryptionEnabled: true,
    WorkspaceProperties: {
      RunningMode: 'AUTO_STOP',
      RunningModeAutoStopTimeoutInMinutes: 120,
      RootVolumeSizeGib: 80,
      UserVolumeSizeGib: 50,
      ComputeTypeName: 'STANDARD',
      Protocols: ['DCV'],
      OperatingSystemName: 'WINDOWS_SERVER_2022',
    },
  });
  const { reader } = readerOf(() => ({ Workspaces: [full, { ...workspace(idOf(2)), UserName: undefined }] }));
  const found = await reader.desktops([idOf(1), idOf(2)]);
  expect(found.get(idOf(1))).toEqual({
    workspaceId: idOf(1),
    directoryId: 'd-90670a1b2c',
    userName: 'alice',
    bundleId: 'wsb-abcd12345',
    state: 'AVAILABLE',
    computerName: 'A-1',
    ipAddress: '10.0.0.1',
    errorCode: 'X',
    runningMode: 'AUTO_STOP',
    autoStopMinutes: 120,
    rootVolumeGib: 80,
    userVolumeGib: 50,
    computeType: 'STANDARD',
    protocols: ['DCV'],
    operatingSystem: 'WINDOWS_SERVER_2022',
    volumeEncryptionKey: 'arn:aws:kms:eu-central-1:123456789012:key/1',
    rootVolumeEncrypted: true,
    userVolumeEncrypted: true,
  });
  expect(found.get(idOf(2))).toEqual({
    workspaceId: idOf(2),
    directoryId: 'd-90670a1b2c',
    userName: '[UNDEFINED]',
    bundleId: 'wsb-abcd12345',
    state: 'AVAILABLE',
    runningMode: 'ALWAYS_ON',
    rootVolumeEncrypted: false,
    userVolumeEncrypted: false,
  });
});

test('an answer without what identifies a desktop is not guessed at', async () => {
  const { reader } = readerOf(() => ({ Workspaces: [{ ...workspace(idOf(1)), BundleId: undefined }] }));
  await expect(reader.desktops([idOf(1)])).rejects.toThrow(UnexpectedAnswer);
});

test('a listing follows its pages, over an empty one too', async () => {
  const pages = [
    { Workspaces: [workspace(idOf(1))], NextToken: 'b' },
    { Workspaces: [], NextToken: 'c' },
    { Workspaces: [workspace(idOf(2))] },
  ];
  const { reader, inputs } = readerOf((_, n) => pages[n - 1]);
  expect(
    (await all(reader.desktopsOf({ directoryId: 'd-90670a1b2c' }))).map((one) => one.workspaceId),
  ).toEqual([idOf(1), idOf(2)]);
  expect(inputs()).toEqual([
    { DirectoryId: 'd-90670a1b2c', Limit: 25 },
    { DirectoryId: 'd-90670a1b2c', Limit: 25, NextToken: 'b' },
    { DirectoryId: 'd-90670a1b2c', Limit: 25, NextToken: 'c' },
  ]);
});

test('a listing that fails in the middle never looks complete', async () => {
  const { reader } = readerOf((_, n) => {
    if (n === 1) return { Workspaces: [workspace(idOf(1))], NextToken: 'b' };
    throw new AwsRefusal('AccessDeniedException');
  });
  await expect(all(reader.desktopsOf({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a listing that asks for the same page again and again is stopped', async () => {
  const { reader } = readerOf(() => ({ Workspaces: [], NextToken: 'b' }));
  await expect(all(reader.desktopsOf({}))).rejects.toThrow(UnexpectedAnswer);
});

test('AWS takes one filter a call: a bundle within a directory is picked here', async () => {
  const { reader, inputs } = readerOf(() => ({
    Workspaces: [workspace(idOf(1)), workspace(idOf(2), { BundleId: 'wsb-other1234' })],
  }));
  const found = await all(reader.desktopsOf({ directoryId: 'd-90670a1b2c', bundleId: 'wsb-other1234' }));
  expect(found.map(({ workspaceId }) => workspaceId)).toEqual([idOf(2)]);
  expect(inputs()).toEqual([{ DirectoryId: 'd-90670a1b2c', Limit: 25 }]);
});

test("a user's desktop is found whatever the case, and one that goes away only when there is no other", async () => {
  const going = workspace(idOf(1), { State: 'TERMINATING' });
  const other = workspace(idOf(3), { UserName: 'alice2' });
  const both = readerOf(() => ({ Workspaces: [going, workspace(idOf(2), { UserName: 'Alice' }), other] }));
  expect((await both.reader.desktopOfUser('d-90670a1b2c', 'ALICE'))?.workspaceId).toBe(idOf(2));
  const last = readerOf(() => ({ Workspaces: [going, other] }));
  expect((await last.reader.desktopOfUser('d-90670a1b2c', 'alice'))?.workspaceId).toBe(idOf(1));
  const none = readerOf(() => ({ Workspaces: [other] }));
  expect(await none.reader.desktopOfUser('d-90670a1b2c', 'alice')).toBeUndefined();
});

test('connection states: an empty first page is followed; what AWS does not say is not in the map', async () => {
  const { reader } = readerOf((_, n) =>
    n === 1
      ? { WorkspacesConnectionStatus: [], NextToken: 'b' }
      : {
          WorkspacesConnectionStatus: [
            {
              WorkspaceId: idOf(1),
              ConnectionState: 'DISCONNECTED',
              ConnectionStateCheckTimestamp: 1785542400.5,
              LastKnownUserConnectionTimestamp: 1785542000,
            },
            { WorkspaceId: idOf(2), ConnectionState: 'CONNECTED' },
          ],
        },
  );
  expect(await reader.connections([idOf(1), idOf(2), idOf(3)])).toEqual(
    new Map([
      [idOf(1), { state: 'DISCONNECTED', checkedAt: 1785542400500, lastConnectedAt: 1785542000000 }],
      [idOf(2), { state: 'CONNECTED' }],
    ]),
  );
});

test('tags of 250 desktops take three calls, by ARN, outside of the pace', async () => {
  const { reader, inputs, clock } = readerOf(({ input }) => ({
    ResourceTagMappingList: z
      .object({ ResourceARNList: z.array(z.string()) })
      .parse(input)
      .ResourceARNList.map((ResourceARN) => ({
        ResourceARN,
        Tags: [{ Key: 'Team', Value: 'a' }, { Key: 'Empty' }],
      })),
    PaginationToken: '',
  }));
  const found = await reader.tagsOf(ids(250));
  expect(found.get(idOf(249))).toEqual({ Team: 'a', Empty: '' });
  expect(inputs()).toHaveLength(3);
  expect(inputs()[0]).toMatchObject({
    ResourceARNList: expect.arrayContaining([
      `arn:aws:workspaces:eu-central-1:123456789012:workspace/${idOf(0)}`,
    ]),
  });
  expect(clock.now()).toBe(0);
});

test('by tag: keys with more values than a filter takes are compared here', async () => {
  const many = Array.from({ length: 25 }, (_, n) => `v${n}`);
  const { reader, inputs } = readerOf((_, n) => ({
    ResourceTagMappingList: [
      {
        ResourceARN: `arn:aws:workspaces:eu-central-1:1:workspace/${idOf(n)}`,
        Tags: [
          { Key: 'A', Value: `v${n + 20}` },
          { Key: 'B', Value: 'x' },
        ],
      },
    ],
    PaginationToken: n < 9 ? `p${n}` : '',
  }));
  const found = await all(reader.taggedDesktops({ A: many, B: ['x'] }));
  expect(found.map(({ workspaceId }) => workspaceId)).toEqual([1, 2, 3, 4].map(idOf));
  expect(inputs()[0]).toEqual({
    TagFilters: [{ Key: 'A' }, { Key: 'B', Values: ['x'] }],
    ResourceTypeFilters: ['workspaces:workspace'],
    ResourcesPerPage: 100,
  });
});

test('a throttled read is repeated, each attempt with a turn of its own', async () => {
  const { reader, calls } = readerOf(
    (_, n) => {
      if (n < 12) throw new AwsRefusal('ThrottlingException', 'Rate exceeded');
      return { TagList: [{ Key: 'Team', Value: 'a' }] };
    },
    { patienceMs: 120_000 },
  );
  expect(await reader.exactTags(idOf(1))).toEqual({ Team: 'a' });
  for (const [n, { at }] of calls.entries()) expect(5 + (at * 2) / 1000).toBeGreaterThanOrEqual(n + 1);
});

test('a throttle that does not end is told within the patience', async () => {
  const { reader, clock } = readerOf(
    () => {
      throw new AwsRefusal('ThrottlingException', 'Rate exceeded');
    },
    { patienceMs: 10_000 },
  );
  await expect(reader.exactTags(idOf(1))).rejects.toThrow(Throttled);
  expect(clock.now()).toBeLessThanOrEqual(10_000);
});

test('a fault on the side of AWS passes; a refusal does not', async () => {
  const passing = readerOf((_, n) => {
    if (n === 1) throw new AwsRefusal('InternalServerException', 'oops', 500);
    return { Workspaces: [workspace(idOf(1))] };
  });
  expect((await passing.reader.desktops([idOf(1)])).size).toBe(1);
  const refused = readerOf(() => {
    throw new AwsRefusal('InvalidParameterValuesException');
  });
  await expect(refused.reader.desktops([idOf(1)])).rejects.toMatchObject({
    name: 'InvalidParameterValuesException',
  });
  expect(refused.calls).toHaveLength(1);
});
