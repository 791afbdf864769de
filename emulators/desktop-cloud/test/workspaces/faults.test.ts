import { describe, expect, it } from 'vitest';
import { BrokenAnswer } from '../../src/calls.ts';
import {
  bundleId,
  codesOf,
  directoryId,
  first,
  idsOf,
  list,
  minute,
  refusal,
  type Stand,
  stand,
} from './stand.ts';

const hour = 60 * minute;
const second = 'd-9067000002';

const change = ({ call }: Stand, verb: string, WorkspaceId: string) =>
  call(`${verb}Workspaces`, { [`${verb}WorkspaceRequests`]: [{ WorkspaceId }] });

describe('staysIn', () => {
  it.each([
    ['Rebuild', 'REBUILDING', 'AVAILABLE'],
    ['Reboot', 'REBOOTING', 'AVAILABLE'],
    ['Stop', 'STOPPING', 'STOPPED'],
    ['Terminate', 'TERMINATING', 'TERMINATED'],
  ])('%s keeps the desktop %s until the fault is cleared', async (verb, during, after) => {
    const made = stand();
    const { clock, control, one, stateOf } = made;
    const id = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'MANUAL' } });
    clock.advance(31 * minute);
    control.addFault({ operation: `${verb}Workspaces`, kind: 'staysIn', workspaceId: id });
    expect(codesOf(await change(made, verb, id))).toEqual([]);
    clock.advance(30 * hour);
    expect(await stateOf(id)).toBe(during);
    control.clearFaults();
    clock.advance(0);
    expect(await stateOf(id)).toBe(after);
  });

  it('is over for a desktop that is forced, or that is asked for something else', async () => {
    const made = stand();
    const { clock, control, standing, stateOf } = made;
    const [a = '', b = ''] = await standing(['ada.berg', 'ben.berg']);
    control.addFault({ operation: 'RebootWorkspaces', kind: 'staysIn', times: 2 });
    for (const id of [a, b]) await change(made, 'Reboot', id);
    clock.advance(hour);
    control.desktop(a, { state: 'ERROR' });
    await change(made, 'Reboot', b);
    clock.advance(hour);
    expect([await stateOf(a), await stateOf(b)]).toEqual(['ERROR', 'AVAILABLE']);
    control.clearFaults();
    clock.advance(hour);
    expect([await stateOf(a), await stateOf(b)]).toEqual(['ERROR', 'AVAILABLE']);
  });

  it('of a second reboot outlasts the end of the first', async () => {
    const made = stand();
    const { clock, control, one, stateOf } = made;
    const id = await one('ada.berg');
    await change(made, 'Reboot', id);
    control.addFault({ operation: 'RebootWorkspaces', kind: 'staysIn' });
    await change(made, 'Reboot', id);
    clock.advance(hour);
    expect(await stateOf(id)).toBe('REBOOTING');
  });

  it('is taken away for one user, and the others stay where they are', async () => {
    const made = stand();
    const { call, clock, control, stateOf } = made;
    control.addFault({ operation: 'CreateWorkspaces', kind: 'staysIn', times: 2 });
    const Workspaces = ['ada.berg', 'ben.berg'].map((UserName) => ({
      DirectoryId: directoryId,
      BundleId: bundleId,
      UserName,
    }));
    const [a = '', b = ''] = idsOf((await call('CreateWorkspaces', { Workspaces })).PendingRequests);
    clock.advance(5 * hour);
    control.clearFaults('Ada.Berg');
    clock.advance(0);
    expect([await stateOf(a), await stateOf(b)]).toEqual(['AVAILABLE', 'PENDING']);
  });

  it('keeps a change of properties from ending, also across what else happens', async () => {
    const { call, clock, control, one, describe: look } = stand();
    const WorkspaceId = await one('ada.berg');
    control.addFault({ operation: 'ModifyWorkspaceProperties', kind: 'staysIn' });
    const modify = (WorkspaceProperties: object) =>
      call('ModifyWorkspaceProperties', { WorkspaceId, WorkspaceProperties });
    await modify({ UserVolumeSizeGib: 100 });
    clock.advance(48 * hour);
    const under = [{ Resource: 'USER_VOLUME', State: 'UPDATE_IN_PROGRESS' }];
    expect(await look(WorkspaceId)).toMatchObject({ ModificationStates: under });
    expect((await refusal(modify({ RunningMode: 'AUTO_STOP' }))).code).toBe('OperationInProgressException');
    control.clearFaults();
    clock.advance(0);
    expect(await look(WorkspaceId)).toMatchObject({
      ModificationStates: [],
      WorkspaceProperties: { UserVolumeSizeGib: 100 },
    });
  });
});

