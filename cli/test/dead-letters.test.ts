import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workshop } from './workshop.ts';

let workshop: Workshop;
const homes = new Map<string, string>();
const dead = new Map<string, string>();
const functions = [
  'alarm-manager-watch',
  'rebuild-service-seats',
  'directory-sync-sync',
  'user-notices-tell',
];

const eventOf = (id: string) =>
  JSON.stringify({
    version: '0',
    id,
    'detail-type': 'HoldPlaced.v1',
    source: 'cleandesk.operator',
    detail: {},
  });

beforeAll(async () => {
  workshop = await Workshop.open('desks');
  for (const name of functions) {
    homes.set(name, await workshop.queue(`desks-${name}`));
    dead.set(name, await workshop.queue(`desks-${name}-dead-letters`));
  }
  dead.set('timers', await workshop.queue('desks-timers-dead-letters'));
  // Another deployment whose name begins like this one's.
  await workshop.letter(
    await workshop.queue('desks-two-rebuild-service-seats-dead-letters', 'desks-two'),
    'not ours',
  );
}, 180_000);
afterAll(() => workshop.close());

const deadOf = (name: string) => dead.get(name) ?? '';
const homeOf = (name: string) => homes.get(name) ?? '';

test('a hundred letters of several services are shown, brought back, and none is lost or doubled', async () => {
  const all = new Set<string>();
  for (let number = 0; number < 100; number += 1) {
    const body = eventOf(`event-${number}`);
    all.add(body);
    await workshop.letter(deadOf(functions[number % functions.length] ?? ''), body);
  }
  const unread = eventOf('of-another-version');
  await workshop.letter(deadOf('rebuild-service-seats'), unread, 'HoldPlaced.v1: seat: required');
  await workshop.letter(deadOf('timers'), eventOf('a-timer'));

  const listed = await workshop.type('dlq', 'list');
  expect(listed.code).toBe(1);
  expect(listed.out).toMatch(/^rebuild-service-seats +26 +yes$/m);
  expect(listed.out).toMatch(/^timers +1 +no/m);
  expect(listed.out).not.toContain('two');

  const looked = await workshop.type('dlq', 'redrive', '--all', '--json');
  expect(looked.code).toBe(3);
  expect(JSON.parse(looked.out)).toMatchObject({ redriven: false });
  for (const name of functions) expect(await workshop.emptied(homeOf(name))).toEqual([]);

  const done = await workshop.type('dlq', 'redrive', '--all', '--yes');
  expect(done.err).toBe('');
  expect(done.out).toContain('100 letters redriven.');
  expect(done.out).toContain('HoldPlaced.v1: HoldPlaced.v1: seat: required');
  expect(done.code).toBe(4);
  const came: string[] = [];
  for (const name of functions) came.push(...(await workshop.emptied(homeOf(name))));
  expect(came).toHaveLength(100);
  expect(new Set(came)).toEqual(all);

  const again = await workshop.type('dlq', 'redrive', '--all', '--yes');
  expect(again.out).toContain('0 letters redriven.');
  for (const name of functions) expect(await workshop.emptied(homeOf(name))).toEqual([]);

  const newer = await workshop.type('dlq', 'redrive', 'rebuild-service-seats', '--unreadable', '--yes');
  expect(newer).toMatchObject({ code: 0 });
  expect(await workshop.emptied(homeOf('rebuild-service-seats'))).toEqual([unread]);
}, 60_000);

test('letters are shown with what they are about and why they are there, and stay', async () => {
  const seat = { directoryId: 'd-9067000001', userName: 'ada\u001b[2J' };
  const body = JSON.stringify({ 'detail-type': 'HoldPlaced.v1', detail: { seat } });
  await workshop.letter(deadOf('user-notices-tell'), body, 'nobody listens to it');
  for (let look = 0; look < 2; look += 1) {
    const { code, out } = await workshop.type('dlq', 'show', 'user-notices-tell');
    expect(code).toBe(0);
    expect(out).toContain('HoldPlaced.v1  d-9067000001/ada\uFFFD[2J');
    expect(out).toContain('nobody listens to it');
  }
  const none = await workshop.type('dlq', 'show', 'mails');
  expect(none.err).toContain('There is no queue mails. Queues are alarm-manager-watch');
  const timers = await workshop.type('dlq', 'redrive', 'timers', '--yes');
  expect(timers.err).toContain('Letters of timers belong to no queue.');
});
