import { expect, it } from 'vitest';
import { minute, refusal, stand } from './stand.ts';

it('Every change of state is told, with the session that stood until then', async () => {
  const { call, clock, control, one } = stand();
  const id = await one('ada.berg');
  clock.advance(40 * minute);
  control.session({ workspaceId: id, action: 'connect' });
  const since = new Date(clock.now()).toISOString();
  clock.advance(minute);
  const at = new Date(clock.now()).toISOString();
  await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] });
  clock.advance(30 * minute);
  await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
  clock.advance(30 * minute);
  const { moves, missed, total } = control.moves(0);
  expect(moves.map(({ state }) => state)).toEqual([
    'PENDING',
    'AVAILABLE',
    'REBUILDING',
    'AVAILABLE',
    'TERMINATING',
    'TERMINATED',
  ]);
  expect([missed, total]).toEqual([0, 6]);
  const desktop = { workspaceId: id, userName: 'ada.berg', directoryId: 'd-9067000001' };
  expect(moves[2]).toEqual({ ...desktop, at, state: 'REBUILDING', session: { since, droppedAt: null } });
  expect(moves[4]).toMatchObject({ ...desktop, session: null });
  expect(control.moves(5).moves).toEqual(moves.slice(5));
  expect(control.moves(99)).toEqual({ moves: [], missed: 0, total: 6 });
});

it('Calls are told from where one has read them; of many only the last ones are remembered', async () => {
  const { call, control } = stand();
  await call('DescribeWorkspaces');
  await refusal(call('DescribeTags', { ResourceId: 'ws-000000000' }));
  expect(control.calls(1)).toMatchObject({
    calls: [{ operation: 'DescribeTags', outcome: 'refused' }],
    missed: 0,
    total: 2,
  });
  for (let n = 0; n < 11_000; n += 1) await call('DescribeWorkspaces');
  const { calls, missed, total } = control.calls(1);
  expect(total).toBe(11_002);
  expect(calls.length + missed).toBe(11_001);
  expect(calls.length).toBeGreaterThanOrEqual(10_000);
});
