import { describe, expect, test } from 'vitest';
import type { Lease } from '../../src/domain/seat.ts';
import { type Leases, type Requests, Stale } from '../../src/ports.ts';
import { day, leaseOf, noon, refOf, requestOf, seatIdOf } from '../samples.ts';

/** Both stores are opened with a warning five days before the end. */
export const warnBeforeMs = 5 * day;
let keys = 0;

const givenUp = (userName: string) =>
  ({
    type: 'Unwanted',
    seat: refOf(userName),
    revision: noon,
    evidence: 'lease:a-request',
    requestId: 'a-request',
  }) as const;

/** A claim comes with a request. */
async function claimed({ requests, leases }: { requests: Requests; leases: Leases }, next: Lease) {
  keys += 1;
  const request = requestOf(next.seat.userName);
  const made = await requests.create(request, { once: { key: `lease-${keys}`, hash: '' }, perDay: 100 });
  if (made.kind !== 'created') throw new Error(made.kind);
  await requests.save(made.request, request, { before: undefined, next });
  const stored = await leases.load(seatIdOf(next.seat.userName));
  if (stored === undefined) throw new Error('The claim was not written');
  return stored;
}

export function leasesContract(on: string, open: () => Promise<{ requests: Requests; leases: Leases }>) {
  describe(`leases in ${on}`, () => {
    const dueAt = async (leases: Leases, at: number) =>
      (await leases.due(at, 10)).map(({ value }) => value.seat.userName);

    test('whoever read before somebody else wrote does not write', async () => {
      const store = await open();
      const stored = await claimed(store, leaseOf('ada'));
      await store.leases.save(stored, leaseOf('ada', { until: noon + 60 * day }));
      await expect(store.leases.save(stored, leaseOf('ada', { wanted: false }))).rejects.toThrow(Stale);
      expect((await store.leases.load(seatIdOf('ada')))?.value.wanted).toBe(true);
      expect(await store.leases.load(seatIdOf('grace'))).toBeUndefined();
    });

    test('something is to be done when a warning is due, when it is over, and when something is left to say', async () => {
      const store = await open();
      const { leases } = store;
      const ends = noon + 30 * day;
      const ada = await claimed(store, leaseOf('ada', { until: ends }));
      const { until: _forGood, ...forGood } = leaseOf('grace');
      await claimed(store, forGood);
      await claimed(store, leaseOf('linus', { wanted: false, unsaid: givenUp('linus') }));
      expect(await dueAt(leases, noon)).toEqual(['linus']);
      expect(await dueAt(leases, ends - warnBeforeMs - 1)).toEqual(['linus']);
      expect(await dueAt(leases, ends - warnBeforeMs)).toEqual(['linus', 'ada']);
      await leases.save(ada, { ...ada.value, warnedFor: ends });
      expect(await dueAt(leases, ends - 1)).toEqual(['linus']);
      expect(await dueAt(leases, ends)).toEqual(['linus', 'ada']);
    });

    test('an extended one is due anew before its new end', async () => {
      const store = await open();
      const ends = noon + 30 * day;
      const ada = await claimed(store, leaseOf('ada', { until: ends, warnedFor: ends }));
      await store.leases.save(ada, { ...ada.value, until: ends + 30 * day });
      expect(await dueAt(store.leases, ends + 25 * day - 1)).toEqual([]);
      expect(await dueAt(store.leases, ends + 25 * day)).toEqual(['ada']);
    });
  });
}
