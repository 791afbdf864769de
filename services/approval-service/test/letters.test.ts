import { expect, test } from 'vitest';
import type { Mishap } from './fakes/fake-mailer.ts';
import { boss, office } from './given.ts';
import { day, hour, minute, noon } from './samples.ts';

const aDesktop = {
  kind: 'desktop',
  offerId: 'standard',
  reason: 'A new project',
  until: noon + 30 * day,
} as const;
const graphics = { kind: 'desktop', offerId: 'graphics', reason: 'Drawings' } as const;

test.each<[Mishap, number]>([
  ['notSent', 1],
  ['lostAfter', 1],
  ['lostBefore', 0],
  ['refused', 0],
])('a mail that is %s: nobody gets it twice, and the request goes on', async (mishap, arrived) => {
  const at = office();
  at.mishaps.push(mishap);
  const { id } = await at.asks(aDesktop);
  await at.passes(5 * minute);
  expect(at.mails()).toHaveLength(arrived);
  expect(at.steps.execution(id)).toMatchObject({ status: 'RUNNING', state: 'AskApprovers' });
  await at.passes(day);
  expect(at.mails().slice(arrived)).toEqual([
    'boss@example.com: Reminder: Ada Berg asks you: Standard desktop',
  ]);
  await at.decides(boss, id);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
});

test('one address that takes nothing keeps nobody else from being asked', async () => {
  const at = office();
  at.mishaps.push('refused');
  await at.asks(graphics);
  expect(at.mails()).toEqual(['mallory@example.com: Ada Berg asks you: Graphics desktop']);
  expect(at.counts.get('MailRefused')).toBe(1);
  expect(JSON.stringify(at.lines)).not.toMatch(/@|Ada/);
});

test('who has no address is not written to, and sees it in the portal', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop, {
    login: 'grace',
    name: 'Grace',
    manager: 'boss@example.com',
    operator: false,
  });
  await at.decides(boss, id, 'reject', 'No');
  await at.passes(minute);
  expect(at.mails()).toEqual(['boss@example.com: Grace asks you: Standard desktop']);
  expect(at.steps.execution(id)?.status).toBe('SUCCEEDED');
});

test('while mail is down for long, the workflow fails, and goes on where it was when it is redriven', async () => {
  const at = office();
  at.mishaps.push(...Array<Mishap>(19).fill('notSent'));
  const { id } = await at.asks(aDesktop);
  await at.passes(3 * hour);
  expect(at.steps.execution(id)).toMatchObject({ status: 'FAILED', error: 'NotSent' });
  at.steps.redrive(id);
  await at.passes(minute);
  expect(at.mails()).toHaveLength(1);
  await at.decides(boss, id);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
});

test('the last mail is tried again, too', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  at.mishaps.push('notSent', 'notSent');
  await at.decides(boss, id, 'reject', 'No');
  await at.passes(minute);
  expect(at.mails().slice(1)).toEqual(['ada@example.com: Standard desktop: not approved']);
  expect(at.steps.execution(id)?.status).toBe('SUCCEEDED');
});
