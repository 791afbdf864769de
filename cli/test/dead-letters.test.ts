import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { redrive } from '../src/dead-letters/redrive.ts';
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

  // Letters that are only hidden are counted: what was given back is gone.
  const after = z.array(z.object({ queue: z.string(), letters: z.number() }));
  const left = after.parse(JSON.parse((await workshop.type('dlq', 'list', '--json')).out));
  expect(left.filter(({ letters }) => letters > 0)).toEqual([
    { queue: 'rebuild-service-seats', letters: 1 },
    { queue: 'timers', letters: 1 },
  ]);

  const newer = await workshop.type('dlq', 'redrive', 'rebuild-service-seats', '--unreadable', '--yes');
  expect(newer).toMatchObject({ code: 0 });
  expect(await workshop.emptied(homeOf('rebuild-service-seats'))).toEqual([unread]);
});

test('queues are known by the tags that their owner gives them, and never those of another deployment', async () => {
  for (const queue of ['timers-dead-letters', 'user-notices-tell', 'user-notices-tell-dead-letters']) {
    await workshop.queue(`branch-${queue}`, 'production');
    await workshop.queue(`branch-two-${queue}`, 'production');
  }
  await workshop.queue('branch-of-others-dead-letters', 'others');
  const listed = JSON.parse((await workshop.type('dlq', 'list', '--name', 'branch', '--json')).out);
  expect(listed).toEqual([
    { queue: 'timers', letters: 0, redrivable: false },
    { queue: 'user-notices-tell', letters: 0, redrivable: true },
  ]);
});

test('letters that somebody else reads are no success: they are counted, and it ends as not all', async () => {
  const queue = deadOf('alarm-manager-watch');
  await workshop.letter(queue, eventOf('hidden'));
  const [read] = await workshop.read(queue);
  await workshop.letter(queue, eventOf('seen'));
  const { code, out } = await workshop.type('dlq', 'redrive', 'alarm-manager-watch', '--yes');
  expect(out).toContain('1 letter redriven.');
  expect(out).toContain('1 letter more lie there');
  expect(code).toBe(4);
  await workshop.show(queue, read);
  const again = await workshop.type('dlq', 'redrive', 'alarm-manager-watch', '--yes');
  expect(again).toMatchObject({ code: 0, err: '' });
  const came = await workshop.emptied(homeOf('alarm-manager-watch'));
  expect(new Set(came)).toEqual(new Set([eventOf('hidden'), eventOf('seen')]));
});

test('what SQS does not take away is told, and shown again at once', async () => {
  const url = deadOf('directory-sync-sync');
  await workshop.letter(url, eventOf('stuck'));
  const failing = workshop.sqsThatDeletesNothing();
  const queue = { of: 'directory-sync-sync', url, home: homeOf('directory-sync-sync') };
  const done = await redrive(failing, queue, { dryRun: false });
  expect(done).toEqual({ of: 'directory-sync-sync', redriven: 1, left: [], undeleted: 1, hidden: 0 });
  failing.destroy();
  expect(await workshop.emptied(url)).toEqual([eventOf('stuck')]);
  expect(await workshop.emptied(queue.home)).toEqual([eventOf('stuck')]);
});

test('letters are shown with what they are about and why they are there, and stay', async () => {
  // A name that no hexadecimal id has in it.
  const seat = { directoryId: 'd-9067000001', userName: 'ingrid\u001b[2J' };
  const body = JSON.stringify({ 'detail-type': 'HoldPlaced.v1', detail: { seat } });
  await workshop.letter(deadOf('user-notices-tell'), body, 'nobody listens to it');
  for (let look = 0; look < 2; look += 1) {
    const { code, out } = await workshop.type('dlq', 'show', 'user-notices-tell');
    expect(code).toBe(0);
    expect(out).toContain('HoldPlaced.v1  d-9067000001\n');
    expect(out).toContain('nobody listens to it');
    expect(out).not.toContain('ingrid');
  }
  const json = await workshop.type('dlq', 'show', 'user-notices-tell', '--json');
  expect(JSON.parse(json.out)).toMatchObject([{ event: 'HoldPlaced.v1', about: 'd-9067000001' }]);
  expect(json.out).not.toContain('ingrid');
  const named = await workshop.type('dlq', 'show', 'user-notices-tell', '--body');
  expect(named.out).toContain('HoldPlaced.v1  d-9067000001/ingrid\uFFFD[2J');
  const whole = await workshop.type('dlq', 'show', 'user-notices-tell', '--body', '--json');
  expect(JSON.parse(whole.out)).toMatchObject([{ body, user: 'd-9067000001/ingrid\u001b[2J' }]);
  const none = await workshop.type('dlq', 'show', 'mails');
  expect(none.err).toContain('There is no queue mails. Queues are alarm-manager-watch');
  const timers = await workshop.type('dlq', 'redrive', 'timers', '--yes');
  expect(timers.err).toContain('Letters of timers belong to no queue.');
});
