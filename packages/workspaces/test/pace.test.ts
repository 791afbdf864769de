import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NoTurn, pace } from '../src/index.ts';
import { virtualClock } from './virtual-clock.ts';

const times = async (count: number, options: { perSecond: number; burst: number }) => {
  const clock = virtualClock();
  const bucket = pace({ ...options, clock });
  return Promise.all(Array.from({ length: count }, () => bucket.turn().then(() => clock.now())));
};

test('a burst goes at once, the rest at the rate', async () => {
  const at = await times(9, { perSecond: 2, burst: 5 });
  expect(at.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  for (const [n, when] of at.slice(5).entries()) {
    expect(when).toBeGreaterThanOrEqual((n + 1) * 500);
    expect(when).toBeLessThanOrEqual((n + 1) * 510);
  }
});

test('the rate is never exceeded, whatever it is', async () => {
  const rates = fc.record({
    perSecond: fc.double({ min: 0.1, max: 50, noNaN: true }),
    burst: fc.integer({ min: 1, max: 10 }),
  });
  await fc.assert(
    fc.asyncProperty(rates, fc.integer({ min: 1, max: 40 }), async (options, count) => {
      const at = await times(count, options);
      for (const [n, when] of at.entries()) {
        // Turn n + 1 comes when burst + elapsed x rate covers it.
        expect(options.burst + (when * options.perSecond) / 1000).toBeGreaterThanOrEqual(n + 1 - 1e-6);
      }
    }),
    { numRuns: 100 },
  );
});

test('who comes first goes before all who wait, in the order of coming', async () => {
  const clock = virtualClock();
  const bucket = pace({ perSecond: 1, burst: 1, clock });
  const order: string[] = [];
  const ask = (name: string, rank?: 'first') => bucket.turn(rank).then(() => void order.push(name));
  await Promise.all([ask('a'), ask('b'), ask('c'), ask('terminate 1', 'first'), ask('terminate 2', 'first')]);
  expect(order).toEqual(['a', 'terminate 1', 'terminate 2', 'b', 'c']);
});

test('a long sleep fills the bucket up to the burst and no further', async () => {
  const clock = virtualClock();
  const bucket = pace({ perSecond: 2, burst: 5, clock });
  await clock.wait(3_600_000);
  const at = await Promise.all(
    Array.from({ length: 6 }, () => bucket.turn().then(() => clock.now() - 3_600_000)),
  );
  expect(at[4]).toBe(0);
  expect(at[5]).toBeGreaterThanOrEqual(500);
});

test('on wall time a turn comes by itself', async () => {
  const bucket = pace({ perSecond: 100, burst: 1, clock: { now: () => performance.now() } });
  const start = performance.now();
  await Promise.all([bucket.turn(), bucket.turn(), bucket.turn()]);
  expect(performance.now() - start).toBeGreaterThanOrEqual(19);
});

test.each([0, -1, Number.NaN])('a rate of %s is refused', (perSecond) => {
  expect(() => pace({ perSecond, burst: 1, clock: virtualClock() })).toThrow(RangeError);
});

test('who would have to wait too long leaves the line, and takes no turn of others', async () => {
  const clock = virtualClock();
  const bucket = pace({ perSecond: 1, burst: 1, clock });
  const turns = [
    bucket.turn(),
    bucket.turn('first', 1500),
    bucket.turn('first', 1900),
    bucket.turn('first', 3000),
  ];
  const when = await Promise.all(
    turns.map((turn) =>
      turn.then(
        () => Math.round(clock.now() / 100) / 10,
        (error: unknown) => error instanceof NoTurn,
      ),
    ),
  );
  expect(when).toEqual([0, 1, true, 2]);
});
