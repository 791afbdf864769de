import { holdLiftedV1, holdPlacedV1, resetRequestedV1, resumeRequestedV1 } from '@cleandesk/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { Workshop } from './workshop.ts';

let workshop: Workshop;
const patience = { withinMs: 60_000 };
const held = { id: 'audit', owner: 'ines', reason: 'an audit', placedAt: 0 };

beforeAll(async () => {
  workshop = await Workshop.open('kiosks');
  await workshop.seat('ada.berg');
  await workshop.seat('ben\u001b[2J');
  await workshop.seat('cleo', {}, 'd-9067000002');
  await workshop.seat('cleo');
  for (let number = 0; number < 9; number += 1) await workshop.seat(`desk${number}`, { policyName: 'lobby' });
  await workshop.seat('dan', { holds: [{ ...held, until: Date.now() + 3_600_000 }] });
}, 180_000);
afterAll(() => workshop.close());

test('fleet lists who has which desktop, of these states, policies and users', async () => {
  const { code, out } = await workshop.type('fleet', '--policy', 'kiosks');
  expect(code).toBe(0);
  expect(out).toMatch(/^ada\.berg +d-9067000001 +live +ws-[0-9a-f]+ +kiosks$/m);
  expect(out).toContain('5 seats');
  expect(out).not.toContain('\u001b');
  const { out: json } = await workshop.type('fleet', '--user', 'DESK', '--state', 'live', '--json');
  expect(JSON.parse(json)).toHaveProperty('rows.length', 9);
  expect((await workshop.type('fleet', '--state', 'lost')).code).toBe(2);
});

test('seat shows how it stands; a name in two directories is shown in both', async () => {
  const { code, out } = await workshop.type('seat', 'DAN');
  expect(code).toBe(0);
  expect(out).toContain('d-9067000001/dan');
  expect(out).toContain('audit of ines until');
  expect(JSON.parse((await workshop.type('seat', 'cleo', '--json')).out)).toHaveLength(2);
  const nobody = await workshop.type('seat', 'eva');
  expect(nobody.code).toBe(2);
  expect(nobody.err).toContain('No seat of eva is in kiosks-seats.');
});

test('a hold is said on the bus, and a release ends what stands', async () => {
  const { code, err, out } = await workshop.type(
    'hold',
    'ada.berg',
    '--reason',
    'the audit',
    '--until',
    'P7D',
    '--id',
    'a-1',
  );
  expect(err).toBe('');
  expect(out).toContain('was asked for. It stands once `seat` shows it.');
  expect(code).toBe(0);
  await workshop.bus.first(
    holdPlacedV1,
    ({ seat, holdId, reason }) => seat.userName === 'ada.berg' && holdId === 'a-1' && reason === 'the audit',
    patience,
  );
  expect((await workshop.type('release', 'dan')).code).toBe(0);
  await workshop.bus.first(
    holdLiftedV1,
    ({ seat, holdId }) => seat.userName === 'dan' && holdId === 'audit',
    patience,
  );
  const until = Date.now() + 3_600_000;
  await workshop.seat('fritz', {
    policyName: 'training',
    holds: [
      { ...held, until },
      { ...held, id: 'legal', until },
    ],
  });
  const several = await workshop.type('release', 'fritz');
  expect(several.code).toBe(3);
  expect(several.out).toContain('Would release legal of');
  expect((await workshop.type('release', 'fritz', '--id', 'legal')).out).toMatch(
    /^kiosks in account 000000000000, us-east-1, as .*\nThe end of legal of ines was asked for/,
  );
  expect((await workshop.type('release', 'fritz', '--yes')).out).toMatch(
    /The end of audit of.*\nThe end of legal of/,
  );
  const none = await workshop.type('release', 'ada.berg');
  expect(none).toMatchObject({ code: 2, err: 'error: ada.berg has no hold.\n' });
  const ambiguous = await workshop.type('hold', 'cleo', '--reason', 'why', '--until', 'P1D');
  expect(ambiguous.err).toContain('d-9067000001/cleo, d-9067000002/cleo');
});

