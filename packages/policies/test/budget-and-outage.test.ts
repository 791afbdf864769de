import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  budgetLimit,
  budgetWindow,
  failuresAllowed,
  nextBudgetWindow,
  outageThreshold,
  policyDefaults,
} from '../src/index.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 7, 3, 12);

describe('a budget', () => {
  const tenth = { budget: { share: 0.1, windowMs: hour } };
  test('that nobody gave has neither a limit nor a window', () => {
    expect([budgetLimit({}, 100), budgetWindow({}, noon), nextBudgetWindow({}, noon)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('of a count does not ask for the fleet', () => {
    const budget = { count: 5, windowMs: hour };
    expect([undefined, 0, 1000].map((fleet) => budgetLimit({ budget }, fleet))).toEqual([5, 5, 5]);
  });
  test.each([
    [undefined, 1],
    [0, 1],
    [9, 1],
    [10, 1],
    [11, 2],
    [100, 10],
  ])('of a tenth of %s desktops lets %s go', (fleet, limit) => {
    expect(budgetLimit(tenth, fleet)).toBe(limit);
  });
  test('of a share is rounded up as on paper, not as in binary', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 20_000 }), (percent, fleet) => {
        const onPaper = Math.max(1, Math.floor((percent * fleet + 99) / 100));
        expect(budgetLimit({ budget: { share: percent / 100, windowMs: hour } }, fleet)).toBe(onPaper);
      }),
      { numRuns: 2000 },
    );
  });
  test('names its window by when it begins and how long it is', () => {
    expect(budgetWindow(tenth, noon + 59 * 60_000)).toBe('2026-08-03T12:00:00.000Z/PT3600S');
    expect(nextBudgetWindow(tenth, noon)).toBe(noon + hour);
  });
  test('is one and the same until the next window, and another one from then on', () => {
    const windowMs = fc.integer({ min: 60, max: 604_800 }).map((seconds) => seconds * 1000);
    fc.assert(
      fc.property(windowMs, fc.integer({ min: 0, max: 4e12 }), (length, at) => {
        const policy = { budget: { count: 1, windowMs: length } };
        const next = nextBudgetWindow(policy, at) ?? 0;
        expect(next).toBeGreaterThan(at);
        expect(next - at).toBeLessThanOrEqual(length);
        expect(budgetWindow(policy, next - 1)).toBe(budgetWindow(policy, at));
        expect(budgetWindow(policy, next)).not.toBe(budgetWindow(policy, at));
      }),
    );
  });
});

describe('it looks like an outage', () => {
  test.each([
    [undefined, 20],
    [10, 20],
    [66, 20],
    [100, 30],
    [1000, 300],
  ])('when of %s desktops more than %s are left at once', (fleet, threshold) => {
    expect(outageThreshold(policyDefaults, fleet, noon)).toBe(threshold);
  });
  test('when more than a share are left, as on paper and not as in binary', () => {
    expect(outageThreshold({ outage: { ...policyDefaults.outage, share: 0.29 } }, 100, noon)).toBe(29);
  });

  test.each([
    [undefined, 2],
    [1000, 2],
    [20_000, 40],
  ])('of a bad image when of %s desktops more than %s end badly', (fleet, most) => {
    expect(failuresAllowed(policyDefaults, fleet)).toBe(most);
  });

  const office = { days: ['mon', 'tue'], from: 17 * 60, to: 19 * 60, timeZone: 'Europe/Berlin' } as const;
  const late = { ...office, from: 18 * 60, to: 20 * 60 };
  const named = (...hours: readonly object[]) => ({
    outage: { ...policyDefaults.outage, hours: hours.map((one) => ({ ...office, ...one })) },
  });
  const monday = (hours: number, minutes = 0) => Date.UTC(2026, 7, 3, hours - 2, minutes);
  test('later where everyone goes home, and only then', () => {
    const policy = named({ share: 0.9 });
    expect(
      [monday(16, 59), monday(17), monday(18, 59), monday(19)].map((at) => outageThreshold(policy, 100, at)),
    ).toEqual([30, 90, 90, 30]);
  });
  test('on the named days only', () => {
    expect(outageThreshold(named({ share: 0.9 }), 100, monday(17) + 2 * 24 * hour)).toBe(30);
  });
  test('by the named least, with the usual share, and the other way round', () => {
    expect(outageThreshold(named({ least: 5 }), 100, monday(17))).toBe(30);
    expect(outageThreshold(named({ least: 5 }), 10, monday(17))).toBe(5);
    expect(outageThreshold(named({ share: 0.5 }), undefined, monday(17))).toBe(20);
  });
  test('by the first hours that are open', () => {
    const policy = named({ least: 50 }, { ...late, least: 70 });
    expect([monday(17), monday(18), monday(19)].map((at) => outageThreshold(policy, 10, at))).toEqual([
      50, 50, 70,
    ]);
  });
});
