import type { SeatRef } from '@cleandesk/contracts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newSeat } from '../../src/domain/seat.ts';
import { type Seats, StaleSeat } from '../../src/ports.ts';
import { desktop, laden, live, noon, phases, ref } from './seat-samples.ts';

export type OpenSeats = () => Promise<{ seats: Seats; close: () => Promise<void> }>;

/** What the service relies on, of whatever keeps its seats. Runs on the fake and on the real thing. */
export function seatsContract(what: string, openSeats: OpenSeats): void {
  const open = async (): Promise<Seats> => {
    const { seats, close } = await openSeats();
    onTestFinished(close);
    return seats;
  };

  describe(`seats in ${what}`, () => {
    test('a seat that was never stored is not there', async () => {
      const seats = await open();
      expect(await seats.load(ref('ada.berg'))).toBeUndefined();
      expect(await seats.loadAll([ref('ada.berg')])).toEqual([]);
      expect(await seats.byDesktop('ws-0000abcd1')).toBeUndefined();
      expect(await seats.nextFlight()).toBeUndefined();
    });

    test.each(Object.values(phases))('a seat that is $status comes back as it was', async (phase) => {
      const seats = await open();
      const seat = laden('ada.berg', phase);
      const committed = await seats.commit(seat);
      expect(committed).toEqual({ ...seat, version: 1 });
      expect(await seats.load(seat.ref)).toEqual(committed);
      expect(JSON.stringify(await seats.load(seat.ref))).toBe(JSON.stringify(committed));
    });

    test('user names are not case-sensitive, and keep the letters that they were written with', async () => {
      const seats = await open();
      await seats.commit(live('Ada.Berg'));
      expect((await seats.load(ref('aDA.bERG')))?.ref.userName).toBe('Ada.Berg');
      expect(await seats.load({ directoryId: 'd-9067000002', userName: 'Ada.Berg' })).toBeUndefined();
    });

    test('every commit is the next version', async () => {
      const seats = await open();
      const first = await seats.commit(live('ada.berg'));
      const second = await seats.commit({ ...first, story: 'two' });
      expect([first.version, second.version]).toEqual([1, 2]);
      expect(await seats.load(ref('ada.berg'))).toEqual(second);
    });

    test('who has read an older version commits nothing', async () => {
      const seats = await open();
      const first = await seats.commit(live('ada.berg'));
      const second = await seats.commit({ ...first, story: 'two' });
      await expect(seats.commit({ ...first, story: 'late' })).rejects.toThrow(StaleSeat);
      await expect(seats.commit(newSeat(ref('ADA.berg')))).rejects.toThrow(StaleSeat);
      await expect(seats.commit({ ...live('ben.berg'), version: 3 })).rejects.toThrow(StaleSeat);
      expect(await seats.load(ref('ada.berg'))).toEqual(second);
    });

    test('of many commits at once one wins', async () => {
      const seats = await open();
      const first = await seats.commit(live('ada.berg'));
      const all = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map((story) => seats.commit({ ...first, story })),
      );
      const won = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(won).toHaveLength(1);
      expect(await seats.load(ref('ada.berg'))).toEqual(won[0]);
    });

    test('many seats are read at once, each once, and those that are not there are left out', async () => {
      const seats = await open();
      const refs = Array.from({ length: 120 }, (_, n) => ref(`user-${n}`));
      await Promise.all(refs.map((one) => seats.commit(live(one.userName))));
      const read = await seats.loadAll([...refs, ref('USER-7'), ref('nobody')]);
      expect(read.map((seat) => seat.ref.userName).sort()).toEqual(refs.map((one) => one.userName).sort());
    });

    test('a desktop leads to its seat, for as long as it has it', async () => {
      const seats = await open();
      const one = await seats.commit(live('ada.berg', 'ws-0000abcd1'));
      await seats.commit(live('ben.berg', 'ws-0000abcd2'));
      expect(await seats.byDesktop('ws-0000abcd1')).toEqual(one.ref);
      const moved = await seats.commit({
        ...one,
        phase: { status: 'live', desktop: desktop('ws-0000abcd3') },
      });
      expect(await seats.byDesktop('ws-0000abcd1')).toBeUndefined();
      expect(await seats.byDesktop('ws-0000abcd3')).toEqual(moved.ref);
      await seats.commit({ ...moved, phase: { status: 'absent' } });
      expect(await seats.byDesktop('ws-0000abcd3')).toBeUndefined();
    });

    test('a desktop that two seats claim leads to the one that said so last', async () => {
      const seats = await open();
      const former = await seats.commit(live('ada.berg'));
      await seats.commit({ ...former, story: 'a higher version is not a later one' });
      const renamed = await seats.commit(live('ada.costa'));
      expect(await seats.byDesktop('ws-0000abcd1')).toEqual(renamed.ref);
    });

    test('what is due comes with its kind, the longest waiting first, and no more than asked for', async () => {
      const seats = await open();
      const dueAt = (userName: string, at: number, kind: 'flight' | 'waiting') =>
        seats.commit(live(userName), { at, kind });
      await dueAt('c', noon, 'flight');
      await dueAt('a', noon - 2000, 'flight');
      await dueAt('b', noon - 1000, 'flight');
      await dueAt('later', noon + 1, 'flight');
      await dueAt('w', noon - 5000, 'waiting');
      const names = (found: readonly SeatRef[]) => found.map(({ userName }) => userName);
      expect(names(await seats.due('flight', noon, 10))).toEqual(['a', 'b', 'c']);
      expect(names(await seats.due('flight', noon, 2))).toEqual(['a', 'b']);
      expect(names(await seats.due('waiting', noon, 10))).toEqual(['w']);
      expect(await seats.nextFlight()).toBe(noon - 2000);
    });

    test('who waits at a closed gate is left out, however many they are', async () => {
      const seats = await open();
      const waiting = Array.from({ length: 130 }, (_, n) => ref(`waits-${n}`));
      for (const { userName } of waiting)
        await seats.commit(live(userName), { at: noon - 1000, kind: 'gated', gate: 'outage:kiosks' });
      await seats.commit(live('budget'), { at: noon, kind: 'gated', gate: 'budget:kiosks' });
      await seats.commit(live('none'), { at: noon, kind: 'gated' });
      const closed = ['outage:kiosks', 'breaker:d/b'];
      const open_ = (await seats.due('gated', noon, 10, closed)).map(({ userName }) => userName);
      expect(open_.sort()).toEqual(['budget', 'none']);
      expect(await seats.due('gated', noon, 200, [])).toHaveLength(132);
      expect(await seats.due('gated', noon, 10, [], 'budget:kiosks')).toEqual([ref('budget')]);
    });

    test('who waits is counted by the kind of the gate', async () => {
      const seats = await open();
      expect(await seats.waiting()).toEqual(new Map());
      await seats.commit(live('a'), { at: noon, kind: 'gated', gate: 'outage:kiosks' });
      await seats.commit(live('b'), { at: noon + 3_600_000, kind: 'gated', gate: 'outage:clinic' });
      await seats.commit(live('c'), { at: noon, kind: 'gated', gate: 'breaker:d-9067000001/wsb-1' });
      await seats.commit(live('d'), { at: noon, kind: 'waiting' });
      expect(await seats.waiting()).toEqual(
        new Map([
          ['outage', 2],
          ['breaker', 1],
        ]),
      );
    });

    test('many who waited at one gate do not stand before those of another one', async () => {
      const seats = await open();
      for (let n = 0; n < 120; n += 1)
        await seats.commit(live(`many-${n}`), { at: noon - 2000, kind: 'gated', gate: 'window:kiosks' });
      for (const name of ['few-1', 'few-2'])
        await seats.commit(live(name), { at: noon - 1000, kind: 'gated', gate: 'window:clinic' });
      const first = (await seats.due('gated', noon, 10)).map(({ userName }) => userName);
      expect(first).toHaveLength(10);
      expect(first.filter((name) => name.startsWith('few'))).toEqual(['few-1', 'few-2']);
      expect((await seats.due('gated', noon, 1000)).length).toBe(122);
    });

    test('who is put off is due later, with nothing else changed', async () => {
      const seats = await open();
      const stored = await seats.commit(live('ada.berg'), { at: noon, kind: 'flight' });
      await seats.defer(stored.ref, noon + 60_000);
      expect(await seats.due('flight', noon, 10)).toEqual([]);
      expect(await seats.due('flight', noon + 60_000, 10)).toEqual([stored.ref]);
      expect(await seats.load(stored.ref)).toEqual(stored);
    });

    test('who is not due any more is not put off', async () => {
      const seats = await open();
      const stored = await seats.commit(live('ada.berg'), { at: noon, kind: 'flight' });
      await seats.commit(stored);
      await seats.defer(stored.ref, noon);
      await seats.defer(ref('nobody'), noon);
      expect(await seats.due('flight', noon + 60_000, 10)).toEqual([]);
    });

    test('a commit replaces when the seat is due, and one without ends it', async () => {
      const seats = await open();
      const first = await seats.commit(live('ada.berg'), { at: noon, kind: 'flight' });
      const second = await seats.commit(first, { at: noon + 60_000, kind: 'flight' });
      expect(await seats.due('flight', noon, 10)).toEqual([]);
      expect(await seats.nextFlight()).toBe(noon + 60_000);
      const third = await seats.commit(second, { at: noon, kind: 'waiting' });
      expect(await seats.nextFlight()).toBeUndefined();
      await seats.commit(third);
      expect(await seats.due('waiting', noon, 10)).toEqual([]);
    });
  });
}
