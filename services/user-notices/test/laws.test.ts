import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Happening } from '../src/domain/happening.ts';
import { announcements } from '../src/domain/notice.ts';
import { NotTold, PerhapsTold } from '../src/ports.ts';
import { graceStarted, minute, office, resetCancelled, resetCompleted, resetStarted } from './given.ts';

/** One delivery: of which event, how long after the one before, and what each way answers. */
const delivery = fc.record({
  event: fc.constantFrom<Happening[]>(graceStarted, resetStarted, resetCompleted, resetCancelled),
  laterMs: fc.constantFrom(0, 1000, minute, 20 * minute),
  mail: fc.constantFrom('told', 'throttled', 'silent', 'refused'),
  topic: fc.constantFrom('told', 'throttled', 'silent'),
});

const answerOf = (name: string) => {
  switch (name) {
    case 'throttled':
      return new NotTold('SES did not take it: TooManyRequestsException');
    case 'refused':
      return { refused: 'MessageRejected' };
    case 'told':
      return 'told';
    default:
      return new PerhapsTold('Nobody knows whether SES took it: TimeoutError');
  }
};

/** Plays deliveries in their order; each that failed comes again at the end, as from the queue. */
async function played(
  deliveries: readonly { event: Happening; laterMs: number; mail: string; topic: string }[],
) {
  const at = office();
  const again: Happening[] = [];
  for (const { event, laterMs, mail, topic } of deliveries) {
    at.clock.at += laterMs;
    at.answers.mail = [answerOf(mail)];
    at.answers.topic = [answerOf(topic)];
    await at.hears(event).catch(() => again.push(event));
  }
  at.answers.mail = [];
  at.answers.topic = [];
  // By then no run can be at it any more.
  for (let round = 0; round < 3; round += 1) {
    at.clock.at += 2 * minute;
    for (const event of again) await at.hears(event).catch(() => undefined);
  }
  return at;
}

const runs = { numRuns: 400 };
const deliveries = fc.array(delivery, { minLength: 1, maxLength: 12 });

test('whatever is delivered twice, late or in another order: nobody is told twice', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (history) => {
      const { told } = await played(history);
      expect(new Set(told()).size).toBe(told().length);
    }),
    runs,
  );
});

const isAnnouncement = (told: string) => announcements.some((notice) => told.startsWith(notice));
/** What was told by one way, up to and from the first of these notices on. */
function around(told: readonly string[], channel: string, notice: RegExp) {
  const mine = told.filter((one) => one.endsWith(channel));
  const first = mine.findIndex((one) => notice.test(one));
  return first < 0 ? undefined : { before: mine.slice(0, first), since: mine.slice(first) };
}

test('nothing is announced of a reset that was called off or is done', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (history) => {
      const { told } = await played(history);
      const late = ['mail', 'topic'].flatMap(
        (channel) => around(told(), channel, /^(after|withdrawn)/)?.since.filter(isAnnouncement) ?? [],
      );
      expect(late).toEqual([]);
    }),
    runs,
  );
});

test('only what was announced is taken back', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (history) => {
      const { told } = await played(history);
      const reasons = ['mail', 'topic'].map(
        (channel) => around(told(), channel, /^withdrawn/)?.before.some(isAnnouncement) ?? true,
      );
      expect(reasons).toEqual([true, true]);
    }),
    runs,
  );
});

test('who was to be told that the desktop is ready is told, unless the address was refused', async () => {
  await fc.assert(
    fc.asyncProperty(deliveries, async (history) => {
      const { told, counts } = await played(history);
      const due = history.some(({ event }) => event === resetCompleted) ? ['mail', 'topic'] : [];
      const untold = due.filter((channel) => !told().includes(`after ${channel}`));
      expect(untold).toEqual(counts.has('NoticeRefused') ? untold.filter((one) => one === 'mail') : []);
    }),
    runs,
  );
});
