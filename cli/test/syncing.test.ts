import { directorySyncRequestedV1, seatUnwantedV1 } from '@cleandesk/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workshop } from './workshop.ts';

let workshop: Workshop;
const twelve = Array.from({ length: 12 }, (_, number) => `user${String(number).padStart(2, '0')}`);
const sales = {
  name: 'sales',
  urls: ['ldaps://dc1.example.com'],
  bindUser: 'cleandesk@example.com',
  // There is none: from here the directory cannot be read.
  secret: 'nobody/knows',
  groupDn: 'CN=Sales,DC=example,DC=com',
  searchBase: 'DC=example,DC=com',
  directoryId: 'd-9067000001',
  desired: { bundleId: 'wsb-standard1', tags: {} },
  dryRun: false,
};

beforeAll(async () => {
  workshop = await Workshop.open('groups');
  await workshop.groups([sales], { sales: twelve, former: ['ada', 'ben'] });
}, 180_000);
afterAll(() => workshop.close());

test('something is let pass only after it was shown who goes, and their number was said', async () => {
  const run = ['sync', 'run', '--group', 'sales', '--let-pass', 'GroupShrunk', '--reason', 'they left'];
  const looked = await workshop.type(...run);
  expect(looked.code).toBe(3);
  expect(looked.out).toMatch(/^groups in account 000000000000, us-east-1/);
  for (const login of twelve) expect(looked.out).toContain(`  ${login}\n`);
  expect(looked.out).toContain('GroupShrunk let pass: at most 12 desktops. --yes does it.');
  const unsaid = await workshop.type(...run, '--yes');
  expect(unsaid.code).toBe(2);
  expect(unsaid.err).toContain('Say so with --confirm 12.');
  expect(await workshop.saidSoFar(directorySyncRequestedV1)).toEqual([]);
  const done = await workshop.type(...run, '--yes', '--confirm', '12');
  expect(done.code).toBe(0);
  expect(done.out).toContain('It was asked for that sales is read now.');
  expect(await workshop.saidSoFar(directorySyncRequestedV1)).toMatchObject([
    { group: 'sales', override: { guards: ['GroupShrunk'], reason: 'they left' } },
  ]);
});

test('a group is read without more where nothing is let pass', async () => {
  const before = await workshop.saidSoFar(directorySyncRequestedV1);
  expect(await workshop.type('sync', 'run', '--group', 'sales')).toMatchObject({ code: 0, err: '' });
  const [said, ...more] = (await workshop.saidSoFar(directorySyncRequestedV1)).slice(before.length);
  expect(said).toMatchObject({ group: 'sales' });
  expect(said).not.toHaveProperty('override');
  expect(more).toEqual([]);
});

test('what a former group wanted is listed, and given up with --yes', async () => {
  const retire = ['sync', 'retire', '--group', 'former', '--directory-id', 'd-9067000001'];
  const lost = await workshop.type(...retire, '--yes', '--bus', 'no-such-bus');
  expect(lost).toMatchObject({ code: 2, out: '' });
  const looked = await workshop.type(...retire);
  expect(looked.code).toBe(3);
  expect(await workshop.saidSoFar(seatUnwantedV1)).toEqual([]);
  expect(looked.out).toMatch(/^groups in account .*\nada\nben\n2 seats would be given up/);
  const done = await workshop.type(...retire, '--yes');
  expect(done.code).toBe(0);
  expect(done.out).toContain('It was asked for that 2 seats are given up.');
  const given = await workshop.saidSoFar(seatUnwantedV1);
  expect(given.map(({ seat }) => seat.userName).sort()).toEqual(['ada', 'ben']);
  expect((await workshop.type(...retire)).out).toContain('former wants nobody.');
});
