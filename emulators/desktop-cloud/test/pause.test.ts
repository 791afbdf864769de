import { expect, it } from 'vitest';
import { minute, stand } from './workspaces/stand.ts';

it('a pause holds what is under way; afterwards it goes the rest of its road', async () => {
  const { cloud, clock, one, call, stateOf } = stand();
  const id = await one('ada.berg', { WorkspaceProperties: { RunningMode: 'AUTO_STOP' } });
  await call('RebootWorkspaces', { RebootWorkspaceRequests: [{ WorkspaceId: id }] });
  clock.advance(minute);
  cloud.setSpeed(0);
  clock.advance(24 * 60 * minute);
  expect(await stateOf(id)).toBe('REBOOTING');
  cloud.setSpeed(1);
  clock.advance(2 * minute - 1);
  expect(await stateOf(id)).toBe('REBOOTING');
  clock.advance(1);
  expect(await stateOf(id)).toBe('AVAILABLE');
});
