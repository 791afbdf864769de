import { describe, expect, it } from 'vitest';
import {
  type Change,
  type DesktopState,
  desktopStates,
  refusalOf,
} from '../../src/domain/workspaces/states.ts';
import { bundleId, codesOf, directoryId, first, idsOf, minute, refusal, stand } from './stand.ts';

const allowed: Record<Exclude<Change, 'terminate'>, DesktopState[]> = {
  rebuild: ['AVAILABLE', 'ERROR', 'UNHEALTHY', 'STOPPED', 'REBOOTING'],
  reboot: ['AVAILABLE', 'UNHEALTHY', 'REBOOTING'],
  start: ['STOPPED'],
  stop: ['AVAILABLE', 'IMPAIRED', 'UNHEALTHY', 'ERROR'],
};

describe('Which state allows what', () => {
  const desktop = { runningMode: 'AUTO_STOP', hasUserSnapshot: true, userIsKnown: true } as const;

  it.each(['rebuild', 'reboot', 'start', 'stop'] as const)('%s', (change) => {
    const from = desktopStates.filter((state) => refusalOf(change, { ...desktop, state }) === undefined);
    expect(from.toSorted()).toEqual(allowed[change].toSorted());
  });

  it('a desktop can be terminated in any state except SUSPENDED', () => {
    const refused = desktopStates.filter(
      (state) => refusalOf('terminate', { ...desktop, state }) !== undefined,
    );
    expect(refused).toEqual(['SUSPENDED']);
  });

  it('only AutoStop and Manual desktops start and stop', () => {
    const always = { ...desktop, runningMode: 'ALWAYS_ON' } as const;
    const wrongMode = { code: 'InvalidRunningMode.Workspace' };
    expect(refusalOf('stop', { ...always, state: 'AVAILABLE' })).toMatchObject(wrongMode);
    expect(refusalOf('start', { ...always, state: 'STOPPED' })).toMatchObject(wrongMode);
    expect(refusalOf('stop', { ...desktop, runningMode: 'MANUAL', state: 'AVAILABLE' })).toBeUndefined();
  });
});

describe('Terminate', () => {
  it('takes 5 minutes; the id goes, and the seat is free a little later still', async () => {
    const { call, clock, one, stateOf } = stand();
    const again = { Workspaces: [{ DirectoryId: directoryId, BundleId: bundleId, UserName: 'ada.berg' }] };
    const id = await one('ada.berg');
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(await stateOf(id)).toBe('TERMINATING');
    expect(codesOf(await call('CreateWorkspaces', again))).toEqual(['ResourceExists.WorkSpace']);
    clock.advance(5.1 * minute);
    expect(await stateOf(id)).toBe('TERMINATED');
    expect(codesOf(await call('CreateWorkspaces', again))).toEqual(['ResourceExists.WorkSpace']);
    clock.advance(0.5 * minute);
    expect(await stateOf(id)).toBeUndefined();
    expect(codesOf(await call('CreateWorkspaces', again))).toEqual(['ResourceExists.WorkSpace']);
    clock.advance(0.5 * minute);
    const [next] = idsOf((await call('CreateWorkspaces', again)).PendingRequests);
    expect(next).toMatch(/^ws-/);
    expect(next).not.toBe(id);
  });

  it('lists what can not be terminated and does the rest; asked again it changes nothing', async () => {
    const { call, standing, stateOf } = stand();
    const [a = '', b = ''] = await standing(['ada.berg', 'ben.berg']);
    const all = {
      TerminateWorkspaceRequests: [a, 'ws-000000000', b].map((WorkspaceId) => ({ WorkspaceId })),
    };
    const answer = await call('TerminateWorkspaces', all);
    expect(answer.FailedRequests).toEqual([
      expect.objectContaining({ WorkspaceId: 'ws-000000000', ErrorCode: 'ResourceNotFound.Workspace' }),
    ]);
    expect([await stateOf(a), await stateOf(b)]).toEqual(['TERMINATING', 'TERMINATING']);
    expect(codesOf(await call('TerminateWorkspaces', all))).toEqual(['ResourceNotFound.Workspace']);
  });

  it('ends a create that is under way', async () => {
    const { call, clock, stateOf } = stand();
    const created = await call('CreateWorkspaces', {
      Workspaces: [{ DirectoryId: directoryId, BundleId: bundleId, UserName: 'ada.berg' }],
    });
    const id = first(idsOf(created.PendingRequests));
    clock.advance(10 * minute);
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    clock.advance(60 * minute);
    expect(await stateOf(id)).toBeUndefined();
  });
});

