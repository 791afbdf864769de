import { describe, expect, test } from 'vitest';
import { ClockTrouble, NoTurn, ownBook, sharedPace } from '../src/index.ts';
import { chance, largestBurst, sharedAccount } from './shared-account.ts';
import { virtualTime } from './virtual-time.ts';

const minutes = 60_000;
const good = {
  book: ownBook(),
  perSecond: 2,
  burst: 5,
  ownShare: 0.25,
  patienceMs: { first: 60_000, later: 60_000 },
  clock: { now: () => 0 },
};

describe('patience', () => {
  test('whoever gets no turn in time is told so, and makes no call', async () => {
    const account = sharedAccount({ patienceMs: { first: 5000, later: 5000 } });
    const call = account.openProcess(0);
    const all = await account.time.until(Promise.allSettled(Array.from({ length: 20 }, () => call('first'))));
    const refused = all.filter((one) => one.status === 'rejected');
    for (const { reason } of refused) expect(reason).toBeInstanceOf(NoTurn);
    // Four at once when the first answer is here, and two a second up to the fifth.
    expect(account.calls.map(({ at }) => at)).toEqual([
      250, 250, 250, 250, 750, 1250, 1750, 2250, 2750, 3250, 3750, 4250, 4750,
    ]);
    expect(account.elapsed()).toBeLessThanOrEqual(5000);
  });

  test('who can wait is told so, too, and leaves nothing behind', async () => {
    const account = sharedAccount({ patienceMs: { first: 100_000, later: 3000 }, random: chance(1) });
    const [destroyer, observer] = [account.openProcess(0), account.openProcess(1)];
    const resets = Promise.all(Array.from({ length: 60 }, () => destroyer('first')));
    // The first ticket is good at once; the second one would come too late.
    const looks = Promise.allSettled([observer('later'), observer('later'), observer('later')]);
    await account.time.until(looks);
    expect((await looks).map(({ status }) => status)).toContain('rejected');
    await account.time.until(resets);
    expect((await account.time.until(observer('later'))).rank).toBe('later');
  });

  test('is one’s own: who came later is not sent away with who waits too long', async () => {
    const time = virtualTime();
    const start = time.now();
    const pace = sharedPace({
      ...good,
      clock: time,
      patienceMs: { first: 5000, later: 5000 },
      book: {
        async book({ from, until }) {
          await time.wait(2000);
          // Of the burst 1.5 s can be taken ahead: nothing is free before the sixth second.
          const end = Math.max(from, start + 7500);
          return end > until ? { kind: 'full', end } : { kind: 'booked', at: end };
        },
      },
    });
    const tooLong = pace.turn('first').catch((error: unknown) => error);
    await time.until(time.wait(1500));
    const justRight = pace.turn('first').then(() => time.now() - start);
    expect(await time.until(tooLong)).toBeInstanceOf(NoTurn);
    expect(await time.until(justRight)).toBe(6000);
  });

  test('ends for those to whom a later turn is of no use, and what they would have taken is for others', async () => {
    const account = sharedAccount({});
    const pace = sharedPace({ ...good, clock: account.time, book: ownBook() });
    const start = account.time.now();
    const outcome = (turn: Promise<void>) =>
      turn.then(
        () => account.time.now() - start,
        (error: unknown) => error instanceof NoTurn,
      );
    // Four turns at once, then one every half second.
    const burst = Array.from({ length: 4 }, () => outcome(pace.turn('first')));
    const soon = outcome(pace.turn('first', start + 1200));
    const tooLate = Array.from({ length: 3 }, () => outcome(pace.turn('first', start + 1200)));
    const patient = outcome(pace.turn('first'));
    expect(await account.time.until(Promise.all([...burst, soon, ...tooLate, patient]))).toEqual([
      250,
      250,
      250,
      250,
      750,
      true,
      true,
      true,
      1250,
    ]);
  });

  test.each([0, Number.NaN, 120_001])('of %s ms is refused', (ms) => {
    expect(() => sharedPace({ ...good, patienceMs: { first: 1000, later: ms } })).toThrow(RangeError);
  });
});

