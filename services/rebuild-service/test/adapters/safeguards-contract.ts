import { parsePolicies } from '@cleandesk/policies';
import { describe, expect, onTestFinished, test } from 'vitest';
import { budgetAccount, type Spend } from '../../src/domain/safeguards.ts';
import { breakerKey, SafeguardSpent, type SafeguardStore, type Seats } from '../../src/ports.ts';
import { live, noon, ref } from './seat-samples.ts';

const one = { directoryId: 'd-9067000001', bundleId: 'wsb-standard1' };
const other = { directoryId: 'd-9067000001', bundleId: 'wsb-power0001' };
const minute = 60_000;

const policies = parsePolicies(
  JSON.stringify([
    {
      name: 'kiosks',
      match: { directoryIds: [one.directoryId] },
      strategy: 'rebuild',
      graceSeconds: 600,
      budget: { resets: 3 },
    },
    { name: 'free', match: { bundleIds: [one.bundleId] }, strategy: 'rebuild', graceSeconds: 600 },
  ]),
);

const budget = (window = 'w1', limit = 3): Spend => ({
  type: 'Spend',
  of: 'budget',
  policy: 'kiosks',
  window,
  limit,
});
const back = (window = 'w1'): Spend => ({
  type: 'Spend',
  of: 'budget',
  policy: 'kiosks',
  window,
  limit: 0,
  back: true,
});
const first = (resetId: string, over: Partial<Extract<Spend, { of: 'first' }>> = {}): Spend => ({
  type: 'Spend',
  of: 'first',
  key: 'd/b@v1',
  resetId,
  now: noon,
  until: noon + 60 * minute,
  ...over,
});

export type Opened = { safeguards: SafeguardStore; seats: Seats; close: () => Promise<void> };