describe('Rebuild', () => {
  it('reads REBUILDING for 20 minutes, gives a new address, keeps id, name and tags', async () => {
    const { call, clock, one, describe: look, stateOf } = stand();
    const id = await one('ada.berg', { Tags: [{ Key: 'a', Value: 'b' }] });
    clock.advance(31 * minute);
    const before = await look(id);
    const answer = await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(answer.FailedRequests).toEqual([]);
    clock.advance(19.9 * minute);
    expect(await stateOf(id)).toBe('REBUILDING');
    clock.advance(0.2 * minute);
    const after = await look(id);
    expect(after).toMatchObject({ State: 'AVAILABLE', ComputerName: before.ComputerName });
    expect(after.IpAddress).not.toBe(before.IpAddress);
    expect((await call('DescribeTags', { ResourceId: id })).TagList).toEqual([{ Key: 'a', Value: 'b' }]);
  });

  it('needs a snapshot of the user volume: none just after the create, none just after a rebuild', async () => {
    const { call, clock, standing, control } = stand();
    const [id = ''] = await standing(['ada.berg']); // 25 minutes after it stood
    const rebuild = () => call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(codesOf(await rebuild())).toEqual(['ResourceNotFound.Snapshot']);
    clock.advance(6 * minute);
    expect(codesOf(await rebuild())).toEqual([]);
    clock.advance(21 * minute);
    expect(codesOf(await rebuild())).toEqual(['ResourceNotFound.Snapshot']);
    control.snapshots({ workspaceId: id, takenAt: '2026-01-05T00:00:00Z' });
    expect(codesOf(await rebuild())).toEqual([]);
  });

  it('takes one desktop a call', async () => {
    const { call, standing } = stand();
    const ids = await standing(['ada.berg', 'ben.berg']);
    const fault = await refusal(
      call('RebuildWorkspaces', { RebuildWorkspaceRequests: ids.map((WorkspaceId) => ({ WorkspaceId })) }),
    );
    expect(fault.code).toBe('ValidationException');
  });

  it('fails for a user whom the directory no longer knows by this name', async () => {
    const { call, clock, one, control } = stand();
    const id = await one('ada.berg');
    clock.advance(31 * minute);
    control.user({ userName: 'Ada.Berg', exists: false });
    expect(
      codesOf(await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] })),
    ).toEqual(['InvalidUserConfiguration.Workspace']);
  });

  it('can end in ERROR on demand, and so can a create', async () => {
    const { call, clock, one, control, describe: look } = stand();
    const id = await one('ada.berg');
    clock.advance(31 * minute);
    control.addFault({
      operation: 'RebuildWorkspaces',
      kind: 'endsInError',
      code: 'InternalError',
      workspaceId: id,
    });
    await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] });
    clock.advance(21 * minute);
    expect(await look(id)).toMatchObject({ State: 'ERROR', ErrorCode: 'InternalError' });
    control.addFault({ operation: 'CreateWorkspaces', kind: 'endsInError', userName: 'ben.berg' });
    expect(await look(await one('ben.berg'))).toMatchObject({ State: 'ERROR', IpAddress: undefined });
  });
});

describe('Snapshots', () => {
  it('come 30 minutes after the desktop stands and every 12 hours, and 30 minutes after a rebuild', async () => {
    const { call, clock, one } = stand();
    const id = await one('ada.berg');
    const taken = async () => {
      const answer = await call('DescribeWorkspaceSnapshots', { WorkspaceId: id });
      expect(answer.RestoreSnapshots).toEqual(answer.RebuildSnapshots);
      return answer.RebuildSnapshots;
    };
    expect(await taken()).toEqual([]);
    clock.advance(6 * minute);
    const first = clock.now() - minute;
    expect(await taken()).toEqual([{ SnapshotTime: new Date(first) }]);
    clock.advance(12 * 60 * minute);
    expect(await taken()).toEqual([{ SnapshotTime: new Date(first + 12 * 60 * minute) }]);
    await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] });
    clock.advance(51 * minute);
    expect(await taken()).toEqual([{ SnapshotTime: new Date(clock.now() - minute) }]);
  });

  it('of an unknown desktop are refused', async () => {
    const fault = await refusal(stand().call('DescribeWorkspaceSnapshots', { WorkspaceId: 'ws-000000000' }));
    expect(fault.code).toBe('ResourceNotFoundException');
  });
});

describe('Reboot, stop and start', () => {
  it('take their time', async () => {
    const { call, clock, one, stateOf } = stand();
    const id = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'MANUAL' } });
    await call('RebootWorkspaces', { RebootWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(await stateOf(id)).toBe('REBOOTING');
    clock.advance(4 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
    await call('StopWorkspaces', { StopWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(await stateOf(id)).toBe('STOPPING');
    clock.advance(3 * minute);
    expect(await stateOf(id)).toBe('STOPPED');
    await call('StartWorkspaces', { StartWorkspaceRequests: [{ WorkspaceId: id }] });
    expect(await stateOf(id)).toBe('STARTING');
    clock.advance(1.6 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
  });

  it('an AutoStop desktop stops by itself an hour after the last user left', async () => {
    const { clock, one, stateOf, control } = stand();
    const id = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } });
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(180 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
    control.session({ workspaceId: id, action: 'disconnect' });
    clock.advance(62 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
    clock.advance(2 * minute);
    expect(await stateOf(id)).toBe('STOPPING');
  });
});
