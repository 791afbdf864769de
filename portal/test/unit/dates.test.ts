import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfDay, latestDay, moment, money, relative } from '../../src/words/dates.ts';

const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Europe/Berlin';
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const now = Date.parse('2027-03-09T13:20:00Z');
const at = (ms: number) => new Date(now + ms).toISOString();
const hour = 3_600_000;

test('A moment of today needs no day; another one does, and one of another year needs that too', () => {
  expect(moment(at(hour), now, 'en-GB')).toBe('15:20');
  expect(moment(at(-30 * hour), now, 'en-GB')).toBe('8 Mar, 08:20');
  expect(moment('2026-12-24T18:00:00Z', now, 'en-GB')).toBe('24 Dec 2026, 19:00');
  expect(moment(at(-30 * hour), now, 'de-DE')).toBe('8. März, 08:20');
});

test('How long ago or ahead is said as people say it', () => {
  expect(
    [20_000, -20_000, 8 * 60_000, -3 * hour, -26 * hour, 40 * 24 * hour].map((ms) => relative(at(ms), now)),
  ).toEqual(['in less than a minute', 'just now', 'in 8 minutes', '3 hours ago', 'yesterday', 'in 40 days']);
});

test('Until a day includes that day, where the reader is, in summer too', () => {
  expect(endOfDay('2027-03-09')).toBe('2027-03-09T22:59:59Z');
  expect(endOfDay('2027-07-01')).toBe('2027-07-01T21:59:59Z');
  for (const none of ['', '2027-02-30', '2027-13-01', 'tomorrow']) expect(endOfDay(none)).toBeUndefined();
});

test('The latest day that may be chosen ends within the days that are allowed', () => {
  for (const days of [1, 30, 180]) {
    const end = Date.parse(endOfDay(latestDay(now, days)) ?? '');
    expect(end).toBeLessThanOrEqual(now + days * 24 * hour);
    expect(end).toBeGreaterThan(now + (days - 1) * 24 * hour - hour);
  }
});

test('A price is written as in the reader’s language, without cents that are none', () => {
  expect(money({ amount: 44, currency: 'EUR' }, 'en-GB')).toBe('€44');
  expect(money({ amount: 29.5, currency: 'EUR' }, 'en-GB')).toBe('€29.50');
  expect(money({ amount: 1614, currency: 'USD' }, 'de-DE').replace(/\s/, ' ')).toBe('1.614 $');
});
