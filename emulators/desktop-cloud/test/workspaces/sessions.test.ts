import { describe, expect, it } from 'vitest';
import { workspacesAccess } from './access-event.ts';
import { directoryId, minute, stand } from './stand.ts';

describe('A user comes', () => {
  it('the connection reads CONNECTED at the next check, and an Access event tells of the login', async () => {
    const { clock, one, control, connection, events, counted } = stand();
    const id = await one('ada.berg');
    expect(await connection(id)).toEqual({
      WorkspaceId: id,
      ConnectionState: 'DISCONNECTED',
      ConnectionStateCheckTimestamp: expect.any(Date),
      LastKnownUserConnectionTimestamp: undefined,
    });
    clock.advance(10_000);
    const login = clock.now();
    control.session({ workspaceId: id, action: 'connect' });
    expect(await connection(id)).toMatchObject({ ConnectionState: 'DISCONNECTED' });
    clock.advance(minute);
    expect(await connection(id)).toMatchObject({
      ConnectionState: 'CONNECTED',
      LastKnownUserConnectionTimestamp: new Date(login),
    });
    const told = events.filter((event) => event.detailType === 'WorkSpaces Access');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ source: 'aws.workspaces', time: login + 15_000, resources: [] });
    expect(workspacesAccess.parse(told[0]?.detail)).toMatchObject({
      loginTime: new Date(login).toISOString(),
      directoryId: `domain/${directoryId}`,
      workspaceId: id,
    });
    clock.advance(5 * minute);
    expect([counted('ConnectionAttempt', id), counted('ConnectionSuccess', id)]).toEqual([1, 1]);
  });

  it('a stopped AutoStop desktop resumes first; a stopped Manual one lets nobody in', async () => {
    const { clock, one, control, stateOf, events, connection } = stand();
    const id = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } });
    clock.advance(120 * minute);
    expect(await stateOf(id)).toBe('STOPPED');
    expect(await connection(id)).toMatchObject({ ConnectionState: 'UNKNOWN' });
    control.session({ workspaceId: id, action: 'connect' });
    expect(await stateOf(id)).toBe('STARTING');
    clock.advance(2 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
    expect(events.filter((event) => event.detailType === 'WorkSpaces Access')).toHaveLength(1);

    const manual = await one('ben.berg', { WorkspaceProperties: { RunningMode: 'MANUAL' } });
    control.desktop(manual, { state: 'STOPPED' });
    expect(() => control.session({ workspaceId: manual, action: 'connect' })).toThrow('STOPPED');
  });

  it('nobody logs in to a desktop that is not available', async () => {
    const { one, control } = stand();
    const id = await one('ada.berg');
    control.desktop(id, { state: 'ADMIN_MAINTENANCE' });
    expect(() => control.session({ workspaceId: id, action: 'connect' })).toThrow('ADMIN_MAINTENANCE');
  });
});

