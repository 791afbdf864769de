import { AwsRefusal } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { isReadable, Throttled, UnexpectedAnswer } from '../src/index.ts';
import { idOf, ids, readerOf, workspace } from './scripted-reader.ts';

const asked = z.object({ WorkspaceIds: z.array(z.string()) });

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
  expect(found.get(idOf(2))).toMatchObject({
    beyondTheModel: { Hologram: { Mode: 'ON' }, 'WorkspaceProperties.Telepathy': true },
  });
  expect(found.get(idOf(1))).not.toHaveProperty('beyondTheModel');
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
  const bare = { ...workspace(idOf(2)), BundleId: undefined, WorkspaceProperties: undefined };
  const { reader } = readerOf(() => ({ Workspaces: [full, bare] }));
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
    userName: 'alice',
    state: 'AVAILABLE',
    rootVolumeEncrypted: false,
    userVolumeEncrypted: false,
  });
});

test.each(['DirectoryId', 'UserName', 'State'])(
  'one desktop without %s is neither gone nor guessed at, and hinders no other',
  async (member) => {
    const odd = { ...workspace(idOf(1)), [member]: undefined };
    const { reader } = readerOf(() => ({ Workspaces: [workspace(idOf(0)), odd, workspace(idOf(2))] }));
    const found = await reader.desktops(ids(4));
    expect(found.get(idOf(1))).toEqual({ lacks: member });
    expect([...found].flatMap(([id, one]) => (isReadable(one) ? [id] : []))).toEqual([idOf(0), idOf(2)]);
    expect(found.has(idOf(3))).toBe(false);
  },
);

test('when one comes without its id, nobody who is missing in the answer counts as gone', async () => {
  const odd = { ...workspace(idOf(1)), WorkspaceId: undefined };
  const { reader } = readerOf(() => ({ Workspaces: [workspace(idOf(0)), odd] }));
  const found = await reader.desktops(ids(3));
  expect(found.get(idOf(0))).toMatchObject({ workspaceId: idOf(0) });
  expect([found.get(idOf(1)), found.get(idOf(2))]).toEqual([
    { lacks: 'WorkspaceId' },
    { lacks: 'WorkspaceId' },
  ]);
});

test("whose desktop of a user's can not be read is not told another one", async () => {
  const odd = { ...workspace(idOf(1)), State: undefined };
  const { reader } = readerOf(() => ({ Workspaces: [odd, workspace(idOf(2))] }));
  await expect(reader.desktopOfUser('d-90670a1b2c', 'alice')).rejects.toThrow(UnexpectedAnswer);
});

test('a look that fails in the middle never looks complete', async () => {
  const { reader } = readerOf((_, n) => {
    if (n === 1) return { Workspaces: [workspace(idOf(1))], NextToken: 'b' };
    throw new AwsRefusal('AccessDeniedException');
  });
  await expect(reader.desktops(ids(2))).rejects.toMatchObject({ name: 'AccessDeniedException' });
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

test('exact tags with one that has no key are not guessed at', async () => {
  const { reader } = readerOf(() => ({ TagList: [{ Key: 'A', Value: 'x' }, { Value: 'y' }] }));
  await expect(reader.exactTags(idOf(1))).rejects.toThrow(UnexpectedAnswer);
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
