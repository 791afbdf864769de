import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace, WorkspaceProperties } from '@aws-sdk/client-workspaces';
import { expect, onTestFinished, test } from 'vitest';
import { type Cloud, directoryId, openCloud } from './cloud.ts';

/**
 * What becomes of each member that AWS tells of a desktop, when it is made again. A newer SDK with another member does
 * not compile here before somebody has decided about it.
 */
type Fate = 'asked for' | 'given anew' | 'refused' | 'waited for' | 'of the bundle' | 'says nothing of it';

const members = {
  WorkspaceId: 'given anew',
  DirectoryId: 'asked for',
  UserName: 'asked for',
  IpAddress: 'given anew',
  Ipv6Address: 'given anew',
  State: 'waited for',
  BundleId: 'asked for',
  SubnetId: 'given anew',
  ErrorMessage: 'says nothing of it',
  ErrorCode: 'says nothing of it',
  ComputerName: 'given anew',
  VolumeEncryptionKey: 'asked for',
  UserVolumeEncryptionEnabled: 'asked for',
  RootVolumeEncryptionEnabled: 'asked for',
  WorkspaceName: 'refused',
  WorkspaceProperties: 'asked for',
  ModificationStates: 'waited for',
  RelatedWorkspaces: 'refused',
  DataReplicationSettings: 'refused',
  StandbyWorkspacesProperties: 'refused',
} satisfies Record<keyof Workspace, Fate>;

const properties = {
  RunningMode: 'asked for',
  RunningModeAutoStopTimeoutInMinutes: 'asked for',
  RootVolumeSizeGib: 'asked for',
  UserVolumeSizeGib: 'asked for',
  ComputeTypeName: 'asked for',
  Protocols: 'asked for',
  OperatingSystemName: 'of the bundle',
  GlobalAccelerator: 'refused',
} satisfies Record<keyof WorkspaceProperties, Fate>;

async function open() {
  const cloud: Cloud = await openCloud();
  onTestFinished(() => cloud.close());
  const [id = ''] = await cloud.desktops(['ada.berg']);
  return {
    set: (body: object) => void cloud.control.desktop(id, body),
    problem: async () => {
      await cloud.fleet.look([id]);
      const { desktop } = await cloud.fleet.findOfUser({ directoryId, userName: 'ada.berg' });
      if (desktop === undefined) throw new Error('It was just made');
      const examination = await cloud.fleet.examine(desktop);
      return examination.creatable ? 'none' : examination.problem;
    },
  };
}

const standby = 'ws-000standby';
/** For each member that is refused or waited for: what AWS tells, and what a person is told. */
const samples: Readonly<Record<string, readonly [body: object, problem: RegExp]>> = {
  State: [{ state: 'UPDATING' }, /^not now: ws-\w+ is UPDATING/],
  WorkspaceName: [{ members: { WorkspaceName: 'kiosk-1' } }, /user-decoupled, by the name kiosk-1/],
  ModificationStates: [
    { members: { ModificationStates: [{ Resource: 'ROOT_VOLUME', State: 'UPDATE_INITIATED' }] } },
    /^not now: AWS is changing ROOT_VOLUME of ws-\w+$/,
  ],
  RelatedWorkspaces: [
    {
      members: {
        RelatedWorkspaces: [
          { WorkspaceId: standby, Region: 'eu-west-1', State: 'AVAILABLE', Type: 'STANDBY' },
        ],
      },
    },
    /tied to ws-000standby in eu-west-1 \(STANDBY\)/,
  ],
  DataReplicationSettings: [
    { members: { DataReplicationSettings: { DataReplication: 'PRIMARY_AS_SOURCE' } } },
    /replicated \(PRIMARY_AS_SOURCE\)/,
  ],
  StandbyWorkspacesProperties: [
    {
      members: {
        StandbyWorkspacesProperties: [{ StandbyWorkspaceId: standby, DataReplication: 'NO_REPLICATION' }],
      },
    },
    /standby WorkSpace, ws-000standby/,
  ],
  GlobalAccelerator: [
    { properties: { GlobalAccelerator: { Mode: 'ENABLED_AUTO', PreferredProtocol: 'INHERITED' } } },
    /Global Accelerator, mode ENABLED_AUTO$/,
  ],
};

const notCarried = Object.entries({ ...members, ...properties })
  .filter(([, fate]) => fate === 'refused' || fate === 'waited for')
  .map(([member]) => member);

test('there is a sample for every member that is refused or waited for', () => {
  expect(Object.keys(samples).toSorted()).toEqual(notCarried.toSorted());
});

test.each(Object.entries(samples))(
  '%s keeps a desktop from being terminated',
  async (_member, [body, problem]) => {
    const { set, problem: found } = await open();
    expect(await found()).toBe('none');
    set(body);
    expect(await found()).toMatch(problem);
  },
);

test('a setting that the SDK does not know keeps a desktop from being terminated, and only when it is on', async () => {
  const { set, problem } = await open();
  set({ properties: { NestedVirtualizationEnabled: false } });
  expect(await problem()).toBe('none');
  set({ properties: { NestedVirtualizationEnabled: true } });
  expect(await problem()).toMatch(/does not know, WorkspaceProperties.NestedVirtualizationEnabled$/);
});

test('everything that stands in the way is said at once', async () => {
  const { set, problem } = await open();
  set({
    members: { DataReplicationSettings: { DataReplication: 'PRIMARY_AS_SOURCE' } },
    properties: { GlobalAccelerator: { Mode: 'DISABLED' } },
  });
  expect(await problem()).toMatch(/^a new desktop would not be as ws-\w+ is: .*replicated.*; .*DISABLED$/);
});

test.each([
  ['a change that failed', { ModificationStates: [{ Resource: 'COMPUTE_TYPE', State: 'UPDATE_FAILED' }] }],
  ['no replication', { DataReplicationSettings: { DataReplication: 'NO_REPLICATION' } }],
  ['empty lists', { StandbyWorkspacesProperties: [], RelatedWorkspaces: [], ModificationStates: [] }],
])("%s stands in no one's way", async (_what, told) => {
  const { set, problem } = await open();
  set({ members: told });
  expect(await problem()).toBe('none');
});

test('the decision accounts for every member, too', () => {
  const page = readFileSync(
    join(import.meta.dirname, '../../../../docs/decisions/0022-what-a-recreate-brings-back.md'),
    'utf8',
  );
  const rows = [...page.matchAll(/^\| `(\w+)` \| ([^|]+?) \|/gm)].map(([, member, fate]) => [member, fate]);
  expect(Object.fromEntries(rows)).toEqual({
    ...members,
    ...properties,
    NestedVirtualizationEnabled: 'refused',
  });
});