describe('Faults that are cleared', () => {
  it('hurry nothing that they did not keep', async () => {
    const made = stand();
    const { call, clock, control, one, describe: look, stateOf } = made;
    const WorkspaceId = await one('ada.berg');
    await call('ModifyWorkspaceProperties', { WorkspaceId, WorkspaceProperties: { UserVolumeSizeGib: 100 } });
    const other = await one('ben.berg');
    await call('ModifyWorkspaceProperties', {
      WorkspaceId: other,
      WorkspaceProperties: { UserVolumeSizeGib: 100 },
    });
    await change(made, 'Stop', WorkspaceId);
    control.clearFaults();
    clock.advance(0);
    const ModificationStates = [{ Resource: 'USER_VOLUME', State: 'UPDATE_INITIATED' }];
    expect(await look(other)).toMatchObject({ ModificationStates });
    expect(await stateOf(WorkspaceId)).toBe('AVAILABLE');
  });
});

describe('directoryUnavailable', () => {
  it('refuses every call about it, and items one by one; the other directory goes on', async () => {
    const made = stand();
    const { call, control, one } = made;
    const here = await one('ada.berg');
    const there = await one('ada.berg', { DirectoryId: second });
    control.addFault({ operation: '*', kind: 'directoryUnavailable', directoryId, times: 100 });
    for (const [operation, input] of [
      ['DescribeWorkspaces', { DirectoryId: directoryId }],
      ['DescribeWorkspaces', { WorkspaceIds: [there, here] }],
      ['ModifyWorkspaceState', { WorkspaceId: here, WorkspaceState: 'ADMIN_MAINTENANCE' }],
    ] as const) {
      expect((await refusal(call(operation, input))).code).toBe('ResourceUnavailableException');
    }
    const Workspaces = [directoryId, second].map((DirectoryId) => ({
      DirectoryId,
      BundleId: bundleId,
      UserName: 'ben.berg',
    }));
    const made2 = await call('CreateWorkspaces', { Workspaces });
    expect(codesOf(made2)).toEqual(['ResourceUnavailable.Directory']);
    expect(list(made2.PendingRequests)).toMatchObject([{ DirectoryId: second }]);
    expect(codesOf(await change(made, 'Reboot', here))).toEqual(['ResourceUnavailable.Directory']);
    expect(codesOf(await change(made, 'Reboot', there))).toEqual([]);
    expect(list((await call('DescribeWorkspaces', { DirectoryId: second })).Workspaces)).toHaveLength(1);
  });

  it('is the only kind that is for whatever is called', () => {
    const { control } = stand();
    expect(() => control.addFault({ operation: '*', kind: 'throttle' })).toThrow('operation');
  });
});

