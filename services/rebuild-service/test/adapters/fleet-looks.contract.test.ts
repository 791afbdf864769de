import { seededUserNames } from '@cleandesk/desktop-cloud';
import { parsePolicies } from '@cleandesk/policies';
import { expect, onTestFinished, test } from 'vitest';
import { type Cloud, directoryId, openCloud, order, spec } from './cloud.ts';
import { permitted } from './permitted.ts';

async function open(options?: Parameters<typeof openCloud>[0]): Promise<Cloud> {
  const cloud = await openCloud(options);
  onTestFinished(() => cloud.close());
  return cloud;
}

test('a look tells state, connection and policy, and which desktops are not there', async () => {
  const { fleet, desktops, clock, calls } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  const looks = await fleet.look([id, 'ws-notthere1']);
  expect(looks.get(id)).toMatchObject({
    at: clock.now(),
    extent: 'full',
    desktop: { workspaceId: id, directoryId, userName: 'ada.berg', state: 'AVAILABLE' },
    connection: { state: 'DISCONNECTED' },
    policy: { name: 'kiosks', strategy: 'recreate' },
  });
  expect(looks.get(id)?.connection?.lastConnectedAt).toBeUndefined();
  expect(looks.get('ws-notthere1')).toEqual({ at: clock.now(), extent: 'full', desktop: 'missing' });
  expect(calls().toSorted()).toEqual([
    'DescribeWorkspaces',
    'DescribeWorkspacesConnectionStatus',
    'GetResources',
  ]);
});

test('a user who is connected is seen', async () => {
  const { fleet, desktops, control, clock } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  control.session({ workspaceId: id, action: 'connect' });
  clock.advance(120_000);
  const look = (await fleet.look([id])).get(id);
  expect(look?.connection?.state).toBe('CONNECTED');
  expect(look?.connection?.lastConnectedAt).toBeGreaterThan(0);
});

test('a desktop that no policy matches has none', async () => {
  const { fleet, desktops } = await open();
  const [id = ''] = await desktops(['ada.berg'], { tags: {} });
  expect((await fleet.look([id])).get(id)?.policy).toBeUndefined();
});

test('tags are asked for one by one only where a policy selects by them', async () => {
  const policies = parsePolicies(
    JSON.stringify([
      { name: 'all', match: { directoryIds: [directoryId] }, strategy: 'rebuild', graceSeconds: 60 },
    ]),
  );
  const { fleet, desktops, calls } = await open({ policies });
  const [id = ''] = await desktops(['ada.berg']);
  expect((await fleet.look([id])).get(id)?.policy?.name).toBe('all');
  expect((await fleet.look([id], { exactTags: true })).get(id)?.policy?.name).toBe('all');
  expect(calls()).not.toContain('DescribeTags');
});

test('many desktops are looked at 25 a call', async () => {
  const { fleet, desktops, calls } = await open();
  const names = seededUserNames(50);
  const ids = [...(await desktops(names.slice(0, 25))), ...(await desktops(names.slice(25)))];
  expect((await fleet.look(ids)).size).toBe(50);
  expect(calls().filter((call) => call === 'DescribeWorkspaces')).toHaveLength(2);
});

test('an observation is one call and tells the state only', async () => {
  const { fleet, desktops, calls } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  const looks = await fleet.observe([id, 'ws-notthere1']);
  expect(looks.get(id)).toMatchObject({ extent: 'state', desktop: { state: 'AVAILABLE' } });
  expect(looks.get(id)?.connection).toBeUndefined();
  expect(looks.get('ws-notthere1')?.desktop).toBe('missing');
  expect(calls()).toEqual(['DescribeWorkspaces']);
});

test('who is to be reset goes first: looks and calls do, so does what a create waits for; what is being made can wait', async () => {
  const { fleet, desktops, ranks } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  await fleet.observe([id]);
  expect(ranks()).toEqual(['later']);
  await fleet.observe([id], { isAwaited: true });
  expect(ranks().splice(1)).toEqual(['first']);
  await fleet.look([id]);
  await fleet.reboot([id]);
  expect(ranks()).toEqual(['later', 'first', 'first', 'first']);
});

test('a look that AWS does not let us complete throws, since half a look decides nothing', async () => {
  const { fleet, desktops, fault } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  fault({ operation: 'DescribeWorkspacesConnectionStatus', kind: 'error', code: 'AccessDeniedException' });
  await expect(fleet.look([id])).rejects.toThrow('A fault was asked for');
  fault({ operation: 'DescribeWorkspaces', kind: 'throttle', times: 100 });
  await expect(fleet.look([id])).rejects.toThrow('throttled');
});

test('a user without a desktop has none, and one with a desktop has it whatever the letters', async () => {
  const { fleet, desktops } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  expect((await fleet.findOfUser({ directoryId, userName: 'ben.berg' })).desktop).toBeUndefined();
  expect(await fleet.findOfUser({ directoryId, userName: 'ADA.Berg' })).toMatchObject({
    desktop: { workspaceId: id },
    policy: { name: 'kiosks' },
  });
});

test('a desktop that an attempt of ours has made is known by its tag', async () => {
  const { fleet, desktops } = await open();
  await desktops(['ada.berg']);
  const found = await fleet.findOfUser({ directoryId, userName: 'ada.berg' });
  expect(found.attemptTag).toBe(order('ada.berg').attemptTag);
});

test('a desktop that goes away is found, without a policy', async () => {
  const { fleet, desktops } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  await fleet.terminate([id], permitted);
  const found = await fleet.findOfUser({ directoryId, userName: 'ada.berg' });
  expect(found.desktop?.state).toBe('TERMINATING');
  expect(found.policy).toBeUndefined();
});

test('a desktop made from an examined spec has the same spec', async () => {
  const { fleet, desktops, clock } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  const seen = (await fleet.look([id])).get(id)?.desktop;
  if (seen === undefined || seen === 'missing') throw new Error('It was just made');
  const examination = await fleet.examine(seen);
  expect(examination).toEqual({ creatable: true, spec });
  if (!examination.creatable) return;
  await fleet.terminate([id], permitted);
  clock.advance(3_600_000);
  const [made] = await fleet.create([{ ...order('ada.berg'), spec: examination.spec, attemptTag: 'second' }]);
  clock.advance(3_600_000);
  const next = (await fleet.findOfUser({ directoryId, userName: 'ada.berg' })).desktop;
  expect(made).toEqual({ kind: 'accepted', workspaceId: next?.workspaceId });
  if (next === undefined) throw new Error('It was just made');
  expect(await fleet.examine(next)).toEqual(examination);
});