test('a reset is shown before it is asked for, and for more than ten their number is said', async () => {
  const looked = await workshop.type('reset', 'ada.berg');
  expect(looked.code).toBe(3);
  expect(looked.out).toMatch(/^kiosks in account 000000000000, us-east-1, as arn:/);
  expect(looked.out).toContain('1 desktop would be reset. --yes does it.');
  expect(looked.out).not.toContain('on hold');
  const held = await workshop.type('reset', 'ada.berg', 'dan');
  expect(held.out).toContain('Of these 1 is on hold, and not reset while the hold stands.');
  const all = ['reset', '--policy', 'lobby', 'kiosks', '--yes', '--reason', 'a new image'];
  const unsaid = await workshop.type(...all);
  expect(unsaid.code).toBe(2);
  expect(unsaid.err).toMatch(
    /^error: These are 14 desktops of kiosks in account 000000000000.*Say so with --confirm 14\.\n$/,
  );
  expect((await workshop.type(...all, '--confirm', '13')).err).toContain('not 13. Nothing was done.');
  expect(await workshop.saidSoFar(resetRequestedV1)).toEqual([]);
  const done = await workshop.type(...all, '--confirm', '14', '--id', 'image-7');
  expect(done.code).toBe(0);
  expect(done.out).toContain('14 resets asked for, as image-7.');
  const asked = await workshop.saidSoFar(resetRequestedV1);
  expect(asked).toHaveLength(14);
  expect(new Set(asked.map(({ seat }) => `${seat.directoryId}/${seat.userName}`)).size).toBe(14);
  expect(asked.every(({ reason }) => reason === 'a new image')).toBe(true);
  const { out } = await workshop.type('reset', 'ada.berg', 'DESK1', '--id', 'image-7', '--yes', '--json');
  const again = z.object({ desktops: z.array(z.object({ requestId: z.string() })) }).parse(JSON.parse(out));
  const known = new Set(asked.map(({ requestId }) => requestId));
  expect(again.desktops).toHaveLength(2);
  expect(again.desktops.every(({ requestId }) => known.has(requestId))).toBe(true);
});

test('nothing is resumed that is not paused', async () => {
  expect((await workshop.type('resume')).out).toMatch(/^kiosks in account .*\nNothing is paused\.\n$/);
  const other = await workshop.type('resume', '--policy', 'kiosks', '--yes');
  expect(other).toMatchObject({ code: 2, err: 'error: kiosks is not paused. Nothing is.\n' });
});

test('what is paused is listed, and goes on when that is asked for with --yes', async () => {
  await workshop.pause('d-9067000001/wsb-standard1');
  const scope = ['--directory', 'd-9067000001', '--bundle', 'wsb-standard1'];
  expect((await workshop.type('resume')).out).toMatch(
    /^d-9067000001\/wsb-standard1 +a recreate failed there/m,
  );
  const looked = await workshop.type('resume', ...scope);
  expect(looked.code).toBe(3);
  expect(looked.out).toContain('0 seats wait. --yes does it.');
  expect(await workshop.saidSoFar(resumeRequestedV1)).toEqual([]);
  const done = await workshop.type('resume', ...scope, '--yes');
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain('It was asked for that d-9067000001/wsb-standard1 goes on.');
  expect(await workshop.saidSoFar(resumeRequestedV1)).toMatchObject([
    { scope: { directoryId: 'd-9067000001', bundleId: 'wsb-standard1' } },
  ]);
});

test('a directory of every form is named with its user', async () => {
  await workshop.seat('gina', { policyName: 'guests' }, 'wsd-abcd12345');
  expect((await workshop.type('seat', 'wsd-abcd12345/Gina')).out).toContain('wsd-abcd12345/gina');
});

test('what is not deployed here is said, and what to name', async () => {
  const { code, err } = await workshop.type('fleet', '--name', 'nobody');
  expect(code).toBe(2);
  expect(err).toMatch(/^error: There is no such table.*--name/);
  expect((await workshop.type('dlq', 'list', '--name', 'nobody')).err).toContain(
    'There is no deployment called nobody in this account and Region',
  );
});

test('a shell completes commands, and what they take', async () => {
  const { out } = await workshop.type('complete', '--', 'dlq', '');
  for (const name of ['list', 'show', 'redrive']) expect(out).toContain(name);
  for (const shell of ['bash', 'zsh', 'fish'])
    expect((await workshop.type('complete', shell)).out).toContain('cleandesk');
});
