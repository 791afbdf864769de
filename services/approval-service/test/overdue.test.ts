import { expect, test } from 'vitest';

import { takeBack } from '../src/app/deciding.ts';
import { step } from '../src/app/steps.ts';
import { ada, because, boss, office } from './given.ts';
import { day, hour, minute, noon } from './samples.ts';

const aDesktop = {
  kind: 'desktop',
  offerId: 'standard',
  reason: 'A new project',
  until: noon + 30 * day,
} as const;

test('a reminder, and then nobody can approve it any more', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  await at.passes(day - 1);
  expect(at.mails()).toHaveLength(1);
  await at.passes(2 * minute);
  expect(at.mails().slice(1)).toEqual(['boss@example.com: Reminder: Ada Berg asks you: Standard desktop']);
  await at.passes(2 * day - 3 * minute);
  expect(await at.statusOf(id)).toBe('waiting');
  await at.passes(2 * minute);
  expect(await at.statusOf(id)).toBe('expired');
  expect(at.mails().slice(2)).toEqual(['ada@example.com: Standard desktop: nobody decided in time']);
  expect(await because(at.decides(boss, id))).toBe('alreadyDecided');
  expect(at.said).toEqual([]);
});

test('something that is late is told of once, and still comes true', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  at.inbox.length = 0;
  await at.passes(hour + minute);
  expect(at.mails()).toEqual(['ada@example.com: It takes longer: Standard desktop']);
  expect((await at.requests.load(id))?.value).toMatchObject({ status: 'doing', overdue: true });
  await at.seatIs('live');
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('done');
  expect(at.mails().slice(1)).toEqual(['ada@example.com: Your desktop is ready']);
  expect(at.steps.execution(id)?.path.slice(-3)).toEqual(['Act', 'Overdue', 'TellRequester']);
});

test('what was never begun, because its step was lost, is begun when it is overdue', async () => {
  const at = office();
  at.world.workflows = { start: async () => undefined, resume: async () => undefined };
  const { id } = await at.asks(aDesktop);
  await step({ step: 'ask', requestId: id, token: 'asks' }, at.world);
  await at.decides(boss, id);
  expect(at.sayings()).toEqual([]);
  await step({ step: 'overdue', requestId: id, token: 'waits' }, at.world);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
  // Once it was begun it is only waited for.
  await step({ step: 'overdue', requestId: id, token: 'waits-on' }, at.world);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
});

test('something that nobody hears of again is given up for lost, in the end', async () => {
  const at = office();
  await at.seatIs('live');
  const { id } = await at.asks({ kind: 'reboot' });
  await at.passes(day + minute);
  expect(await at.statusOf(id)).toBe('failed');
  expect(at.steps.execution(id)?.status).toBe('SUCCEEDED');
  expect(at.mails()).toHaveLength(2);
});

test('a workflow whose clock is ahead waits until the time is over', async () => {
  const at = office();
  Object.assign(at.settings, { expiryMs: at.settings.expiryMs + 45_000 });
  const { id } = await at.asks(aDesktop);
  await at.passes(3 * day + 10_000);
  expect(await at.statusOf(id)).toBe('waiting');
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('expired');
  const waits = at.steps.execution(id)?.path.filter((state) => state === 'WaitALittle');
  expect(waits).toHaveLength(2);
  expect(at.mails().slice(2)).toEqual(['ada@example.com: Standard desktop: nobody decided in time']);
});

test('what was taken back before its workflow began is asked of nobody', async () => {
  const at = office();
  const { workflows } = at.world;
  at.world.workflows = { ...workflows, start: () => Promise.reject(new Error('throttled')) };
  const { id } = await at.asks(aDesktop);
  await takeBack(ada, id, at.world);
  at.world.workflows = workflows;
  await at.passes(2 * minute);
  await at.sweeps();
  await at.passes(0);
  expect(at.steps.execution(id)).toMatchObject({
    status: 'SUCCEEDED',
    path: ['Record', 'HowDoesItStand', 'TellRequester'],
  });
  expect(at.mails()).toEqual([]);
});