/** What the service relies on, of whatever keeps what its seats share. */
export function safeguardsContract(what: string, openAll: () => Promise<Opened>): void {
  const open = async (): Promise<Opened> => {
    const opened = await openAll();
    onTestFinished(opened.close);
    return opened;
  };
  const breakers = async ({ safeguards }: Opened) => (await safeguards.read(policies, noon)).breakers;

  describe(`safeguards in ${what}`, () => {
    test('there is nothing at first', async () => {
      const opened = await open();
      await opened.safeguards.close(one, 1);
      const state = await opened.safeguards.read(policies, noon);
      expect([...state.breakers, ...state.firsts, ...state.fleets]).toEqual([]);
      expect([...state.outages.values()]).toEqual([]);
      expect([...state.spent.values()]).toEqual([0]);
    });

    test('a failure opens one breaker, and only its own; a later one moves its time forward', async () => {
      const opened = await open();
      await opened.safeguards.trip(one, 'a create failed', 2);
      await opened.safeguards.trip(one, 'one that began earlier', 1);
      expect(await breakers(opened)).toEqual(new Map([[breakerKey(one), 2]]));
      await opened.safeguards.trip(one, 'another one', 3);
      expect(await breakers(opened)).toEqual(new Map([[breakerKey(one), 3]]));
    });

    test('what was begun before a failure does not close its breaker', async () => {
      const opened = await open();
      await opened.safeguards.trip(one, 'a create failed', 5);
      await opened.safeguards.close(one, 4);
      expect(await breakers(opened)).toEqual(new Map([[breakerKey(one), 5]]));
    });

    test('one breaker is closed without the others, and can open again', async () => {
      const opened = await open();
      await opened.safeguards.trip(one, 'a create failed', 1);
      await opened.safeguards.trip(other, 'a create failed', 1);
      await opened.safeguards.close(one, 1);
      await opened.safeguards.close(one, 1);
      expect(await breakers(opened)).toEqual(new Map([[breakerKey(other), 1]]));
      await opened.safeguards.trip(one, 'again', 2);
      expect((await breakers(opened)).size).toBe(2);
    });

    test('a commit that spends more than there is changes nothing', async () => {
      const { seats, safeguards } = await open();
      for (const user of ['a', 'b', 'c']) await seats.commit(live(user), undefined, [budget()]);
      const before = await seats.commit(live('d'));
      await expect(seats.commit({ ...before, story: 'x' }, undefined, [budget()])).rejects.toThrow(
        SafeguardSpent,
      );
      expect(await seats.load(ref('d'))).toEqual(before);
      await seats.commit(before, undefined, [budget('w2')]);
      const window = policies[0]?.budget?.windowMs ?? 0;
      expect([...(await safeguards.read(policies, noon + window)).spent.values()]).toEqual([0]);
    });

    test('of fifty at once as many commit as the budget has, and no more', async () => {
      const { seats } = await open();
      const users = Array.from({ length: 50 }, (_, n) => `user-${n}`);
      const commits = await Promise.allSettled(
        users.map((user) => seats.commit(live(user), undefined, [budget('w1', 7)])),
      );
      const refused = commits.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(commits.length - refused.length).toBe(7);
      expect(refused.every((error) => error instanceof SafeguardSpent)).toBe(true);
      const stored = await seats.loadAll(users.map(ref));
      expect(stored).toHaveLength(7);
    });

    test('one is the first, and the others wait until it has worked, is given back, or was never heard of again', async () => {
      const { seats, safeguards } = await open();
      const spend = (user: string, spent: Spend) => seats.commit(live(user), undefined, [spent]);
      await spend('a', first('reset-a'));
      await expect(spend('b', first('reset-b'))).rejects.toThrow(SafeguardSpent);
      const again = await seats.load(ref('a'));
      if (again) await seats.commit(again, undefined, [first('reset-a')]);
      await safeguards.giveBack('d/b@v1', 'reset-b');
      await expect(spend('b', first('reset-b'))).rejects.toThrow(SafeguardSpent);
      await safeguards.giveBack('d/b@v1', 'reset-a');
      await spend('b', first('reset-b'));
      await expect(spend('c', first('reset-c'))).rejects.toThrow(SafeguardSpent);
      await spend('c', first('reset-c', { now: noon + 61 * minute }));
      await safeguards.prove('d/b@v1', noon);
      await safeguards.giveBack('d/b@v1', 'reset-c');
      const { firsts } = await safeguards.read(policies, noon);
      expect([...firsts]).toEqual([['d/b@v1', expect.objectContaining({ proven: true })]]);
    });

    test('what worked once can be doubted again; what is under way is not', async () => {
      const { seats, safeguards } = await open();
      const firsts = async () => [...(await safeguards.read(policies, noon)).firsts];
      await safeguards.prove('d/b@v1', noon);
      await safeguards.prove('d/b@v2', noon);
      await safeguards.disprove('d/b@v1');
      await safeguards.disprove('d/b@v1');
      expect(await firsts()).toEqual([['d/b@v2', expect.objectContaining({ proven: true })]]);
      await seats.commit(live('a'), undefined, [first('reset-a')]);
      await safeguards.disprove('d/b@v1');
      expect(await firsts()).toHaveLength(2);
    });

    test('what is given back of a budget can be spent by others', async () => {
      const { seats, safeguards } = await open();
      for (const user of ['a', 'b', 'c']) await seats.commit(live(user), undefined, [budget()]);
      await expect(seats.commit(live('d'), undefined, [budget()])).rejects.toThrow(SafeguardSpent);
      const refused = await seats.load(ref('a'));
      if (refused === undefined) throw new Error('It was stored');
      await seats.commit(refused, undefined, [back()]);
      await seats.commit(live('d'), undefined, [budget()]);
      await expect(seats.commit(live('e'), undefined, [budget()])).rejects.toThrow(SafeguardSpent);
      // Of a window that nobody remembers any more, too.
      const again = await seats.load(ref('b'));
      if (again === undefined) throw new Error('It was stored');
      await seats.commit(again, undefined, [back('long ago')]);
      expect((await safeguards.read(policies, noon)).spent.size).toBe(1);
    });

    test('a dry run spends of an account of its own', async () => {
      const { seats, safeguards } = await open();
      const [policy] = policies;
      if (policy === undefined) throw new Error('There is one');
      const spent = async (dryRun: boolean) => [
        ...(await safeguards.read([{ ...policy, dryRun }], noon)).spent.values(),
      ];
      const window = budgetAccount({ ...policy, dryRun: true }, noon) ?? '';
      await seats.commit(live('a'), undefined, [budget(window)]);
      expect(await spent(true)).toEqual([1]);
      expect(await spent(false)).toEqual([0]);
    });

    test('leavings are counted by minute and policy', async () => {
      const { safeguards } = await open();
      await Promise.all(Array.from({ length: 20 }, () => safeguards.count('leavings', 'kiosks', noon)));
      await safeguards.count('leavings', 'free', noon);
      const counts = await safeguards.count('leavings', 'kiosks', noon + minute);
      expect(counts).toEqual(
        new Map([
          [noon / minute, 20],
          [noon / minute + 1, 1],
        ]),
      );
    });

    test('many are counted at once, and can be asked for', async () => {
      const { safeguards } = await open();
      expect((await safeguards.counted('seen', 'kiosks')).size).toBe(0);
      await safeguards.count('seen', 'kiosks', noon, 25);
      await safeguards.count('found', 'kiosks', noon);
      const counts = await safeguards.count('seen', 'kiosks', noon, 7);
      expect(counts).toEqual(new Map([[noon / minute, 32]]));
      expect(await safeguards.counted('seen', 'kiosks')).toEqual(counts);
    });

    test('leavings of hours ago are forgotten, the latest are not', { timeout: 60_000 }, async () => {
      const { safeguards } = await open();
      let counts: ReadonlyMap<number, number> = new Map();
      for (let n = 0; n < 400; n += 1)
        counts = await safeguards.count('leavings', 'kiosks', noon + n * minute);
      expect(counts.size).toBeLessThanOrEqual(301);
      expect(counts.get(noon / minute + 399)).toBe(1);
    });

    test('failures are counted and pause beside outages', async () => {
      const { safeguards } = await open();
      await safeguards.count('leavings', 'kiosks', noon);
      await safeguards.count('failures', 'kiosks', noon);
      const counts = await safeguards.count('failures', 'kiosks', noon);
      expect([...counts.values()]).toEqual([2]);
      const pause = { from: noon, to: noon + minute, openedAt: noon, told: true, because: 'in ERROR' };
      await safeguards.changePauses('failures', 'kiosks', () => [pause]);
      const { failures, outages } = await safeguards.read(policies, noon);
      expect(failures).toEqual(new Map([['kiosks', [pause]]]));
      expect(outages.size).toBe(0);
    });

    test('outages are changed by one after the other, and nobody’s change is lost', async () => {
      const { safeguards } = await open();
      const outage = (from: number) => ({ from, to: from + minute, openedAt: noon, told: false });
      await Promise.all(
        [0, 1, 2, 3, 4].map((n) =>
          safeguards.changePauses('outages', 'kiosks', (known) => [...known, outage(noon + n * minute)]),
        ),
      );
      await safeguards.count('leavings', 'kiosks', noon);
      const known = await safeguards.changePauses('outages', 'kiosks', () => undefined);
      expect(known.map(({ from }) => from).sort((a, b) => a - b)).toEqual(
        [0, 1, 2, 3, 4].map((n) => noon + n * minute),
      );
      expect((await safeguards.read(policies, noon)).outages.get('kiosks')).toEqual(known);
    });

    test('one at a time takes up what is due', async () => {
      const { safeguards } = await open();
      expect(await safeguards.claimDrain(noon, noon + minute)).toBe(true);
      expect(await safeguards.claimDrain(noon, noon + minute)).toBe(false);
      expect(await safeguards.claimDrain(noon + minute + 1, noon + 2 * minute)).toBe(true);
      await safeguards.endDrain();
      expect(await safeguards.claimDrain(noon, noon + minute)).toBe(true);
    });

    test('the latest count of a fleet is the one that counts', async () => {
      const { safeguards } = await open();
      await safeguards.countFleets(new Map([['kiosks', 300]]), noon);
      await safeguards.countFleets(
        new Map([
          ['kiosks', 200],
          ['free', 7],
        ]),
        noon - 1,
      );
      const { fleets } = await safeguards.read(policies, noon);
      expect(fleets).toEqual(
        new Map([
          ['kiosks', 300],
          ['free', 7],
        ]),
      );
    });
  });
}
