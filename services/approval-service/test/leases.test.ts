import { expect, test } from 'vitest';
import { NotSent } from '../src/ports.ts';
import { boss, givenDesktop, office } from './given.ts';
import { day, hour, leaseOf, minute, noon, seatIdOf } from './samples.ts';

test('a lease: its user is warned once, and it ends; what was extended in time does not', async () => {
  const at = office();
  await givenDesktop(at, noon + 10 * day);
  const ends = noon + 10 * day;
  await at.passes(4 * day);
  await at.sweeps();
  expect(at.mails()).toEqual([]);
  await at.passes(day);
  await at.sweeps();
  await at.sweeps();
  expect(at.mails()).toHaveLength(1);
  expect(at.textsTo('ada@example.com')[0]).toContain('After that it is removed');
  const { id } = await at.asks({ kind: 'extend', reason: 'Not done yet', until: ends + 5 * day });
  await at.decides(boss, id);
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('done');
  expect(at.said).toEqual([]);
  await at.passes(5 * day);
  await at.sweeps();
  expect(at.said).toEqual([]);
  expect(at.mails().filter((mail) => mail.includes('is removed after'))).toHaveLength(2);
  await at.passes(5 * day);
  await at.sweeps();
  await at.sweeps();
  expect(at.sayings()).toEqual(['SeatUnwanted ada']);
  expect(at.said[0]?.detail).toMatchObject({ claim: { source: 'portal', revision: at.clock.at } });
  expect(await at.leases.due(at.clock.at + 99 * day, 5)).toEqual([]);
});

test('an end that could not be said is said by the next sweep, with the same revision', async () => {
  const at = office();
  await givenDesktop(at, noon + 10 * day);
  const heard: unknown[] = [];
  at.world.bus = {
    publish: async (events) => {
      heard.push(...events.map(({ detail }) => detail.claim));
      if (heard.length === 1) throw new Error('The answer was lost');
    },
  };
  await at.passes(10 * day);
  await expect(at.sweeps()).rejects.toThrow('The answer was lost');
  await at.passes(hour);
  await at.sweeps();
  await at.sweeps();
  expect(heard).toHaveLength(2);
  expect(heard[0]).toEqual(heard[1]);
});

test('a claim whose workflow failed before it was said is said by the next sweep, once, and its desktop comes', async () => {
  const at = office({}, 2);
  const { bus } = at.world;
  at.world.bus = { publish: () => Promise.reject(new Error('The bus does not answer')) };
  const { id } = await at.asks({ kind: 'desktop', offerId: 'standard', reason: 'r', until: noon + 9 * day });
  await at.decides(boss, id);
  await at.passes(hour);
  expect(at.steps.execution(id)?.status).toBe('FAILED');
  const claimedAt = (await at.leases.load(seatIdOf('ada')))?.value.revision;
  at.world.bus = bus;
  await at.sweeps();
  await at.sweeps();
  expect(at.sayings()).toEqual(['SeatWanted ada']);
  expect(at.said[0]?.detail).toMatchObject({
    claim: { source: 'portal', revision: claimedAt },
    evidence: `request:${id}`,
    correlationId: id,
  });
  await at.seatIs('live');
  expect(await at.statusOf(id)).toBe('done');
  // Whoever redrives it lets its requester be told, and nothing else.
  at.steps.redrive(id);
  await at.passes(minute);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
  expect(at.mails().slice(1)).toEqual(['ada@example.com: Your desktop is ready']);
});

test('a claim is said in the words in which it was made, also when its offer has changed since', async () => {
  const at = office();
  const { bus } = at.world;
  let answers = 0;
  at.world.bus = {
    async publish(events) {
      await bus.publish(events);
      answers += 1;
      if (answers === 1) throw new Error('The answer was lost');
    },
  };
  const { id } = await at.asks({ kind: 'desktop', offerId: 'standard', reason: 'r', until: noon + 9 * day });
  await at.decides(boss, id);
  Object.assign(at.settings, { offers: [] });
  await at.passes(hour);
  const [first, again] = at.said;
  expect(first?.detailType).toBe('SeatWanted.v1');
  expect(again).toEqual(first);
  expect(at.said).toHaveLength(2);
  expect(await at.statusOf(id)).toBe('doing');
});

test('while mail is down what is over ends all the same, and only one warning is tried', async () => {
  const at = office();
  const lease = (userName: string, until: number) =>
    at.leases.write(seatIdOf(userName), undefined, leaseOf(userName, { until, requestId: userName }));
  // Whoever is to be warned is due for longer than whoever was warned a week ago.
  for (const name of ['ben', 'cleo', 'dan']) lease(name, noon + 2 * day);
  lease('ada', noon - hour);
  at.mishaps.push('notSent', 'notSent');
  await expect(at.sweeps()).rejects.toThrow(NotSent);
  expect(at.sayings()).toEqual(['SeatUnwanted ada']);
  expect(at.mishaps).toHaveLength(1);
  at.mishaps.length = 0;
  await at.sweeps();
  expect(at.mails()).toHaveLength(3);
});

test('an extension that is approved while the sweep looks at the lease wins', async () => {
  const at = office();
  await givenDesktop(at, noon + 2 * day);
  await at.passes(2 * day - hour);
  const { id } = await at.asks({ kind: 'extend', reason: 'r', until: noon + 20 * day });
  await at.passes(hour - minute);
  const { leases } = at.world;
  at.world.leases = {
    ...leases,
    async due(...given) {
      const found = await leases.due(given[0] + minute, given[1]);
      await at.decides(boss, id);
      at.clock.at += minute;
      return found;
    },
  };
  await at.sweeps();
  expect(await at.statusOf(id)).toBe('done');
  expect(at.said).toEqual([]);
  expect((await at.leases.load(seatIdOf('ada')))?.value).toMatchObject({
    wanted: true,
    until: noon + 20 * day,
  });
});

test('an extension that is approved too late says so', async () => {
  const at = office();
  await givenDesktop(at, noon + 2 * day);
  await at.passes(day);
  const { id } = await at.asks({ kind: 'extend', reason: 'r', until: noon + 20 * day });
  await at.passes(2 * day);
  await at.sweeps();
  await at.decides(boss, id);
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('failed');
  expect(at.sayings()).toEqual(['SeatUnwanted ada']);
});
