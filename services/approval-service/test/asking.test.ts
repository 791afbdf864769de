import { expect, test } from 'vitest';
import { askFor } from '../src/app/asking.ts';
import { takeBack } from '../src/app/deciding.ts';
import { ada, because, boss, eve, givenDesktop, mallory, office, oz, personOf } from './given.ts';
import { day, minute, noon, seatIdOf } from './samples.ts';
import { wireSettings } from './settings.ts';

const aDesktop = {
  kind: 'desktop',
  offerId: 'standard',
  reason: 'A new project',
  until: noon + 30 * day,
} as const;
const graphics = { kind: 'desktop', offerId: 'graphics', reason: 'Drawings' } as const;

test('a decision in the last moment, while the reminder is on its way', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  await at.passes(day - 1);
  const decided = at.decides(boss, id, 'reject', 'No');
  await Promise.all([decided, at.passes(minute)]);
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('rejected');
  expect(at.mails()).toHaveLength(2);
});

test('after its time nobody decides it, also while its workflow has not noticed', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  at.clock.at += 3 * day;
  expect(await because(at.decides(boss, id))).toBe('alreadyDecided');
  await expect(at.decides(boss, id)).rejects.toMatchObject({ detail: 'Nobody decided it in time.' });
});

test('two who decide at once: the first one counts', async () => {
  const at = office();
  const { id } = await at.asks({ ...aDesktop, offerId: 'standard' }, personOf('ada'));
  const verdicts = await Promise.all([
    because(at.decides(eve, id, 'approve')),
    because(at.decides(mallory, id, 'reject', 'No')),
    because(at.decides(eve, id, 'approve')),
  ]);
  expect(verdicts).toEqual(['done', 'alreadyDecided', 'done']);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
});

test('a request is taken back before it is decided, and by nobody else', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  expect(await because(takeBack(boss, id, at.world))).toBe('forbidden');
  expect(await because(takeBack(eve, id, at.world))).toBe('notFound');
  await takeBack(ada, id, at.world);
  await takeBack(ada, id, at.world);
  await at.passes(minute);
  expect(at.mails()).toHaveLength(1);
  expect(await because(at.decides(boss, id))).toBe('alreadyDecided');
  expect(at.steps.execution(id)?.status).toBe('SUCCEEDED');
  const { id: second } = await at.asks(aDesktop);
  await at.decides(boss, second);
  expect(await because(takeBack(ada, second, at.world))).toBe('alreadyDecided');
});

test('who approves never approves their own', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop, { ...eve, manager: 'eve@example.com' });
  expect((await at.requests.load(id))?.value.approval.approvers).toEqual(['mallory@example.com']);
  expect(await because(at.decides(eve, id))).toBe('forbidden');
  expect(await because(at.asks(graphics, mallory))).toBe('nobodyToApprove');
});

test('what is asked for has to be possible', async () => {
  const at = office();
  const ask = (wish: Parameters<typeof at.asks>[0]) => because(at.asks(wish));
  expect(await ask({ ...aDesktop, offerId: 'none' })).toBe('unknownOffer');
  expect(await ask({ ...aDesktop, until: noon })).toBe('untilPassed');
  expect(await ask({ ...aDesktop, until: noon + 90 * day + 1 })).toBe('untilTooLong');
  expect(await ask({ kind: 'desktop', offerId: 'standard', reason: 'r' })).toBe('untilTooLong');
  expect(await ask({ kind: 'reboot' })).toBe('notNow');
  expect(await ask({ kind: 'return' })).toBe('notNow');
  await givenDesktop(at);
  expect(await ask(aDesktop)).toBe('notNow');
  expect(await ask({ kind: 'extend', reason: 'r', until: noon + 20 * day })).toBe('untilNotLater');
  expect(await ask({ kind: 'extend', reason: 'r', until: at.clock.at + 91 * day })).toBe('untilTooLong');
  expect(await ask({ kind: 'reboot' })).toBe('done');
  expect(await ask({ kind: 'reboot' })).toBe('openAlready');
});

test('nobody asks for the seat of another one', async () => {
  const at = office();
  await at.seatIs('live', 'grace');
  const once = { key: 'a-key-of-ada', hash: 'h' };
  const asking = askFor({ kind: 'reset', seatId: seatIdOf('grace') }, ada, once, at.world);
  expect(await because(asking)).toBe('notFound');
});

test('the same key with the same words is the same request, and a workflow that did not start starts', async () => {
  const at = office();
  const { workflows } = at.world;
  let isDown = true;
  at.world.workflows = {
    ...workflows,
    start: (id) => (isDown ? Promise.reject(new Error('throttled')) : workflows.start(id)),
  };
  const { id } = await at.asks(aDesktop, ada, 'the-same-key');
  expect(at.steps.executions()).toEqual([]);
  isDown = false;
  expect((await at.asks(aDesktop, ada, 'the-same-key')).id).toBe(id);
  expect(await because(at.asks(graphics, ada, 'the-same-key'))).toBe('otherBody');
  expect(at.steps.executions().map(({ name }) => name)).toEqual([id]);
  expect(at.mails()).toHaveLength(1);
});

