import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExpression } from '../../src/scheduler/expression.ts';

function runs(expression: string, zone: string, from: string, count = 3): string[] {
  const timetable = readExpression(expression, zone);
  if (timetable.kind !== 'cron') throw new Error('not a cron expression');
  const found: string[] = [];
  let at: number | undefined = Date.parse(from);
  while (found.length < count) {
    at = timetable.next(at);
    if (at === undefined) break;
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
}

// Saturday.
const from = '2026-11-21T05:00:00Z';

describe('AWS cron expressions', () => {
  it.each([
    ['cron(0 10 * * ? *)', ['2026-11-21T10:00', '2026-11-22T10:00', '2026-11-23T10:00']],
    ['cron(15 12 ? * SUN *)', ['2026-11-22T12:15', '2026-11-29T12:15', '2026-12-06T12:15']],
    ['cron(15 12 ? * 1 *)', ['2026-11-22T12:15', '2026-11-29T12:15', '2026-12-06T12:15']],
    ['cron(15 12 ? * 7 *)', ['2026-11-21T12:15', '2026-11-28T12:15', '2026-12-05T12:15']],
    ['cron(0 18 ? * MON-FRI *)', ['2026-11-23T18:00', '2026-11-24T18:00', '2026-11-25T18:00']],
    ['cron(0 18 ? * 2-6 *)', ['2026-11-23T18:00', '2026-11-24T18:00', '2026-11-25T18:00']],
    ['cron(0/20 8 1 * ? *)', ['2026-12-01T08:00', '2026-12-01T08:20', '2026-12-01T08:40']],
    ['cron(15 10 ? * 6L 2026-2027)', ['2026-11-27T10:15', '2026-12-25T10:15', '2027-01-29T10:15']],
    ['cron(15 10 ? * 6#3 *)', ['2026-12-18T10:15', '2027-01-15T10:15', '2027-02-19T10:15']],
    ['cron(0 9 ? * MON#1 *)', ['2026-12-07T09:00', '2027-01-04T09:00', '2027-02-01T09:00']],
    ['cron(0 9 L * ? *)', ['2026-11-30T09:00', '2026-12-31T09:00', '2027-01-31T09:00']],
    ['cron(0 9 LW * ? *)', ['2026-11-30T09:00', '2026-12-31T09:00', '2027-01-29T09:00']],
    ['cron(0 9 15W 8 ? *)', ['2027-08-16T09:00', '2028-08-15T09:00', '2029-08-15T09:00']],
    ['cron(0 9 ? * L *)', ['2026-11-21T09:00', '2026-11-28T09:00', '2026-12-05T09:00']],
    ['cron(0 0 29 2 ? *)', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['cron(30 1 1 JAN,JUL ? 2027)', ['2027-01-01T01:30', '2027-07-01T01:30']],
    ['cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)', ['2026-11-21T08:00', '2026-11-21T08:01', '2026-11-21T08:02']],
  ])('%s', (expression, expected) => {
    expect(runs(expression, 'UTC', from)).toEqual(expected);
  });

  it.each([
    ['a time zone', 'cron(0 9 * * ? *)', 'Asia/Kolkata', ['2026-11-22T03:30']],
    [
      'a time that the clocks skip is left out',
      'cron(30 2 * * ? *)',
      'Europe/Berlin',
      ['2026-03-28T01:30', '2026-03-30T00:30'],
    ],
    [
      'a time that comes twice runs once',
      'cron(30 2 25 10 ? *)',
      'Europe/Berlin',
      ['2026-10-25T00:30', '2027-10-25T00:30'],
    ],
    [
      'the hour that comes twice runs once',
      'cron(0/30 * * * ? *)',
      'Europe/Berlin',
      ['2026-10-25T00:00', '2026-10-25T00:30', '2026-10-25T02:00'],
    ],
  ])('%s', (_, expression, zone, expected) => {
    const begin = { 'Asia/Kolkata': from }[zone] ?? `${expected[0]?.slice(0, 10)}T00:00:00Z`;
    const before = new Date(Date.parse(begin) - (expected[0]?.endsWith('00:00') ? 1 : 0)).toISOString();
    expect(runs(expression, zone, before, expected.length)).toEqual(expected);
  });
});

describe('what AWS refuses', () => {
  it.each([
    'cron(0 10 * * *)',
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(60 10 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 10 32 * ? *)',
    'cron(0 10 ? * 8 *)',
    'cron(0 10 ? * 0 *)',
    'cron(0 10 * 13 ? *)',
    'cron(0 10 * * ? 1969)',
    'cron(0 10 * * ? 2200)',
    'cron(0/0 10 * * ? *)',
    'cron(abc 10 * * ? *)',
    'cron()',
    'rate(0 minutes)',
    'rate(5)',
    'rate(5 seconds)',
    'rate(-1 minutes)',
    'rate(1.5 hours)',
    'at(2026-11-21)',
    'at(2026-13-21T05:00:00)',
    'at(2026-11-21T05:00:00Z)',
    'at(2026-11-21T05:00:00.123)',
    'every day',
    '',
  ])('%s', (expression) => {
    expect(() => readExpression(expression, 'UTC')).toThrow(`Invalid Schedule Expression ${expression}.`);
  });

  it('a time zone that is none', () => {
    expect(() => readExpression('rate(1 minute)', 'Mars/Base')).toThrow(
      'Invalid Schedule Expression Timezone',
    );
  });
});

describe('law: the next time is the first that matches', () => {
  /** Fields of plain numbers, lists, ranges and steps, beside the set of values that they stand for. */
  const field = (min: number, max: number): fc.Arbitrary<{ text: string; has: (value: number) => boolean }> =>
    fc.oneof(
      fc.constant({ text: '*', has: () => true }),
      fc
        .integer({ min, max })
        .map((only) => ({ text: String(only), has: (value: number) => value === only })),
      fc
        .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
        .map(([a, b]) => ({
          text: `${Math.min(a, b)}-${Math.max(a, b)}`,
          low: Math.min(a, b),
          high: Math.max(a, b),
        }))
        .map(({ text, low, high }) => ({ text, has: (value: number) => value >= low && value <= high })),
      fc
        .tuple(fc.integer({ min, max }), fc.integer({ min: 1, max: Math.min(20, max - min) }))
        .map(([first, step]) => ({
          text: `${first}/${step}`,
          has: (value: number) => value >= first && (value - first) % step === 0,
        })),
    );

  it('holds against trying every minute', () => {
    fc.assert(
      fc.property(
        field(0, 59),
        field(0, 23),
        field(1, 7),
        fc.integer({ min: 0, max: 400 * 1_440 }),
        (minutes, hours, weekday, offset) => {
          const begin = Date.UTC(2026, 0, 1) + offset * 60_000;
          const matches = (at: number): boolean => {
            const date = new Date(at);
            return (
              minutes.has(date.getUTCMinutes()) &&
              hours.has(date.getUTCHours()) &&
              weekday.has(date.getUTCDay() + 1)
            );
          };
          let expected = begin + 60_000;
          while (!matches(expected)) expected += 60_000;
          const timetable = readExpression(
            `cron(${minutes.text} ${hours.text} ? * ${weekday.text} *)`,
            'UTC',
          );
          expect(timetable.kind === 'cron' && timetable.next(begin)).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('moves forward in every time zone, across daylight saving', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
        fc.integer({ min: 0, max: 365 * 24 }),
        (zone, hour) => {
          const timetable = readExpression('cron(0/30 * * * ? *)', zone);
          const begin = Date.UTC(2026, 0, 1) + hour * 3_600_000;
          const next = timetable.kind === 'cron' ? timetable.next(begin) : undefined;
          expect(next).toBeGreaterThan(begin);
          expect(next).toBeLessThanOrEqual(begin + 2 * 3_600_000);
        },
      ),
      { numRuns: 300 },
    );
  });
});
