import { describe, expect, it } from 'vitest';
import { first, list, minute, refusal, stand, text } from './stand.ts';

const home = { accountId: '000000000000', region: 'us-east-1' };
const away = { accountId: '000000000000', region: 'eu-west-1' };
const directoryId = 'd-9067000001';

/** A desktop at home, and how it gets a standby elsewhere. */
async function primary() {
  const made = stand();
  const id = await made.one('ada.berg');
  const ask = (more: object = {}, context = away, PrimaryRegion = home.region) =>
    made.call(
      'CreateStandbyWorkspaces',
      { PrimaryRegion, StandbyWorkspaces: [{ PrimaryWorkspaceId: id, DirectoryId: directoryId, ...more }] },
      context,
    );
  const standby = async (more: object = {}): Promise<string> => {
    const answer = await ask(more);
    expect(answer.FailedStandbyRequests).toEqual([]);
    return text(first(list(answer.PendingStandbyRequests)).WorkspaceId) ?? '';
  };
  const look = async (WorkspaceId: string, context: object) =>
    first(list((await made.call('DescribeWorkspaces', { WorkspaceIds: [WorkspaceId] }, context)).Workspaces));
  return { ...made, id, ask, standby, look };
}

describe('A standby WorkSpace', () => {
  it('stands in the Region where it was asked for, and both tell of each other', async () => {
    const { clock, call, id, standby, look } = await primary();
    const other = await standby({ Tags: [{ Key: 'a', Value: 'b' }] });
    clock.advance(minute);
    expect(await look(other, away)).toMatchObject({
      State: 'PENDING',
      UserName: 'ada.berg',
      RelatedWorkspaces: [{ WorkspaceId: id, Region: 'us-east-1', State: 'AVAILABLE', Type: 'PRIMARY' }],
      DataReplicationSettings: { DataReplication: 'NO_REPLICATION' },
    });
    expect(await look(id, home)).toMatchObject({
      RelatedWorkspaces: [{ WorkspaceId: other, Region: 'eu-west-1', State: 'PENDING', Type: 'STANDBY' }],
      StandbyWorkspacesProperties: [{ StandbyWorkspaceId: other, DataReplication: 'NO_REPLICATION' }],
    });
    clock.advance(21 * minute);
    expect(first(list((await look(id, home)).RelatedWorkspaces)).State).toBe('AVAILABLE');
    const { TagList } = await call('DescribeTags', { ResourceId: other }, away);
    expect(TagList).toEqual([{ Key: 'a', Value: 'b' }]);
    await call('RebootWorkspaces', { RebootWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(first(list((await look(other, away)).RelatedWorkspaces)).State).toBe('REBOOTING');
  });

  it('that is gone is told of no more', async () => {
    const { clock, call, id, standby, look } = await primary();
    const other = await standby();
    clock.advance(30 * minute);
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: other }] }, away);
    expect(first(list((await look(id, home)).RelatedWorkspaces)).State).toBe('TERMINATING');
    clock.advance(6 * minute);
    expect(await look(id, home)).toMatchObject({ RelatedWorkspaces: [], StandbyWorkspacesProperties: [] });
    expect(await standby()).toMatch(/^ws-/);
  });

  it('with replication tells of the newest snapshot of its primary; it can be switched off', async () => {
    const { clock, call, id, standby, look } = await primary();
    const other = await standby({ DataReplication: 'PRIMARY_AS_SOURCE' });
    clock.advance(31 * minute);
    const snapshots = await call('DescribeWorkspaceSnapshots', { WorkspaceId: id });
    const RecoverySnapshotTime = first(list(snapshots.RestoreSnapshots)).SnapshotTime;
    expect(RecoverySnapshotTime).toBeInstanceOf(Date);
    const replicated = { DataReplication: 'PRIMARY_AS_SOURCE', RecoverySnapshotTime };
    expect(await look(other, away)).toMatchObject({ DataReplicationSettings: replicated });
    expect(await look(id, home)).toMatchObject({
      StandbyWorkspacesProperties: [{ StandbyWorkspaceId: other, ...replicated }],
    });
    await call('ModifyWorkspaceProperties', { WorkspaceId: id, DataReplication: 'NO_REPLICATION' });
    clock.advance(12 * 60 * minute);
    const off = { DataReplication: 'NO_REPLICATION', RecoverySnapshotTime };
    expect(await look(other, away)).toMatchObject({ DataReplicationSettings: off });
    expect(await look(id, home)).toMatchObject({ StandbyWorkspacesProperties: [off] });
  });

  it.each([
    ['of a desktop that there is not', 'ResourceNotFound.Workspace', { PrimaryWorkspaceId: 'ws-000000000' }],
    ['in a directory that there is not', 'ResourceNotFound.Directory', { DirectoryId: 'd-0000000000' }],
  ])('%s is refused, by itself', async (_what, code, more) => {
    const { ask } = await primary();
    const answer = await ask(more);
    expect(answer.PendingStandbyRequests).toEqual([]);
    expect(list(answer.FailedStandbyRequests)).toMatchObject([{ ErrorCode: code }]);
  });

  it('comes once, and only for a user whom its directory knows', async () => {
    const { ask, standby, control } = await primary();
    control.user({ userName: 'ada.berg', exists: false, region: 'eu-west-1' });
    const codes = async (more: object = {}) =>
      list((await ask(more)).FailedStandbyRequests).map(({ ErrorCode }) => ErrorCode);
    expect(await codes()).toEqual(['ResourceNotFound.User']);
    control.user({ userName: 'ada.berg', exists: true, region: 'eu-west-1' });
    await standby();
    expect(await codes()).toEqual(['ResourceExists.WorkSpace']);
    expect(await codes({ DirectoryId: 'd-9067000002' })).toEqual(['ResourceExists.WorkSpace']);
  });

  it('is for another Region, with tags that AWS takes', async () => {
    const { ask } = await primary();
    expect((await refusal(ask({}, home))).code).toBe('InvalidParameterValuesException');
    expect((await refusal(ask({ Tags: [{ Key: 'aws:a' }] }))).code).toBe('InvalidParameterValuesException');
  });
});
