import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deploymentIn, deploymentNamed, deploymentOf } from '../src/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cleandesk-deployment-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const outputs = {
  event_bus: { value: { name: 'kiosks', arn: 'arn:…' }, type: 'object', sensitive: false },
  seats_table: { value: { name: 'kiosks-seats', arn: 'arn:…' } },
  records_table: { value: { name: 'elsewhere', arn: 'arn:…' } },
  directory_sync_table: { value: null },
};

test('a deployment is what the module makes of its name', async () => {
  expect(await deploymentOf({})).toEqual(deploymentNamed('cleandesk'));
  expect((await deploymentOf({})).bus).toBeUndefined();
  expect(await deploymentOf({ name: 'kiosks', bus: 'company-events' })).toMatchObject({
    bus: 'company-events',
    seats: 'kiosks-seats',
    records: 'kiosks-records',
    eventLog: '/aws/events/kiosks',
  });
  await expect(deploymentOf({ name: 'No Such' })).rejects.toThrow('No deployment is called "No Such".');
});

test('or what Terraform says of it: its outputs, one output with all of them, the local stack', async () => {
  const found = { name: 'kiosks', bus: 'kiosks', seats: 'kiosks-seats', records: 'elsewhere' };
  expect(deploymentIn(outputs, 'a file')).toMatchObject(found);
  const values = Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  expect(deploymentIn({ desks: { value: values } }, 'a file')).toMatchObject(found);
  expect(deploymentIn(values, 'a file')).toMatchObject(found);
  const local = { event_bus_name: { value: 'kiosks' }, seats_table_name: { value: 'kiosks-seats' } };
  expect(deploymentIn({ ...local, records_table_name: { value: 'elsewhere' } }, 'a file')).toMatchObject(
    found,
  );
  const file = join(folder, 'outputs.json');
  await writeFile(file, JSON.stringify(outputs));
  expect(await deploymentOf({ deployment: file, name: 'cleandesk' })).toMatchObject(found);
});

test('a bus of the owner’s names nothing but itself', () => {
  const parts = { event_bus: { name: 'company-events' }, seats_table: { name: 'kiosks-seats' } };
  const found = {
    name: 'kiosks',
    bus: 'company-events',
    seats: 'kiosks-seats',
    walks: 'kiosks-walks',
    directorySync: 'kiosks-directory-sync',
    timers: 'kiosks',
  };
  expect(deploymentIn(parts, 'a file')).toMatchObject(found);
  const timers = { group_name: 'kiosks' };
  expect(deploymentIn({ event_bus: parts.event_bus, timers }, 'a file')).toMatchObject(found);
});

test('what is none is refused with what would be', async () => {
  expect(() => deploymentIn({ vpc: { value: 1 } }, 'a file')).toThrow('a file has no output event_bus.');
  const file = join(folder, 'broken.json');
  await writeFile(file, '{ secret');
  await expect(deploymentOf({ deployment: file })).rejects.toThrow(/broken.json is no JSON. Write it with/);
  await expect(deploymentOf({ deployment: join(folder, 'none.json') })).rejects.toThrow('(ENOENT)');
});
