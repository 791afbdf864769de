import { describe, expect, it } from 'vitest';
import { windowAfter } from '../../src/workspaces/desktops/maintenance-windows.ts';
import { minute, stand } from './stand.ts';

const hour = 60 * minute;
const day = 24 * hour;
const settings = { throttle: { enabled: false }, maintenance: true };
const home = { accountId: '000000000000', region: 'us-east-1' };

const windowsIn = (region: string, from: string, count: number) => {
  let at = Date.parse(from);
  return Array.from({ length: count }, () => {
    const window = windowAfter(at, region);
    at = window.opensAt;
    return [new Date(at).toISOString(), window.isAlwaysOn, window.autoStopDay];
  });
};

describe('Windows', () => {
  it('open at midnight of the Region: Sundays, and a fortnight from the third Monday', () => {
    expect(windowsIn('us-east-1', '2026-01-05T08:00:00Z', 4)).toEqual([
      ['2026-01-11T05:00:00.000Z', true, undefined],
      ['2026-01-18T05:00:00.000Z', true, undefined],
      ['2026-01-19T05:00:00.000Z', false, 0],
      ['2026-01-20T05:00:00.000Z', false, 1],
    ]);
  });

  it('the fortnight reaches into the next month, and a change of the clocks moves nothing', () => {
    // The third Monday of March 2026 is the 16th, and clocks change in Berlin on the 29th.
    const windows = windowsIn('eu-central-1', '2026-03-15T00:00:00Z', 15);
    expect(windows[0]).toEqual(['2026-03-15T23:00:00.000Z', false, 0]);
    expect(windows[13]).toEqual(['2026-03-28T23:00:00.000Z', true, 13]);
    expect(windows[14]).toEqual(['2026-04-04T22:00:00.000Z', true, undefined]);
    expect(windowsIn('xx-test-1', '2026-11-30T00:00:00Z', 1)).toEqual([
      ['2026-12-06T00:00:00.000Z', true, undefined],
    ]);
    expect(windowsIn('ap-northeast-1', '2026-02-28T00:00:00Z', 2)).toEqual([
      ['2026-02-28T15:00:00.000Z', true, 13],
      ['2026-03-07T15:00:00.000Z', true, undefined],
    ]);
  });
});

describe('Maintenance', () => {
  it('takes an AlwaysOn desktop on Sunday, closes its session, and gives it back', async () => {
    const { clock, control, one, stateOf } = stand({ settings });
    const id = await one('ada.berg');
    clock.advanceTo(Date.UTC(2026, 0, 11, 4, 59));
    control.session({ workspaceId: id, action: 'connect' });
    expect(await stateOf(id)).toBe('AVAILABLE');
    clock.advance(2 * minute);
    expect(await stateOf(id)).toBe('MAINTENANCE');
    expect(control.oneDesktop(id).session).toBeNull();
    expect(() => control.session({ workspaceId: id, action: 'connect' })).toThrow('MAINTENANCE');
    clock.advance(30 * minute);
    expect(await stateOf(id)).toBe('AVAILABLE');
    clock.advance(7 * day - 30 * minute);
    expect(await stateOf(id)).toBe('MAINTENANCE');
  });

  it('starts a stopped AutoStop desktop once a month, and stops it again', async () => {
    const { clock, control, one, stateOf } = stand({ settings });
    const id = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } });
    clock.advanceTo(Date.UTC(2026, 1, 28));
    const states = control.oneDesktop(id).history.map(({ at, state }) => `${at.slice(5, 10)} ${state}`);
    expect(states).toEqual([
      '01-05 PENDING',
      '01-05 AVAILABLE',
      '01-05 STOPPING',
      '01-05 STOPPED',
      '01-20 MAINTENANCE',
      '01-20 STOPPED',
      '02-17 MAINTENANCE',
      '02-17 STOPPED',
    ]);
    expect(await stateOf(id)).toBe('STOPPED');
  });

  it('spares Manual desktops, those under the administrator, and AutoStop ones of a directory without it', async () => {
    const { clock, call, cloud, control, one } = stand({ settings });
    const manual = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'MANUAL' } });
    const kept = await one('ben.berg');
    await call('ModifyWorkspaceState', { WorkspaceId: kept, WorkspaceState: 'ADMIN_MAINTENANCE' });
    const without = await one('cleo.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } });
    const { directories } = cloud.branch(home);
    for (const directory of directories.values()) {
      const { registration } = directory;
      const creationProperties = { ...registration.creationProperties, EnableMaintenanceMode: false };
      const changed = { ...directory, registration: { ...registration, creationProperties } };
      directories.put(directory.directoryId, changed);
    }
    clock.advance(60 * day);
    for (const id of [manual, kept, without]) {
      expect(control.oneDesktop(id).history.map(({ state }) => state)).not.toContain('MAINTENANCE');
    }
  });

  it('comes only when the setting says so, and no more when it says no', async () => {
    const { clock, control, one } = stand();
    const id = await one('ada.berg');
    const count = () => control.oneDesktop(id).history.filter(({ state }) => state === 'MAINTENANCE').length;
    clock.advance(30 * day);
    expect(count()).toBe(0);
    control.settings({ maintenance: true });
    control.settings({ emptyFirstPages: false });
    clock.advance(14 * day);
    expect(count()).toBe(2);
    control.settings({ maintenance: false });
    clock.advance(30 * day);
    expect(count()).toBe(2);
  });

  it('has a calendar as fast as the rest of WorkSpaces', async () => {
    const { clock, control, one } = stand({ settings, speed: 60 });
    const id = await one('ada.berg');
    clock.advance((3 * day) / 60);
    control.settings({ emptyFirstPages: false });
    clock.advance((18 * day) / 60);
    expect(control.oneDesktop(id).history.filter(({ state }) => state === 'MAINTENANCE')).toHaveLength(3);
  });
});