describe('Whom a fault meets', () => {
  it('the users and directories of desktops that a call names by their ids', async () => {
    const made = stand();
    const { call, control, standing, one } = made;
    const [a = '', b = ''] = await standing(['ada.berg', 'ben.berg']);
    const c = await one('ada.berg', { DirectoryId: second });
    control.addFault({ operation: 'StopWorkspaces', kind: 'throttle', userName: 'BEN.berg' });
    control.addFault({
      operation: 'RebootWorkspaces',
      kind: 'failedRequest',
      directoryId: second,
      code: 'Now',
    });
    expect(codesOf(await change(made, 'Stop', a))).toEqual(['InvalidRunningMode.Workspace']);
    expect((await refusal(change(made, 'Stop', b))).code).toBe('ThrottlingException');
    const RebootWorkspaceRequests = [a, b, c].map((WorkspaceId) => ({ WorkspaceId }));
    const answer = await call('RebootWorkspaces', { RebootWorkspaceRequests });
    expect(list(answer.FailedRequests)).toMatchObject([{ WorkspaceId: c, ErrorCode: 'Now' }]);
  });

  it('the events of a directory, also those that name only a desktop', async () => {
    const made = stand();
    const { clock, control, events, one } = made;
    const a = await one('ada.berg');
    const b = await one('ada.berg', { DirectoryId: second });
    const fault = { kind: 'dropEvent', directoryId: second };
    control.addFault({ operation: 'RebootWorkspaces', ...fault });
    control.addFault({ operation: 'WorkSpacesAccess', ...fault });
    for (const workspaceId of [a, b]) control.session({ workspaceId, action: 'connect' });
    for (const id of [a, b]) await change(made, 'Reboot', id);
    events.length = 0;
    clock.advance(5 * minute);
    expect(events.map(({ detailType }) => detailType)).toEqual([
      'WorkSpaces Access',
      'AWS API Call via CloudTrail',
    ]);
    expect(JSON.stringify(events)).not.toContain(b);
  });
});

describe('Events', () => {
  it.each([
    ['ModifyWorkspaceState', { WorkspaceState: 'ADMIN_MAINTENANCE' }],
    ['ModifyWorkspaceProperties', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } }],
  ])('of %s can be doubled, as of every call that changes something', async (operation, input) => {
    const { call, clock, control, events, one } = stand();
    const WorkspaceId = await one('ada.berg');
    events.length = 0;
    control.addFault({ operation, kind: 'doubleEvent', workspaceId: WorkspaceId });
    await call(operation, { WorkspaceId, ...input });
    clock.advance(2 * minute);
    expect(events).toHaveLength(2);
  });

  it('of a call that only reads there are none', () => {
    const { control } = stand();
    expect(() => control.addFault({ operation: 'DescribeWorkspaces', kind: 'dropEvent' })).toThrow(
      'TerminateWorkspaces',
    );
  });
});

describe('A connection that breaks', () => {
  it('cutBefore: it never happens; cut and halfAnswer: it does', async () => {
    const { call, cloud, control, one, stateOf } = stand();
    const id = await one('ada.berg');
    const api = cloud.apis.get('WorkspacesService');
    if (api === undefined) throw new Error('WorkSpaces is not there');
    const set = (kind: string, WorkspaceState: string) => {
      control.addFault({ operation: 'ModifyWorkspaceState', kind, directoryId });
      return cloud.call(api, 'ModifyWorkspaceState', () => ({ WorkspaceId: id, WorkspaceState }));
    };
    expect(await set('cutBefore', 'ADMIN_MAINTENANCE')).toEqual(new BrokenAnswer());
    expect(await stateOf(id)).toBe('AVAILABLE');
    expect(await set('cut', 'ADMIN_MAINTENANCE')).toEqual(new BrokenAnswer());
    expect(await stateOf(id)).toBe('ADMIN_MAINTENANCE');
    expect(await set('halfAnswer', 'AVAILABLE')).toEqual(new BrokenAnswer({ result: {} }));
    expect(await stateOf(id)).toBe('AVAILABLE');
    expect(first(cloud.ledger.list().filter(({ outcome }) => outcome === 'hung'))).toMatchObject({
      operation: 'ModifyWorkspaceState',
    });
    await call('DescribeWorkspaces');
  });
});
