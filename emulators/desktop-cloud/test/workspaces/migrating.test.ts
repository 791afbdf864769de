import { describe, expect, it } from 'vitest';
import { bundleId, codesOf, directoryId, idsOf, list, minute, refusal, stand, text } from './stand.ts';

const other = 'wsb-power0001';

/** A desktop that can be migrated. */
async function migratable(more: object = {}) {
  const made = stand();
  const id = await made.one('ada.berg', more);
  made.clock.advance(31 * minute);
  const migrate = async (BundleId = other): Promise<string> =>
    text((await made.call('MigrateWorkspace', { SourceWorkspaceId: id, BundleId })).TargetWorkspaceId) ?? '';
  const ofUser = async () =>
    list(
      (await made.call('DescribeWorkspaces', { DirectoryId: directoryId, UserName: 'ada.berg' })).Workspaces,
    );
  return { ...made, id, migrate, ofUser };
}

describe('Migrate', () => {
  it('makes another desktop within an hour; tags and running mode go with it, the old one goes', async () => {
    const {
      clock,
      call,
      describe: look,
      id,
      migrate,
      ofUser,
      stateOf,
    } = await migratable({
      Tags: [{ Key: 'a', Value: 'b' }],
      WorkspaceProperties: { RunningMode: 'AUTO_STOP', RunningModeAutoStopTimeoutInMinutes: 120 },
    });
    const before = await look(id);
    const target = await migrate();
    expect(target).not.toBe(id);
    expect(await stateOf(id)).toBe('UPDATING');
    expect(await stateOf(target)).toBeUndefined();
    clock.advance(minute);
    expect((await ofUser()).map(({ State }) => State)).toEqual(['UPDATING', 'PENDING']);
    clock.advance(58 * minute);
    expect(await stateOf(target)).toBe('PENDING');
    clock.advance(1.1 * minute);
    expect([await stateOf(id), await stateOf(target)]).toEqual(['TERMINATING', 'AVAILABLE']);
    const after = await look(target);
    expect(after).toMatchObject({
      BundleId: other,
      UserName: 'ada.berg',
      WorkspaceProperties: {
        RunningMode: 'AUTO_STOP',
        RunningModeAutoStopTimeoutInMinutes: 120,
        ComputeTypeName: 'POWER',
        RootVolumeSizeGib: 175,
        UserVolumeSizeGib: 100,
        Protocols: ['WSP'],
      },
    });
    expect(after.ComputerName).not.toBe(before.ComputerName);
    expect(after.IpAddress).not.toBe(before.IpAddress);
    expect((await call('DescribeTags', { ResourceId: target })).TagList).toEqual([{ Key: 'a', Value: 'b' }]);
    clock.advance(7 * minute);
    expect((await ofUser()).map(({ WorkspaceId }) => WorkspaceId)).toEqual([target]);
  });

  it('leaves everything as it was when it comes to nothing', async () => {
    const { clock, control, id, migrate, ofUser, stateOf, call } = await migratable();
    control.addFault({ operation: 'MigrateWorkspace', kind: 'endsInError', workspaceId: id });
    const target = await migrate();
    clock.advance(61 * minute);
    expect([await stateOf(id), await stateOf(target)]).toEqual(['AVAILABLE', 'TERMINATING']);
    clock.advance(10 * minute);
    expect((await ofUser()).map(({ WorkspaceId }) => WorkspaceId)).toEqual([id]);
    const again = { Workspaces: [{ DirectoryId: directoryId, BundleId: bundleId, UserName: 'ada.berg' }] };
    expect(codesOf(await call('CreateWorkspaces', again))).toEqual(['ResourceExists.WorkSpace']);
  });

  it('is given up with its target, and the old desktop is stopped again when it was', async () => {
    const { call, clock, control, id, migrate, stateOf } = await migratable({
      WorkspaceProperties: { RunningMode: 'AUTO_STOP' },
    });
    control.desktop(id, { state: 'STOPPED' });
    const target = await migrate();
    clock.advance(5 * minute);
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: target }] });
    expect([await stateOf(id), await stateOf(target)]).toEqual(['STOPPED', 'TERMINATING']);
  });

  it('goes on when the old desktop is terminated meanwhile', async () => {
    const { call, clock, id, migrate, ofUser } = await migratable();
    const target = await migrate();
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    clock.advance(65 * minute);
    expect((await ofUser()).map(({ WorkspaceId, State }) => [WorkspaceId, State])).toEqual([
      [target, 'AVAILABLE'],
    ]);
  });

  it.each([
    ['while it is being migrated', 'OperationInProgressException', { again: true }],
    ['in a state that does not fit', 'OperationNotSupportedException', { state: 'ERROR' }],
    ['to Linux', 'OperationNotSupportedException', { bundle: 'wsb-linux0001' }],
    ['to a bundle that there is not', 'ResourceNotFoundException', { bundle: 'wsb-000000000' }],
    ['without a snapshot', 'ResourceUnavailableException', { noSnapshot: true }],
  ])('is refused %s', async (_what, code, { again, state, bundle, noSnapshot }: Record<string, unknown>) => {
    const { clock, control, id, migrate, stateOf } = await migratable();
    if (again === true) await migrate();
    if (state !== undefined) control.desktop(id, { state });
    if (noSnapshot === true) control.snapshots({ workspaceId: id, takenAt: null });
    const before = await stateOf(id);
    expect((await refusal(migrate(text(bundle)))).code).toBe(code);
    clock.advance(minute);
    expect(await stateOf(id)).toBe(before);
  });

  it('of a desktop that nobody knows is refused', async () => {
    const { call } = stand();
    const input = { SourceWorkspaceId: 'ws-000000000', BundleId: other };
    expect((await refusal(call('MigrateWorkspace', input))).code).toBe('ResourceNotFoundException');
    expect(idsOf((await call('DescribeWorkspaces')).Workspaces)).toEqual([]);
  });
});
