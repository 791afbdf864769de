import { expect, it } from 'vitest';
import { first, list, stand } from './stand.ts';

it('a desktop has the settings of its directory, and no change under way', async () => {
  const { one, describe: look } = stand();
  const desktop = await look(await one('ada.berg'));
  expect(desktop).toMatchObject({
    WorkspaceProperties: {
      GlobalAccelerator: { Mode: 'INHERITED', PreferredProtocol: 'INHERITED' },
      NestedVirtualizationEnabled: false,
    },
    ModificationStates: [],
  });
  expect(desktop).not.toHaveProperty('StandbyWorkspacesProperties');
});

it('a create can ask for settings of its own', async () => {
  const { one, describe: look } = stand();
  const WorkspaceProperties = {
    GlobalAccelerator: { Mode: 'ENABLED_AUTO', PreferredProtocol: 'TCP' },
    NestedVirtualizationEnabled: true,
  };
  expect(await look(await one('ada.berg', { WorkspaceProperties }))).toMatchObject({ WorkspaceProperties });
});

it('standby WorkSpaces, replication and changes under way are set by hand, and told as AWS tells them', async () => {
  const { one, control, call, describe: look } = stand();
  const id = await one('ada.berg');
  const members = {
    StandbyWorkspacesProperties: [
      {
        StandbyWorkspaceId: 'ws-000standby',
        DataReplication: 'PRIMARY_AS_SOURCE',
        RecoverySnapshotTime: '2026-08-01T00:00:00Z',
      },
    ],
    RelatedWorkspaces: [
      { WorkspaceId: 'ws-000standby', Region: 'eu-west-1', State: 'AVAILABLE', Type: 'STANDBY' },
    ],
    DataReplicationSettings: { DataReplication: 'PRIMARY_AS_SOURCE' },
    ModificationStates: [{ Resource: 'ROOT_VOLUME', State: 'UPDATE_IN_PROGRESS' }],
  };
  control.desktop(id, { members, properties: { NestedVirtualizationEnabled: true } });
  const desktop = await look(id);
  expect(desktop).toMatchObject({
    State: 'AVAILABLE',
    WorkspaceProperties: { NestedVirtualizationEnabled: true },
    RelatedWorkspaces: members.RelatedWorkspaces,
    DataReplicationSettings: members.DataReplicationSettings,
    ModificationStates: members.ModificationStates,
  });
  expect(first(list(desktop.StandbyWorkspacesProperties)).RecoverySnapshotTime).toEqual(
    new Date('2026-08-01'),
  );
  control.desktop(id, { members: { ModificationStates: [] } });
  expect(await look(id)).toMatchObject({
    ModificationStates: [],
    RelatedWorkspaces: members.RelatedWorkspaces,
  });
  expect(list((await call('DescribeWorkspaces', {})).Workspaces)).toHaveLength(1);
});

it.each([
  ['nothing', {}, 'Name a state'],
  ['a member that AWS does not have', { members: { Telepathy: true } }, 'Telepathy'],
  [
    'a word that AWS does not have',
    { members: { DataReplicationSettings: { DataReplication: 'SOME' } } },
    'DataReplication',
  ],
  ['a property that a create sets', { properties: { RootVolumeSizeGib: 1 } }, 'RootVolumeSizeGib'],
])('%s can not be set by hand', async (_what, body, named) => {
  const { one, control } = stand();
  const id = await one('ada.berg');
  expect(() => control.desktop(id, body)).toThrow(named);
});
