import { expect, it } from 'vitest';
import { codesOf, minute, stand } from './stand.ts';

const place = { accountId: '000000000000', region: 'us-east-1' };

it('while an image is made of a desktop nobody can use or terminate it; then it is available again', async () => {
  const { call, clock, cloud, control, one, stateOf } = stand();
  const id = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } });
  const { lifecycle, fleet } = cloud.branch(place);
  const desktop = fleet.get(id);
  if (desktop === undefined) throw new Error('there is no desktop');
  control.session({ workspaceId: id, action: 'connect' });
  lifecycle.suspend(desktop);
  expect(await stateOf(id)).toBe('SUSPENDED');
  expect(desktop.session).toBeUndefined();
  expect(() => control.session({ workspaceId: id, action: 'connect' })).toThrow('SUSPENDED');
  const terminate = { TerminateWorkspaceRequests: [{ WorkspaceId: id }] };
  expect(codesOf(await call('TerminateWorkspaces', terminate))).toEqual(['InvalidState.Workspace']);
  clock.advance(90 * minute);
  expect(await stateOf(id)).toBe('SUSPENDED');
  lifecycle.resume(desktop);
  expect(await stateOf(id)).toBe('AVAILABLE');
  clock.advance(70 * minute);
  expect(await stateOf(id)).toBe('STOPPED');
});

it('a desktop that was put into another state meanwhile stays there', async () => {
  const { cloud, control, one, stateOf } = stand();
  const id = await one('ada.berg');
  const { lifecycle, fleet } = cloud.branch(place);
  const desktop = fleet.get(id);
  if (desktop === undefined) throw new Error('there is no desktop');
  lifecycle.suspend(desktop);
  control.desktop(id, { state: 'ERROR' });
  lifecycle.resume(desktop);
  expect(await stateOf(id)).toBe('ERROR');
});