describe('A user goes', () => {
  it('SessionDisconnect carries the start of its 5 minutes and comes at their end, once per dimension', async () => {
    const { clock, one, control, metrics } = stand();
    const id = await one('ada.berg');
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(20 * minute);
    metrics.length = 0;
    const start = Math.floor(clock.now() / (5 * minute)) * 5 * minute;
    clock.advanceTo(start + 2 * minute);
    control.session({ workspaceId: id, action: 'disconnect' });
    clock.advanceTo(start + 5 * minute - 1);
    expect(metrics).toEqual([]);
    clock.advance(1);
    const datum = {
      namespace: 'AWS/WorkSpaces',
      name: 'SessionDisconnect',
      timestamp: start,
      value: 1,
      unit: 'Count',
    };
    expect(metrics).toEqual([
      { ...datum, dimensions: { WorkspaceId: id } },
      { ...datum, dimensions: { DirectoryId: directoryId } },
    ]);
  });

  it('without a session there is nothing to close', async () => {
    const { one, control } = stand();
    const id = await one('ada.berg');
    expect(() => control.session({ workspaceId: id, action: 'disconnect' })).toThrow('Nobody is connected');
    expect(() => control.session({ workspaceId: id, action: 'drop' })).toThrow('Nobody is connected');
    expect(() => control.session({ workspaceId: 'ws-000000000', action: 'drop' })).toThrow('no desktop');
  });

  it('a dropped connection reads CONNECTED for 20 minutes more; only then it counts as a disconnect', async () => {
    const { clock, one, control, connection, counted } = stand();
    const id = await one('ada.berg');
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(minute);
    control.session({ workspaceId: id, action: 'drop' });
    clock.advance(19 * minute);
    expect(await connection(id)).toMatchObject({ ConnectionState: 'CONNECTED' });
    clock.advance(7 * minute);
    expect(await connection(id)).toMatchObject({ ConnectionState: 'DISCONNECTED' });
    expect(counted('SessionDisconnect', id)).toBe(1);
  });

  it('who comes back after a drop in time never left', async () => {
    const { clock, one, control, connection, counted } = stand();
    const id = await one('ada.berg');
    for (const action of ['connect', 'drop', 'connect']) {
      control.session({ workspaceId: id, action });
      clock.advance(minute);
    }
    clock.advance(30 * minute);
    expect(await connection(id)).toMatchObject({ ConnectionState: 'CONNECTED' });
    expect(counted('SessionDisconnect', id)).toBe(0);
  });

  it.each([
    ['TerminateWorkspaces', 'TerminateWorkspaceRequests'],
    ['RebuildWorkspaces', 'RebuildWorkspaceRequests'],
  ])('%s closes the session, and that counts as a disconnect too', async (operation, member) => {
    const { call, clock, one, control, counted, connection } = stand();
    const id = await one('ada.berg');
    control.snapshots({ workspaceId: id, takenAt: clock.now() });
    control.session({ workspaceId: id, action: 'connect' });
    await call(operation, { [member]: [{ WorkspaceId: id }] });
    clock.advance(minute);
    expect(await connection(id)).toMatchObject({ ConnectionState: 'UNKNOWN' });
    clock.advance(4 * minute);
    expect(counted('SessionDisconnect', id)).toBe(1);
  });

  it('a connection that failed counts as a disconnect, without a login', async () => {
    const { clock, one, control, counted, connection, events } = stand();
    const id = await one('ada.berg');
    control.session({ workspaceId: id, action: 'fail' });
    clock.advance(6 * minute);
    expect([counted('ConnectionFailure', id), counted('SessionDisconnect', id)]).toEqual([1, 1]);
    expect((await connection(id)).LastKnownUserConnectionTimestamp).toBeUndefined();
    expect(events.filter((event) => event.detailType === 'WorkSpaces Access')).toEqual([]);
  });
});

describe('What the check saw', () => {
  it('can lag as far as a test wants', async () => {
    const { clock, one, control, connection } = stand();
    const id = await one('ada.berg');
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(minute);
    control.settings({ connectionCheckSeconds: 3600 });
    control.session({ workspaceId: id, action: 'disconnect' });
    const seen = await connection(id);
    expect(seen).toMatchObject({ ConnectionState: 'CONNECTED' });
    clock.advance(50 * minute);
    expect(await connection(id)).toEqual(seen);
    clock.advance(11 * minute);
    expect(await connection(id)).toMatchObject({ ConnectionState: 'DISCONNECTED' });
  });

  it('never goes back in time when the speed changes', async () => {
    const { clock, cloud, one, connection } = stand({ speed: 10 });
    const id = await one('ada.berg');
    let last = 0;
    for (const speed of [1, 200, 3, 0.5, 60]) {
      cloud.setSpeed(speed);
      clock.advance(7_000);
      const { ConnectionStateCheckTimestamp: checked } = await connection(id);
      const at = checked instanceof Date ? checked.getTime() : 0;
      expect(at).toBeGreaterThanOrEqual(last);
      last = at;
    }
  });

  it('the last known connection can be the last moment seen instead of the login', async () => {
    const { clock, one, control, connection } = stand();
    const id = await one('ada.berg');
    control.settings({ lastKnownConnection: 'seen' });
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(10 * minute);
    const during = await connection(id);
    expect(during.LastKnownUserConnectionTimestamp).toEqual(during.ConnectionStateCheckTimestamp);
    const left = clock.now();
    control.session({ workspaceId: id, action: 'disconnect' });
    clock.advance(10 * minute);
    expect(await connection(id)).toMatchObject({ LastKnownUserConnectionTimestamp: new Date(left) });
  });
});

describe('The interval of a datapoint', () => {
  it.each([
    [1, 300_000],
    [60, 5_000],
    [120, 3_000],
    [1_200, 1_000],
  ])('at speed %d is %d ms: whole seconds, as CloudWatch keeps them', async (speed, interval) => {
    const { clock, one, control, metrics } = stand({ speed });
    const id = await one('ada.berg');
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(1_000_000);
    metrics.length = 0;
    clock.advanceTo(Math.ceil(clock.now() / interval) * interval + 10);
    const start = clock.now() - 10;
    control.session({ workspaceId: id, action: 'disconnect' });
    clock.advance(interval);
    expect(metrics[0]).toMatchObject({ name: 'SessionDisconnect', timestamp: start });
  });
});
