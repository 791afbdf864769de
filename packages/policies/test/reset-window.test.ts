import { describe, expect, test } from 'vitest';
import { closesAt, isOpen, nextOpening, type ResetSpan, readyBy } from '../src/index.ts';

const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const span = (from: string, to: string, more: Partial<ResetSpan> = {}): ResetSpan => ({
  days: all,
  from: minutes(from),
  to: minutes(to),
  timeZone: 'Europe/Berlin',
  ...more,
});
const at = (text: string) => Date.parse(text);
const shown = (instant: number | undefined) => instant && new Date(instant).toISOString().slice(0, 16);

describe('a night from 20:00 to 06:00', () => {
  const weekdays = [span('20:00', '06:00', { days: all.slice(0, 5), readyBy: minutes('07:30') })];
  test('begins on the days it names and ends on the next', () => {
    expect(isOpen(weekdays, at('2026-08-07T20:00+02:00'))).toBe(true); // a Friday
    expect(isOpen(weekdays, at('2026-08-08T05:59+02:00'))).toBe(true);
    expect(isOpen(weekdays, at('2026-08-08T06:00+02:00'))).toBe(false);
    expect(isOpen(weekdays, at('2026-08-08T20:00+02:00'))).toBe(false);
    expect(isOpen(weekdays, at('2026-08-10T05:59+02:00'))).toBe(false);
  });
  test('comes again after the weekend', () => {
    expect(shown(nextOpening(weekdays, at('2026-08-08T06:00+02:00')))).toBe('2026-08-10T18:00');
  });
  test('is now while it lasts', () => {
    const now = at('2026-08-08T01:23:45+02:00');
    expect(nextOpening(weekdays, now)).toBe(now);
    expect(shown(closesAt(weekdays, now))).toBe('2026-08-08T04:00');
    expect(shown(readyBy(weekdays, now))).toBe('2026-08-08T05:30');
  });
  test('has no end and nothing to be ready by while it is day', () => {
    const noon = at('2026-08-07T12:00+02:00');
    expect([closesAt(weekdays, noon), readyBy(weekdays, noon)]).toEqual([undefined, undefined]);
  });
});

describe('when the clock is put forward (02:00 is 03:00)', () => {
  const night = '2026-03-29T00:00+01:00';
  test('a time that does not exist opens at the first instant after the gap', () => {
    expect(shown(nextOpening([span('02:30', '04:00')], at(night)))).toBe('2026-03-29T01:00');
  });
  test('an opening of which nothing exists is as long as on other days', () => {
    const skipped = [span('02:15', '02:45')];
    const opens = nextOpening(skipped, at(night));
    expect(shown(opens)).toBe('2026-03-29T01:00');
    expect(shown(closesAt(skipped, opens))).toBe('2026-03-29T01:30');
  });
});

describe('when the clock is put back (03:00 is 02:00)', () => {
  const window = [span('02:15', '02:45')];
  test('a time that exists twice opens once, at the first', () => {
    const opens = nextOpening(window, at('2026-10-25T00:00+02:00'));
    expect(shown(opens)).toBe('2026-10-25T00:15');
    expect(shown(nextOpening(window, closesAt(window, opens) ?? 0))).toBe('2026-10-26T01:15');
  });
});

describe('a whole day', () => {
  test.each(['00:00', '20:00'])('is from %s to the same time', (time) => {
    const window = [span(time, time)];
    const now = at('2026-08-07T12:00+02:00');
    expect(isOpen(window, now)).toBe(true);
    expect(nextOpening(window, closesAt(window, now) ?? 0)).toBe(closesAt(window, now));
  });
  test('on one day of the week ends at midnight', () => {
    const window = [span('00:00', '00:00', { days: ['sun'] })];
    expect(shown(nextOpening(window, at('2026-08-07T12:00+02:00')))).toBe('2026-08-08T22:00');
    expect(isOpen(window, at('2026-08-10T00:00+02:00'))).toBe(false);
  });
});

describe('spans that overlap', () => {
  const early = span('20:00', '23:00', { readyBy: minutes('23:30') });
  const late = span('22:00', '06:00', { readyBy: minutes('07:30') });
  const both = at('2026-08-07T22:30+02:00');
  test('end with the last, and are ready by the earliest', () => {
    expect(shown(closesAt([early, late], both))).toBe('2026-08-08T04:00');
    expect(shown(readyBy([late, early], both))).toBe('2026-08-07T21:30');
  });
  test('may lie in different places', () => {
    const elsewhere = span('20:00', '23:00', { timeZone: 'America/New_York' });
    expect(isOpen([early, elsewhere], at('2026-08-08T00:30Z'))).toBe(true);
    expect(shown(closesAt([early, elsewhere], at('2026-08-08T00:30Z')))).toBe('2026-08-08T03:00');
  });
});

test('a date that a place left out opens when the next one begins', () => {
  // Samoa went from the 29th to the 31st of December 2011.
  const friday = [span('02:00', '04:00', { days: ['fri'], timeZone: 'Pacific/Apia' })];
  const opens = nextOpening(friday, at('2011-12-29T12:00Z'));
  expect(shown(opens)).toBe('2011-12-30T10:00');
  expect(shown(closesAt(friday, opens))).toBe('2011-12-30T12:00');
});

test('a window without spans never opens', () => {
  expect(nextOpening([], 0)).toBe(Number.POSITIVE_INFINITY);
  expect(nextOpening([span('20:00', '06:00', { days: [] })], 0)).toBe(Number.POSITIVE_INFINITY);
});
