import { describe, expect, it } from 'vitest';
import { desktopStates } from '../../src/domain/workspaces/states.ts';
import { first, list, minute, refusal, stand } from './stand.ts';

const hour = 60 * minute;

/** A desktop that has had its first snapshots, and how it is asked for. */
async function snapped(made = stand()) {
  const id = await made.one('ada.berg');
  made.clock.advance(31 * minute);
  const snapshots = async () => {
    const answer = await made.call('DescribeWorkspaceSnapshots', { WorkspaceId: id });
    return [list(answer.RebuildSnapshots).length, list(answer.RestoreSnapshots).length];
  };
  return { ...made, id, snapshots, restore: () => made.call('RestoreWorkspace', { WorkspaceId: id }) };
}

describe('Restore', () => {
  it('reads RESTORING, keeps id, name, address and tags, and can be done again at once', async () => {
    const { clock, describe: look, id, restore, stateOf } = await snapped();
    const before = await look(id);
    expect(await restore()).toEqual({});
    clock.advance(19.9 * minute);
    expect(await stateOf(id)).toBe('RESTORING');
    clock.advance(0.2 * minute);
    expect(await look(id)).toEqual(before);
    expect(await restore()).toEqual({});
  });

  it('is allowed from AVAILABLE, ERROR, UNHEALTHY and STOPPED only', async () => {
    const { cloud, id, restore } = await snapped();
    const desktop = cloud.branch({ accountId: '000000000000', region: 'us-east-1' }).fleet.get(id);
    if (desktop === undefined) throw new Error('there is no desktop');
    const allowed: string[] = [];
    for (const state of desktopStates) {
      desktop.state = state;
      const answer = await restore().catch((fault: { code: string }) => fault.code);
      if (answer === 'OperationNotSupportedException') continue;
      allowed.push(state);
    }
    expect(allowed).toEqual(['AVAILABLE', 'UNHEALTHY', 'STOPPED', 'ERROR']);
  });

  it('needs snapshots of both volumes', async () => {
    const { one, call, clock, control } = stand();
    const id = await one('ada.berg');
    const restore = () => call('RestoreWorkspace', { WorkspaceId: id });
    expect((await refusal(restore())).code).toBe('OperationNotSupportedException');
    control.snapshots({ workspaceId: id, takenAt: clock.now() });
    expect(await restore()).toEqual({});
    clock.advance(21 * minute);
    control.snapshots({ workspaceId: id, takenAt: null });
    expect((await refusal(restore())).message).toContain('snapshots of both volumes');
  });

  it('of a desktop that nobody knows is refused', async () => {
    const { call } = stand();
    const fault = await refusal(call('RestoreWorkspace', { WorkspaceId: 'ws-000000000' }));
    expect(fault).toMatchObject({
      code: 'ResourceNotFoundException',
      fields: { ResourceId: 'ws-000000000' },
    });
  });

  it('can end in ERROR, and is restored from there', async () => {
    const { control, clock, describe: look, id, restore, stateOf } = await snapped();
    control.addFault({ operation: 'RestoreWorkspace', kind: 'endsInError', code: 'VolumeLost' });
    await restore();
    clock.advance(21 * minute);
    expect(await look(id)).toMatchObject({ State: 'ERROR', ErrorCode: 'VolumeLost' });
    await restore();
    clock.advance(21 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
  });
});

describe('Snapshots for a restore', () => {
  it('are taken only while the desktop is healthy; those for a rebuild whatever its health', async () => {
    const { call, clock, control, id } = await snapped();
    const times = async () => {
      const answer = await call('DescribeWorkspaceSnapshots', { WorkspaceId: id });
      return [answer.RebuildSnapshots, answer.RestoreSnapshots].map((one) => first(list(one)).SnapshotTime);
    };
    const [rebuild, restore] = await times();
    expect(rebuild).toEqual(restore);
    control.desktop(id, { state: 'UNHEALTHY' });
    clock.advance(12 * hour);
    const later = await times();
    expect(later[1]).toEqual(restore);
    expect(later[0]).not.toEqual(rebuild);
  });

  it('are gone after a rebuild, as both volumes are new ones', async () => {
    const { call, clock, id, snapshots } = await snapped();
    expect(await snapshots()).toEqual([1, 1]);
    await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] });
    clock.advance(21 * minute);
    expect(await snapshots()).toEqual([0, 0]);
    clock.advance(30 * minute);
    expect(await snapshots()).toEqual([1, 1]);
  });

  it('are not taken when a fault says so, twelve hours long', async () => {
    const made = stand();
    made.control.addFault({ operation: 'Snapshot', kind: 'noSnapshot', userName: 'Ada.Berg' });
    const { clock, snapshots } = await snapped(made);
    expect(await snapshots()).toEqual([0, 0]);
    clock.advance(12 * hour);
    expect(await snapshots()).toEqual([1, 1]);
  });
});
