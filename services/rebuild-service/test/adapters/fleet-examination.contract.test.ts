import type { DesktopSpec } from '@cleandesk/contracts';
import { seededUserNames } from '@cleandesk/desktop-cloud';
import { expect, onTestFinished, test } from 'vitest';
import type { SeenDesktop } from '../../src/domain/signals.ts';
import { type Cloud, directoryId, openCloud, spec } from './cloud.ts';

async function open(change?: Partial<DesktopSpec>): Promise<Cloud & { seen: SeenDesktop }> {
  const cloud = await openCloud();
  onTestFinished(() => cloud.close());
  await cloud.desktops(['ada.berg', 'ben.berg'], change);
  const seen = (await cloud.fleet.findOfUser({ directoryId, userName: 'ada.berg' })).desktop;
  if (seen === undefined) throw new Error('It was just made');
  cloud.cloud.ledger.clear();
  return { ...cloud, seen };
}

async function openFor(userNames: readonly string[]) {
  const cloud = await openCloud();
  onTestFinished(() => cloud.close());
  return { ...cloud, desktops: await cloud.desktops(userNames) };
}

const problemOf = async ({ fleet, seen }: Cloud & { seen: SeenDesktop }) => {
  const examination = await fleet.examine(seen);
  return examination.creatable ? 'none' : examination.problem;
};

test('a bundle that is gone stands in the way', async () => {
  const cloud = await open();
  cloud.control.bundle(spec.bundleId, { deleted: true });
  expect(await problemOf(cloud)).toContain('bundle wsb-standard1 does not exist');
});

test('a directory that is not registered stands in the way', async () => {
  const cloud = await open();
  cloud.control.directory(directoryId, { state: 'DEREGISTERED' });
  expect(await problemOf(cloud)).toContain(`directory ${directoryId} is not registered`);
});

test.each(['Disabled', 'PendingDeletion', 'missing'])('a key that is %s stands in the way', async (state) => {
  const cloud = await open();
  cloud.keys.set('alias/desktops', state);
  expect(await problemOf(cloud)).toContain(`alias/desktops of its volumes is ${state}`);
});

test('a key that no volume uses does not matter', async () => {
  const cloud = await open({ rootVolumeEncrypted: false, userVolumeEncrypted: false });
  cloud.keys.set('alias/desktops', 'Disabled');
  expect(await problemOf(cloud)).toBe('none');
});

test('a hold that somebody has set since the look stands in the way, for now', async () => {
  const cloud = await open();
  const branch = cloud.cloud.branch({ accountId: '000000000000', region: 'us-east-1' });
  branch.fleet.get(cloud.seen.workspaceId)?.tags.set('cleandesk:hold', '2100-01-01 ada');
  expect(await cloud.fleet.examine(cloud.seen)).toMatchObject({ creatable: false, notNow: true });
  expect(await problemOf(cloud)).toContain('on hold');
});

test('a desktop with 50 tags of its own leaves no room for ours', async () => {
  const tags = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`tag-${n}`, 'x']));
  const cloud = await open({ tags });
  expect(await problemOf(cloud)).toBe('none');
  const branch = cloud.cloud.branch({ accountId: '000000000000', region: 'us-east-1' });
  branch.fleet.get(cloud.seen.workspaceId)?.tags.set('one-more', 'x');
  expect(await problemOf(cloud)).toContain('50 tags');
});

test('tags of AWS are left to AWS', async () => {
  const cloud = await open();
  const branch = cloud.cloud.branch({ accountId: '000000000000', region: 'us-east-1' });
  branch.fleet.get(cloud.seen.workspaceId)?.tags.set('aws:cloudformation:stack-name', 'x');
  expect(await cloud.fleet.examine(cloud.seen)).toEqual({ creatable: true, spec });
});

test('a desktop that has changed hands is not made again for its former user', async () => {
  const cloud = await open();
  expect(await problemOf({ ...cloud, seen: { ...cloud.seen, userName: 'ben.berg' } })).toContain(
    'another user',
  );
});

test('a desktop that has just gone is no examination', async () => {
  const { fleet, seen } = await open();
  await expect(fleet.examine({ ...seen, workspaceId: 'ws-notthere1' })).rejects.toThrow('ws-notthere1');
});

test('one describe of the bundle and one of the directory serve a whole look', async () => {
  const { fleet, desktops, calls, cloud } = await openFor(seededUserNames(25));
  cloud.ledger.clear();
  const looks = await fleet.look(desktops);
  for (const { desktop } of looks.values()) {
    if (desktop === 'missing') throw new Error('It was just made');
    expect(await fleet.examine(desktop)).toMatchObject({ creatable: true });
  }
  const count = (name: string) => calls().filter((call) => call === name).length;
  expect(count('DescribeWorkspaces')).toBe(1);
  expect(count('DescribeWorkspaceBundles')).toBe(1);
  expect(count('DescribeWorkspaceDirectories')).toBe(1);
  expect(count('DescribeTags')).toBe(25);
});

test('what was good half a minute ago is asked for again', async () => {
  const cloud = await open();
  await cloud.fleet.look([cloud.seen.workspaceId]);
  expect(await problemOf(cloud)).toBe('none');
  cloud.control.directory(directoryId, { state: 'DEREGISTERED' });
  cloud.clock.advance(30_001);
  expect(await problemOf(cloud)).toContain(`directory ${directoryId} is not registered`);
});

test.each([
  ['directory', (cloud: Cloud) => cloud.control.directory(directoryId, { state: 'DEREGISTERED' })],
  ['bundle', (cloud: Cloud) => cloud.control.bundle(spec.bundleId, { deleted: true })],
  ['key', (cloud: Cloud) => cloud.keys.set('alias/desktops', 'Disabled')],
])('no check of the %s is older than the look that it belongs to', async (what, take) => {
  const cloud = await open();
  const { fleet, seen, clock } = cloud;
  await fleet.look([seen.workspaceId]);
  expect(await problemOf(cloud)).toBe('none');
  take(cloud);
  clock.advance(1);
  await fleet.look([seen.workspaceId]);
  expect(await problemOf(cloud)).toContain(`the ${what} `);
});

test('what was bad a moment ago is asked for again', async () => {
  const cloud = await open();
  cloud.control.bundle(spec.bundleId, { deleted: true });
  expect(await problemOf(cloud)).not.toBe('none');
  cloud.control.bundle(spec.bundleId, { deleted: false });
  expect(await problemOf(cloud)).toBe('none');
});
