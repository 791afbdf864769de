import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteOf, outageAround, outageOf, over, withOutage } from '../../src/domain/outages.ts';
import { at, minute, noon } from './given.ts';

const limits = { threshold: 20, withinMs: 10 * minute };
const counted = (...leavings: [minutes: number, count: number][]): ReadonlyMap<number, number> =>
  new Map(leavings.map(([minutes, count]) => [minuteOf(at(minutes)), count]));

describe('An outage', () => {
  it('is more leavings within its time than the threshold, whenever they are told of', () => {
    expect(outageAround(counted([0, 20]), noon, limits)).toBeUndefined();
    expect(outageAround(counted([0, 21]), noon, limits)).toEqual({ from: at(-9), to: at(10) - 1 });
    expect(outageAround(counted([-9, 11], [0, 10]), noon, limits)).toEqual({ from: at(-9), to: at(1) - 1 });
  });

  it('is none when they are spread over a longer time', () => {
    expect(outageAround(counted([-10, 20], [0, 20]), noon, limits)).toBeUndefined();
  });

  it('holds nobody who left before a person said that it was over', () => {
    const since = at(-2);
    expect(outageAround(counted([-3, 500], [0, 3]), noon, { ...limits, since })).toBeUndefined();
    expect(outageAround(counted([-3, 500]), at(-3), { ...limits, since })).toBeUndefined();
    expect(outageAround(counted([-3, 500], [0, 21]), noon, { ...limits, since })).toEqual({
      from: at(-1),
      to: at(10) - 1,
    });
  });

  it('that only a sweep tells of is known by the part of the fleet that it has reached', () => {
    const fleet = { threshold: 6000, withinMs: 10 * minute };
    const swept = (found: number, seen: number) => ({
      found: counted([0, found]),
      seen: counted([0, seen]),
      fleet: 20_000,
      least: 20,
    });
    const told = (found: number, seen: number, byAlarms = 0) =>
      outageAround(counted([0, found + byAlarms]), noon, fleet, swept(found, seen)) !== undefined;
    expect(outageAround(counted([0, 25]), noon, fleet)).toBeUndefined();
    expect(told(25, 75)).toBe(true);
    expect(told(25, 100)).toBe(false);
    expect(told(25, 100, 1001)).toBe(true);
    // Two of two say nothing of twenty thousand.
    expect(told(20, 20)).toBe(false);
    // Whatever was not counted of what it saw makes it more likely, not less.
    expect(told(25, 0)).toBe(true);
  });

  it('grows with who leaves next, and is told of once', () => {
    const first = withOutage([], { from: at(-9), to: at(9) }, noon) ?? [];
    expect(first).toMatchObject([{ from: at(-9), to: at(9), told: false }]);
    const told = first.map((outage) => ({ ...outage, told: true }));
    expect(withOutage(told, { from: at(-5), to: at(5) }, noon)).toBeUndefined();
    expect(withOutage(told, { from: at(-2), to: at(12) }, noon)).toMatchObject([{ to: at(12), told: true }]);
    expect(withOutage(told, { from: at(60), to: at(70) }, at(60))).toHaveLength(2);
  });

  it('is over for those who left before a person said so, and another one can follow', () => {
    const ended = over([{ from: at(-9), to: at(2), openedAt: noon, told: true }], at(5));
    expect(outageOf(ended, at(4))).toMatchObject({ overSince: at(5) });
    expect(outageOf(ended, at(6))).toBeUndefined();
    const again = withOutage(ended, { from: at(4), to: at(9) }, at(8)) ?? [];
    expect(outageOf(again, at(4.5))).not.toHaveProperty('overSince');
  });

  it('that began after a person said so goes on', () => {
    const later = { from: at(50), to: at(70), openedAt: at(60), told: true };
    expect(over([later], at(55))).toEqual([later]);
  });

  it('is found whatever the order in which its leavings are told of', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 21, maxLength: 60 });
    fc.assert(
      fc.property(minutes, (left) => {
        const counts = new Map<number, number>();
        let outages: ReturnType<typeof over> = [];
        for (const one of left) {
          counts.set(minuteOf(at(one)), (counts.get(minuteOf(at(one))) ?? 0) + 1);
          const span = outageAround(counts, at(one), limits);
          if (span !== undefined) outages = withOutage(outages, span, noon) ?? outages;
        }
        expect(outages).toHaveLength(1);
        for (const one of left) expect(outageOf(outages, at(one))).toBe(outages[0]);
      }),
    );
  });
});
