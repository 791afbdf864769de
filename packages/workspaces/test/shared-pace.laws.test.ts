import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NoTurn } from '../src/index.ts';
import { type Call, chance, largestBurst, type Rank, sharedAccount } from './shared-account.ts';

// In virtual time. `intervalMs` is what one turn takes: 500 ms at 2 a second. Of AWS's burst of 5, 4 are booked.
const minutes = 60_000;
const answersIn = (random: () => number) => () => 5 + 15 * random();

/** Makes calls one after the other until then, each a moment after the one before. */
async function keepCalling(call: (rank: Rank) => Promise<Call>, rank: Rank, account: Account, until: number) {
  while (account.elapsed() < until) {
    await call(rank);
    await account.time.wait(50);
  }
}
type Account = ReturnType<typeof sharedAccount>;

const waits = (calls: readonly Call[], rank: Rank): number[] =>
  calls.filter((call) => call.rank === rank).map(({ asked, at }) => at - asked);

describe('never more than the rate, in sum', () => {
  const rates = fc.record({
    perSecond: fc.double({ min: 0.3, max: 30, noNaN: true }),
    secondsOfBurst: fc.double({ min: 1, max: 4, noNaN: true }),
  });
  const world = fc.record({
    rates,
    processes: fc.integer({ min: 1, max: 50 }),
    demands: fc.array(
      fc.record({
        process: fc.nat({ max: 49 }),
        rank: fc.constantFrom<Rank>('first', 'later'),
        // Many in the same moment, as on a cold start.
        atMs: fc.oneof(fc.constant(0), fc.nat({ max: 20_000 })),
        calls: fc.integer({ min: 1, max: 12 }),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    slowestAnswerMs: fc.constantFrom(0, 10, 100, 400),
    latestMs: fc.constantFrom(0, 5, 100, 1000),
    seed: fc.nat(),
  });

  test('whoever asks for whatever, with slow answers, late processes and clocks 100 ms apart', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rates: { perSecond, secondsOfBurst }, ...given }) => {
        const random = chance(given.seed);
        const burst = Math.max(2, Math.floor(perSecond * secondsOfBurst));
        const account = sharedAccount({
          perSecond,
          burst,
          answersIn: () => given.slowestAnswerMs * random(),
          lateness: () => (random() < 0.2 ? given.latestMs * random() : 0),
          skewOf: (process) => (process % 3) * 50,
          random,
        });
        const processes = Array.from({ length: given.processes }, (_, n) => account.openProcess(n));
        const demands = given.demands.flatMap(({ process, rank, atMs, calls }) =>
          Array.from({ length: calls }, async () => {
            await account.time.wait(atMs);
            // Whoever gets no turn in two minutes makes no call, which is within the rate.
            await processes[process % processes.length]?.(rank).catch(() => undefined);
          }),
        );
        await account.time.until(Promise.all(demands));
        expect(account.troubles).toEqual([]);
        expect(largestBurst(account.calls, perSecond)).toBeLessThanOrEqual(burst + 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  test.each([1, 2, 10, 50])('%i processes that want all they can get, for an hour', async (processes) => {
    const random = chance(processes);
    const account = sharedAccount({ answersIn: answersIn(random), random });
    const until = 60 * minutes;
    const all = Array.from({ length: processes }, (_, n) =>
      keepCalling(account.openProcess(n), n % 2 === 0 ? 'first' : 'later', account, until),
    );
    await account.time.until(Promise.all(all));
    expect(largestBurst(account.calls, 2)).toBeLessThanOrEqual(5);
    // Nothing is left lying about either, but for the burst at the beginning and the last ones' turns.
    const made = account.calls.filter(({ at }) => at <= until).length;
    expect(made).toBeGreaterThanOrEqual(0.99 * 2 * 3600);
  });
});

describe('one process alone', () => {
  test.each([
    ['first', 2],
    ['later', 2],
    ['first', 20],
    ['later', 20],
    ['first', 0.5],
    ['later', 0.5],
  ] as const)('of rank %s has all of %d a second', async (rank, perSecond) => {
    const random = chance(1);
    const burst = Math.max(2, perSecond * 2.5);
    const account = sharedAccount({ perSecond, burst, answersIn: answersIn(random), random });
    const call = account.openProcess(0);
    const until = 10 * minutes;
    // Two at a time, as a reader has them.
    const both = [keepCalling(call, rank, account, until), keepCalling(call, rank, account, until)];
    await account.time.until(Promise.all(both));
    const made = account.calls.filter(({ at }) => at <= until).length;
    expect(made).toBeGreaterThanOrEqual(0.95 * perSecond * 600);
    expect(account.bookings() / made).toBeLessThan(1.05);
  });

  test('has the whole burst for what comes first, and is not kept waiting by a quiet book', async () => {
    const account = sharedAccount();
    const call = account.openProcess(0);
    await account.time.until(call('first'));
    await account.time.until(account.time.wait(minutes));
    const calls = await account.time.until(
      Promise.all(['first', 'first', 'first', 'first', 'first'].map(() => call('first'))),
    );
    expect(calls.map(({ asked, at }) => at - asked)).toEqual([0, 0, 0, 0, 500]);
  });
});

describe('who goes before whom', () => {
  /** `later` calls of that many processes, all they can get. */
  const observers = (account: Account, processes: number, until: number) =>
    Array.from({ length: processes }, (_, n) =>
      keepCalling(account.openProcess(100 + n), 'later', account, until),
    );

  test.each([1, 4, 12])(
    'the n-th destructive call of a bunch waits n − 1 intervals, though %i processes look on all the time',
    async (processes) => {
      const random = chance(processes);
      const account = sharedAccount({ answersIn: answersIn(random), random });
      const until = 30 * minutes;
      const call = account.openProcess(0);
      const bunches = async () => {
        while (account.elapsed() < until) {
          await account.time.wait(10_000 + 5000 * random());
          const bunch = await Promise.all(['first', 'first', 'first'].map(() => call('first')));
          // The burst less what may be booked of it already: two turns that were to spare, and one by ticket. 300 ms:
          // the first answer of a new process is waited for.
          for (const [n, { asked, at }] of bunch.entries())
            expect(at - asked).toBeLessThanOrEqual(n * 500 + 300);
        }
      };
      await account.time.until(Promise.all([bunches(), ...observers(account, processes, until)]));
      expect(largestBurst(account.calls, 2)).toBeLessThanOrEqual(5);
      expect(account.calls.length).toBeGreaterThanOrEqual(0.99 * 2 * 1800);
    },
  );

  test.each([1, 2, 6])(
    'destructive calls of %i processes keep seven turns of eight, at least',
    async (processes) => {
      const random = chance(processes);
      const account = sharedAccount({ answersIn: answersIn(random), random });
      const until = 20 * minutes;
      const resets = Array.from({ length: processes }, (_, n) => {
        const call = account.openProcess(n);
        // Two at a time each, so that there is always one that waits.
        return [1, 2].map(() => keepCalling(call, 'first', account, until));
      });
      await account.time.until(Promise.all([...resets.flat(), ...observers(account, 4, until)]));
      const first = account.calls.filter(({ rank, at }) => rank === 'first' && at <= until);
      expect(first.length).toBeGreaterThanOrEqual((7 / 8) * 2 * 1200);
      // As many as wait before it, and a turn of those who can wait.
      expect(Math.max(...waits(account.calls, 'first'))).toBeLessThanOrEqual((2 * processes + 2) * 500 + 600);
    },
  );

  test.each([1, 4, 12])(
    '%i processes that can wait get through while others take all there is',
    async (processes) => {
      const random = chance(processes);
      const account = sharedAccount({ answersIn: answersIn(random), random });
      const until = 30 * minutes;
      const resets = [0, 1, 2].flatMap((n) => {
        const call = account.openProcess(n);
        return [1, 2].map(() => keepCalling(call, 'first', account, until));
      });
      await account.time.until(Promise.all([...resets, ...observers(account, processes, until)]));
      const later = waits(account.calls, 'later');
      expect(later.length).toBeGreaterThanOrEqual((1 / 8) * 2 * 1800 * 0.95 - processes);
      // A ticket for each who waits, eight turns apart, and then those who wait like oneself.
      expect(Math.max(...later)).toBeLessThanOrEqual((processes + 1) * 4000 + 8 * 500);
    },
  );

  test('those who can not wait long enough lose no turn of theirs: it is good for the next', async () => {
    const random = chance(1);
    const account = sharedAccount({
      answersIn: answersIn(random),
      random,
      patienceMs: { first: minutes, later: 15_000 },
    });
    const until = 30 * minutes;
    const resets = Array.from({ length: 8 }, (_, n) => {
      const call = account.openProcess(n);
      return [1, 2].map(() => keepCalling(call, 'first', account, until));
    });
    let refused = 0;
    const impatient = Array.from({ length: 8 }, async (_, n) => {
      const call = account.openProcess(100 + n);
      while (account.elapsed() < until)
        await call('later').catch((error: unknown) => {
          if (!(error instanceof NoTurn)) throw error;
          refused += 1;
        });
    });
    await account.time.until(Promise.all([...resets.flat(), ...impatient]));
    expect(refused).toBeGreaterThan(0);
    expect(waits(account.calls, 'later').length).toBeGreaterThanOrEqual(0.95 * (1 / 8) * 2 * 1800);
  });

  test('where nobody takes all there is, those who can wait share alike', async () => {
    for (const processes of [2, 6, 20]) {
      const random = chance(processes);
      const account = sharedAccount({ answersIn: answersIn(random), random });
      const until = 30 * minutes;
      await account.time.until(Promise.all(observers(account, processes, until)));
      const shares = Map.groupBy(account.calls, ({ process }) => process);
      for (const calls of shares.values()) expect(calls.length).toBeGreaterThan((0.7 * 2 * 1800) / processes);
      // In turn each would wait for all the others.
      const sorted = waits(account.calls, 'later').sort((a, b) => a - b);
      expect(sorted[Math.floor(0.99 * sorted.length)]).toBeLessThanOrEqual(processes * 500 * 3);
      expect(sorted.at(-1)).toBeLessThanOrEqual(processes * 500 * 5);
      // Each asks once for every turn.
      expect(account.bookings()).toBeLessThanOrEqual(1.1 * processes * 2 * 1800);
    }
  });

  test('five hundred resets at once take little longer than their calls, and a sweep goes on beside them', async () => {
    const random = chance(1);
    const account = sharedAccount({
      answersIn: answersIn(random),
      random,
      patienceMs: { first: 5000, later: 30_000 },
    });
    // Two runs at a time. For five desktops two looks together, then a rebuild each: 700 calls in all.
    let left = 100;
    const resets = [0, 1].map(async (n) => {
      const call = account.openProcess(n);
      while (left > 0) {
        left -= 1;
        await Promise.all([call('first'), call('first')]);
        await account.time.wait(150);
        for (let desktop = 0; desktop < 5; desktop += 1) {
          await call('first');
          await account.time.wait(150);
        }
      }
    });
    let swept = 0;
    const sweep = async () => {
      const call = account.openProcess(10);
      for (;;) {
        await call('later');
        swept += 1;
      }
    };
    sweep().catch(() => undefined);
    await account.time.until(Promise.all(resets));
    const physicalMs = (700 / 2) * 1000;
    expect(account.elapsed()).toBeLessThanOrEqual(1.2 * physicalMs);
    expect(swept).toBeGreaterThanOrEqual(80);
  });
});
