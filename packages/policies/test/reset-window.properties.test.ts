import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closesAt, isOpen, nextOpening, type ResetSpan, readyBy } from '../src/index.ts';
import { watchClock, watched } from './wall-clock.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const runs = { numRuns: 150 };

/** Quarters of an hour, and more often those in which clocks are changed. */
const timeOfDay = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 24 * 60 - 1 }),
);
const weekdays = fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, { minLength: 1 });
const spanIn = (timeZone: string): fc.Arbitrary<ResetSpan> =>
  fc.record(
    { days: weekdays, from: timeOfDay, to: timeOfDay, timeZone: fc.constant(timeZone), readyBy: timeOfDay },
    { noNullPrototype: true },
  );

describe.each(watched)('in %s around %d', (timeZone, change) => {
  const clock = watchClock(timeZone, change - 6 * day, change + 7 * day);
  const first = change - 3 * day;
  const last = change + 3 * day;
  const span = spanIn(timeZone);
  const instant = fc.oneof(
    fc.integer({ min: first, max: last }),
    fc.integer({ min: change - 4 * 60 * minute, max: change + 4 * 60 * minute }),
    fc.integer({ min: -240, max: 240 }).map((minutes) => change + minutes * minute),
  );

  test('it is open when the clock on the wall says so', () => {
    fc.assert(
      fc.property(span, instant, (one, at) => {
        const open = clock.openings(one).filter((opening) => opening.opensAt <= at && at < opening.closesAt);
        expect(isOpen([one], at)).toBe(open.length > 0);
        expect(closesAt([one], at)).toBe(open.at(-1)?.closesAt);
      }),
      runs,
    );
  });

  test('no opening is missed, and none comes twice', () => {
    fc.assert(
      fc.property(span, (one) => {
        const expected = clock.openings(one).filter(({ opensAt }) => first <= opensAt && opensAt <= last);
        const seen: number[] = [];
        // From before the first on, so that what is open at the beginning is not taken for an opening.
        let at = nextOpening([one], first - 2 * day);
        while (at <= last) {
          if (at >= first) seen.push(at);
          at = nextOpening([one], closesAt([one], at) ?? at + 1);
        }
        expect(seen).toEqual(expected.map(({ opensAt }) => opensAt));
      }),
      runs,
    );
  });

  test('it is open at its next opening, and not before', () => {
    fc.assert(
      fc.property(
        fc.array(span, { minLength: 1, maxLength: 3 }),
        instant,
        fc.nat(1_000_000),
        (spans, at, part) => {
          const opens = nextOpening(spans, at);
          expect(opens).toBeGreaterThanOrEqual(at);
          expect(isOpen(spans, opens)).toBe(true);
          const before = at + Math.floor(((opens - at) * part) / 1_000_001);
          expect(isOpen(spans, before)).toBe(before === opens);
        },
      ),
      runs,
    );
  });

  test('who asks later is not told an earlier opening', () => {
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 3 }), instant, instant, (spans, one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        expect(nextOpening(spans, sooner)).toBeLessThanOrEqual(nextOpening(spans, later));
      }),
      runs,
    );
  });

  test('a list of spans is open when one of them is', () => {
    fc.assert(
      fc.property(span, span, instant, (one, other, at) => {
        expect(isOpen([one, other], at)).toBe(isOpen([one], at) || isOpen([other], at));
        expect(nextOpening([one, other], at)).toBe(
          Math.min(nextOpening([one], at), nextOpening([other], at)),
        );
      }),
      runs,
    );
  });

  test('ready by is the first such time after the opening, and the same all through it', () => {
    fc.assert(
      fc.property(span, instant, fc.nat(1_000_000), (one, at, part) => {
        const opening = clock.openings(one).find(({ opensAt, closesAt: end }) => opensAt <= at && at < end);
        const ready = readyBy([one], at);
        const { opensAt, closesAt: end, date } = opening ?? { opensAt: at, closesAt: at, date: Number.NaN };
        const times = [0, 1].map((days) => clock.reaches(date + days * day + (one.readyBy ?? 0) * minute));
        expect(ready).toBe(times.find((time) => opening && time !== undefined && time > opensAt));
        const within = opensAt + Math.floor(((end - opensAt) * part) / 1_000_001);
        expect(readyBy([one], within)).toBe(ready);
      }),
      runs,
    );
  });
});