describe('a turn that can not be taken in time', () => {
  test('is lost: who was held up does not catch up', async () => {
    let isHeldUp = true;
    const late = sharedAccount({ lateness: () => (isHeldUp ? 3000 : 0) });
    const call = late.openProcess(0);
    const calls = Promise.all(Array.from({ length: 10 }, () => call('first')));
    void late.time.wait(10_000).then(() => {
      isHeldUp = false;
    });
    await late.time.until(calls);
    expect(largestBurst(late.calls, 2)).toBeLessThanOrEqual(5);
  });

  test('is not taken before its time, whenever timers fire', async () => {
    const account = sharedAccount({ timersAreEarly: true });
    const call = account.openProcess(0);
    await account.time.until(Promise.all(Array.from({ length: 20 }, () => call('first'))));
    expect(largestBurst(account.calls, 2)).toBeLessThanOrEqual(4.01);
  });

  test('because the book answers slowly is booked further ahead, and only one is lost', async () => {
    const account = sharedAccount({ answersIn: () => 700 });
    const call = account.openProcess(0);
    await account.time.until(Promise.all(Array.from({ length: 20 }, () => call('first'))));
    expect(account.calls).toHaveLength(20);
    expect(account.troubles).toEqual([]);
    expect(largestBurst(account.calls, 2)).toBeLessThanOrEqual(5);
    // 20 calls take 8 s at this pace.
    expect(account.elapsed()).toBeLessThanOrEqual(13_000);
  });
});