test('a sweep starts what was not started, and tells a workflow what it did not hear', async () => {
  const at = office();
  const { workflows } = at.world;
  let isDown = true;
  const down = () => Promise.reject(new Error('throttled'));
  at.world.workflows = {
    start: (id) => (isDown ? down() : workflows.start(id)),
    resume: (...given) => (isDown ? down() : workflows.resume(...given)),
  };
  const { id } = await at.asks(aDesktop);
  isDown = false;
  await at.passes(2 * minute);
  await at.sweeps();
  await at.passes(0);
  expect(at.mails()).toHaveLength(1);
  isDown = true;
  await at.decides(boss, id);
  expect(at.said).toEqual([]);
  isDown = false;
  await at.passes(2 * minute);
  await at.sweeps();
  await at.passes(0);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
});

test('whoever has no verified address can not be the approver of what they asked for', async () => {
  const at = office();
  const { mail: _unverified, ...evesDouble } = eve;
  const { id } = await at.asks(aDesktop, evesDouble);
  expect(await because(at.decides(eve, id))).toBe('forbidden');
  expect(await because(at.decides(mallory, id))).toBe('done');
});

test('two hundred ask at once, and two approvers decide each of them twice: each is decided and said once', async () => {
  const at = office();
  const people = Array.from({ length: 200 }, (_, index) => personOf(`user${index}`));
  const ids = (await Promise.all(people.map((person) => at.asks(graphics, person)))).map(({ id }) => id);
  await at.passes(minute);
  const verdicts = [eve, mallory, eve, mallory].flatMap((approver) =>
    ids.map((id) => at.decides(approver, id)),
  );
  await Promise.all(verdicts);
  await at.passes(minute);
  expect(new Set(at.sayings()).size).toBe(200);
  expect(at.sayings()).toHaveLength(200);
  const decided = at.requests.all().map(({ decisions }) => decisions.length);
  expect(decided).toEqual(Array(200).fill(2));
  expect(new Set(at.mails()).size).toBe(400);
  expect(at.mails()).toHaveLength(400);
});

test('a run that died before it said its claim does not bring it back when it was given up meanwhile', async () => {
  const at = office();
  const { bus } = at.world;
  let refusals = 2;
  at.world.bus = {
    async publish(events) {
      refusals -= 1;
      if (refusals >= 0) throw new Error('The bus does not answer');
      await bus.publish(events);
    },
  };
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  const back = await at.asks({ kind: 'return' });
  await at.passes(minute);
  expect(at.sayings()).toEqual(['SeatUnwanted ada']);
  expect(await at.statusOf(id)).toBe('withdrawn');
  expect(await at.statusOf(back.id)).toBe('done');
  expect(at.leases.all().map(({ wanted }) => wanted)).toEqual([false]);
});

test('what is said once more, because nobody knows whether it was heard, is said in the same words', async () => {
  const at = office();
  const { bus } = at.world;
  let lost = 3;
  at.world.bus = {
    async publish(events) {
      await bus.publish(events);
      lost -= 1;
      if (lost >= 0) throw new Error('The answer was lost');
    },
  };
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  await at.passes(minute);
  expect(at.said).toHaveLength(4);
  expect(new Set(at.said.map((event) => JSON.stringify(event))).size).toBe(1);
});

test('an operator sees every request, and decides none that is not theirs to decide', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  expect(await because(at.decides(oz, id))).toBe('forbidden');
  expect(await at.statusOf(id)).toBe('waiting');
});

test('whoever has approved does not reject any more, while another one has still to decide', async () => {
  const at = office();
  const { id } = await at.asks(graphics);
  await at.decides(eve, id);
  expect(await because(at.decides(eve, id, 'reject', 'I have thought again'))).toBe('alreadyDecided');
  expect(await at.statusOf(id)).toBe('waiting');
  await at.decides(mallory, id);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
});

test('a desktop that is given back while its lease ends is given up in words of its own, each once', async () => {
  const at = office({
    rules: [{ kind: 'return', needed: 1, by: 'manager' }, ...wireSettings().rules.slice(1, 2)],
  });
  await givenDesktop(at, noon + 2 * day);
  const { id } = await at.asks({ kind: 'return' });
  const { bus } = at.world;
  at.world.bus = { publish: () => Promise.reject(new Error('The bus does not answer')) };
  await at.passes(2 * day);
  await expect(at.sweeps()).rejects.toThrow('The bus does not answer');
  at.world.bus = bus;
  await at.decides(boss, id);
  await at.sweeps();
  expect(at.said.map(({ detail }) => detail.evidence)).toEqual([`request:${id}`]);
});

test('a claim that was not said, because its run died, is said also when something else has settled its request', async () => {
  const at = office();
  const { bus } = at.world;
  at.world.bus = { publish: () => Promise.reject(new Error('The bus does not answer')) };
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  // Somebody else gives them a desktop.
  await at.seatIs('live');
  expect(await at.statusOf(id)).toBe('done');
  at.world.bus = bus;
  await at.passes(minute);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
  expect(at.steps.execution(id)?.status).toBe('SUCCEEDED');
});
