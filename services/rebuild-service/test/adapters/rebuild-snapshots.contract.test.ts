import { expect, onTestFinished, test } from 'vitest';
import { type Cloud, openCloud } from './cloud.ts';
import { permitted } from './permitted.ts';

const minute = 60_000;
const hour = 60 * minute;

async function open(): Promise<Cloud> {
  const cloud = await openCloud();
  onTestFinished(() => cloud.close());
  return cloud;
}

test('a desktop has no snapshot while it is new, nor right after a rebuild', async () => {
  const { fleet, desktops, clock } = await open();
  const asked = clock.now();
  const [id = ''] = await desktops(['ada.berg']);
  expect(await fleet.snapshotOf(id)).toEqual({});
  clock.advance(30 * minute);
  // Ready after 40 minutes, and half an hour from then to the first snapshot.
  expect((await fleet.snapshotOf(id)).rebuildFrom).toBe(asked + 70 * minute);
  await fleet.rebuild(id, permitted);
  clock.advance(25 * minute);
  expect(await fleet.snapshotOf(id)).toEqual({});
});

test('a rebuild starts from the newest snapshot, which AWS takes every 12 hours', async () => {
  const { fleet, desktops, clock, calls } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  clock.advance(30 * minute);
  const { rebuildFrom: first = 0 } = await fleet.snapshotOf(id);
  expect(calls()).toEqual(['DescribeWorkspaceSnapshots']);
  expect(clock.now() - first).toBeLessThan(30 * minute);
  clock.advance(12 * hour);
  expect(await fleet.snapshotOf(id)).toEqual({ rebuildFrom: first + 12 * hour });
});

test('what AWS does not tell is not taken for no snapshot', async () => {
  const { fleet, desktops, fault } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  await expect(fleet.snapshotOf('ws-notthere1')).rejects.toThrow('could not be found');
  fault({ operation: 'DescribeWorkspaceSnapshots', kind: 'error', code: 'AccessDeniedException' });
  await expect(fleet.snapshotOf(id)).rejects.toThrow('A fault was asked for');
});

test('a throttled question is asked again', async () => {
  const { fleet, desktops, fault, calls } = await open();
  const [id = ''] = await desktops(['ada.berg']);
  fault({ operation: 'DescribeWorkspaceSnapshots', kind: 'throttle', times: 2 });
  expect(await fleet.snapshotOf(id)).toEqual({});
  expect(calls()).toHaveLength(3);
});