describe('a book that can not be asked', () => {
  const outage = new Error('no table');
  const during = (from: number, to: number) => (at: number) => (at >= from && at < to ? outage : undefined);

  test('is not waited for: everybody keeps to a small share of their own, and together to the rate', async () => {
    const random = chance(3);
    const account = sharedAccount({
      ownShare: 1 / 8,
      fault: during(2 * minutes, 5 * minutes),
      answersIn: () => 10 * random(),
      random,
    });
    const until = 8 * minutes;
    const all = Array.from({ length: 8 }, async (_, n) => {
      const call = account.openProcess(n);
      while (account.elapsed() < until) await call(n % 2 === 0 ? 'first' : 'later');
    });
    await account.time.until(Promise.all(all));
    const inOutage = account.calls.filter(({ at }) => at > 2 * minutes + 8000 && at < 5 * minutes);
    // Eight eighths of two a second.
    expect(inOutage.length).toBeGreaterThan(0.9 * 2 * 172);
    expect(largestBurst(inOutage, 2)).toBeLessThanOrEqual(8 + 1);
    const before = account.calls.filter(({ at }) => at <= 2 * minutes + 8000);
    expect(largestBurst(before, 2)).toBeLessThanOrEqual(5 + 2);
    const after = account.calls.filter(({ at }) => at > 6 * minutes && at <= until);
    expect(after.length).toBeGreaterThanOrEqual(0.98 * 2 * 120);
    expect(largestBurst(after, 2)).toBeLessThanOrEqual(5);
  });

  test('is tried again after a second, then ever less often, at most every half minute', async () => {
    const account = sharedAccount({ fault: () => outage, random: chance(1) });
    const call = account.openProcess(0);
    const calls = async () => {
      while (account.elapsed() < 10 * minutes) await call('first');
    };
    await account.time.until(calls());
    const rests = account.troubles.map(({ aloneForMs }) => aloneForMs);
    expect(rests.slice(0, 7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(account.troubles[0]?.error).toBe(outage);
    expect(account.calls.length / 600).toBeCloseTo(2 / 8, 1);
  });

  test('and comes back is trusted again: the next fault is a first one', async () => {
    const account = sharedAccount({ fault: (at) => (at < 10_000 || at > minutes ? outage : undefined) });
    const call = account.openProcess(0);
    const calls = async () => {
      while (account.elapsed() < 2 * minutes) await call('first');
    };
    await account.time.until(calls());
    const rests = account.troubles.map(({ aloneForMs }) => aloneForMs);
    expect(rests.filter((ms) => ms === 1000)).toHaveLength(2);
  });

  test('is one fault for both ranks, when they met it together', async () => {
    const account = sharedAccount({ fault: () => outage, answersIn: () => 100 });
    const call = account.openProcess(0);
    await account.time.until(Promise.all([call('first'), call('later')]));
    expect(account.troubles.filter(({ at }) => at < 1000)).toEqual([
      { at: expect.any(Number), error: outage, aloneForMs: 1000 },
    ]);
  });

  test('once, while it answers somebody else: whoever asks next may meet a fault again, and waits all the same', async () => {
    const time = virtualTime();
    const own = ownBook();
    let asked = 0;
    const pace = sharedPace({
      ...good,
      clock: time,
      book: {
        async book(booking) {
          asked += 1;
          const isFirst = asked === 1;
          // The first one is answered slowly and well; who asks while it is on its way, and after it, finds no table.
          await time.wait(isFirst ? 100 : 10);
          if (isFirst) return own.book(booking);
          throw outage;
        },
      },
    });
    const first = pace.turn('first');
    const later = pace.turn();
    await time.until(first);
    expect(await time.until(Promise.all([pace.turn('first'), later]))).toHaveLength(2);
  });

  test('for long: a call after a quiet time does not wait', async () => {
    const account = sharedAccount({ fault: () => outage });
    const call = account.openProcess(0);
    await account.time.until(call('first'));
    for (let n = 0; n < 5; n += 1) {
      await account.time.until(account.time.wait(minutes));
      const { asked, at } = await account.time.until(call('first'));
      expect(at - asked).toBe(0);
    }
  });

  test('makes the first turn wait, since all who are left without it are so in the same moment', async () => {
    const account = sharedAccount({ fault: () => outage });
    const { at } = await account.time.until(account.openProcess(0)('first'));
    expect(at).toBeGreaterThanOrEqual(4000);
  });

  test('for one process only: the others have the rate, and it has its share above it', async () => {
    const account = sharedAccount({
      fault: (_at, process) => (process === 0 ? outage : undefined),
      random: chance(1),
    });
    const until = 5 * minutes;
    const all = [0, 1, 2].map(async (n) => {
      const call = account.openProcess(n);
      while (account.elapsed() < until) await call('first');
    });
    await account.time.until(Promise.all(all));
    expect(largestBurst(account.calls, 2 * (1 + 1 / 8))).toBeLessThanOrEqual(5 + 1);
  });
});

describe('clocks', () => {
  test('seconds apart: as many calls in the long run, and the burst grows by what they differ', async () => {
    const random = chance(1);
    const account = sharedAccount({ skewOf: (process) => process * 2000, answersIn: () => 10, random });
    const until = 10 * minutes;
    const all = [0, 1].map(async (n) => {
      const call = account.openProcess(n);
      while (account.elapsed() < until) await call('first');
    });
    await account.time.until(Promise.all(all));
    expect(largestBurst(account.calls, 2)).toBeLessThanOrEqual(5 + 2 * 2);
    expect(account.calls.length).toBeLessThanOrEqual(2 * 600 + 9);
    for (const process of [0, 1])
      expect(account.calls.filter((call) => call.process === process).length).toBeGreaterThan(200);
  });

  test('an hour ahead: whoever is right keeps to the own share, and tells it', async () => {
    const account = sharedAccount({
      skewOf: (process) => (process === 1 ? 60 * minutes : 0),
      random: chance(1),
    });
    const [right, wrong] = [account.openProcess(0), account.openProcess(1)];
    await account.time.until(wrong('first'));
    const until = 2 * minutes;
    const calls = async () => {
      while (account.elapsed() < until) await right('first');
    };
    await account.time.until(calls());
    expect(account.troubles[0]?.error).toBeInstanceOf(ClockTrouble);
    expect(largestBurst(account.calls, 2)).toBeLessThanOrEqual(5);
    expect(account.calls.filter(({ process }) => process === 0).length).toBeGreaterThan(0.8 * 120 * (2 / 8));
  });

  test('a book that was set back lets nobody make their own calls twice', async () => {
    // Whatever it says, nothing was ever booked.
    const forgetful = sharedAccount();
    const { time } = forgetful;
    const at: number[] = [];
    const pace = sharedPace({
      ...good,
      book: { book: async ({ from }) => ({ kind: 'booked', at: from }) },
      clock: time,
    });
    const turns = Array.from({ length: 30 }, () => pace.turn('first').then(() => void at.push(time.now())));
    await time.until(Promise.all(turns));
    expect(
      largestBurst(
        at.map((one) => ({ at: one })),
        2,
      ),
    ).toBeLessThanOrEqual(5);
  });
});

describe('terms that can not be kept are refused', () => {
  test.each([
    { perSecond: 0 },
    { perSecond: Number.NaN },
    { burst: 1 },
    { burst: Number.NaN },
    { ownShare: 0 },
    { ownShare: 1.1 },
  ])('%o', (change) => {
    expect(() => sharedPace({ ...good, ...change })).toThrow(RangeError);
  });
});

test('on wall time a turn comes by itself', async () => {
  const pace = sharedPace({
    book: ownBook(),
    perSecond: 20,
    burst: 3,
    ownShare: 0.25,
    patienceMs: { first: 5000, later: 5000 },
    clock: { now: () => performance.timeOrigin + performance.now() },
  });
  const start = performance.now();
  await Promise.all([pace.turn('first'), pace.turn(), pace.turn('first'), pace.turn()]);
  expect(performance.now() - start).toBeGreaterThan(45);
  expect(performance.now() - start).toBeLessThan(2000);
});
