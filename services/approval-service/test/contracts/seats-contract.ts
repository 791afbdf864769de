import { describe, expect, test } from 'vitest';
import type { Seat, SeatStatus } from '../../src/domain/seat.ts';
import { BadCursor, type Pauses, type Seats, Stale } from '../../src/ports.ts';
import { minute, noon, seatIdOf, seatOf } from '../samples.ts';
import { walked } from './requests-contract.ts';

const states: readonly SeatStatus[] = [
  'absent',
  'provisioning',
  'live',
  'away',
  'dirty',
  'rebuilding',
  'failed',
];

/** The same in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

export function seatsContract(on: string, open: () => Promise<{ seats: Seats; pauses: Pauses }>) {
  describe(`what is known of seats in ${on}`, () => {
    test('a seat is read as it was written, and found by its desktop', async () => {
      const { seats } = await open();
      const seat = seatOf('Ada', {
        policy: 'p',
        heldUntil: noon,
        resetDueAt: noon,
        waitsFor: 'window',
        lastConnectedAt: noon,
        holds: [{ holdId: 'h', owner: 'oz', reason: 'r', until: noon }],
      });
      await seats.save(undefined, seat);
      expect(await seats.load(seat.id)).toEqual({ value: seat, version: 1 });
      expect(await seats.ofDesktop(seat.workspaceId ?? '')).toBe(seat.id);
      expect(await seats.ofDesktop('ws-unknown')).toBeUndefined();
    });

    test('whoever read before somebody else wrote does not write', async () => {
      const { seats } = await open();
      const ada = seatOf('ada');
      await seats.save(undefined, ada);
      await expect(seats.save(undefined, ada)).rejects.toThrow(Stale);
      const before = { value: ada, version: 1 };
      await seats.save(before, { ...ada, status: 'away' });
      await expect(seats.save(before, { ...ada, status: 'failed' })).rejects.toThrow(Stale);
      const { byStatus, waiting } = await seats.counts();
      expect([byStatus.live ?? 0, byStatus.away, waiting]).toEqual([0, 1, 0]);
    });

    test('the counts are what counting would find, whatever happened to the seats', async () => {
      const { seats } = await open();
      const roll = dice(7);
      const names = ['ada', 'grace', 'linus', 'mary', 'tim', 'zoe'];
      for (let round = 0; round < 60; round += 1) {
        const name = names[roll(names.length)] ?? '';
        const before = await seats.load(seatIdOf(name));
        const next: Seat = {
          ...seatOf(name, { status: states[roll(states.length)] ?? 'live' }),
          ...(roll(3) === 0 ? { waitsFor: 'budget' } : {}),
        };
        // Somebody else is faster now and then: what is refused is not counted.
        if (roll(4) === 0) await seats.save({ value: next, version: 99 }, next).catch(() => undefined);
        await seats.save(before, next);
      }
      const found: Seat[] = [];
      for (const status of states)
        found.push(...(await walked((cursor) => seats.byStatus(status, { limit: 2, cursor }))));
      const counted = await seats.counts();
      for (const status of states)
        expect([status, counted.byStatus[status] ?? 0]).toEqual([
          status,
          found.filter((seat) => seat.status === status).length,
        ]);
      expect(counted.waiting).toBe(found.filter(({ waitsFor }) => waitsFor !== undefined).length);
    });

    test('seats are listed by state, and by the beginning of a name', async () => {
      const { seats } = await open();
      for (const name of ['Ada', 'adam', 'grace', 'Zoë']) await seats.save(undefined, seatOf(name));
      await seats.save(undefined, seatOf('adrian', { status: 'away' }));
      const named = async (start: string) => {
        const found = await walked((cursor) => seats.byUser(start, { limit: 2, cursor }));
        return found.map(({ ref }) => ref.userName);
      };
      expect(await named('ad')).toEqual(['Ada', 'adam', 'adrian']);
      expect(await named('ADA')).toEqual(['Ada', 'adam']);
      expect(await named('zoë')).toEqual(['Zoë']);
      expect(await named('#')).toEqual([]);
      const live = await walked((cursor) => seats.byStatus('live', { limit: 1, cursor }));
      expect(live.map(({ ref }) => ref.userName)).toEqual(['Ada', 'adam', 'grace', 'Zoë']);
    });

    test('a timeline has each note once, the newest first, and nothing else of the seat', async () => {
      const { seats } = await open();
      await seats.save(undefined, seatOf('ada'));
      const id = seatIdOf('ada');
      for (const [at, name] of [
        [noon, 'a'],
        [noon + minute, 'b'],
        [noon, 'a'],
        [noon + minute, 'c'],
      ] as const)
        await seats.note(id, { at, id: name, what: 'ResetStarted', text: 'A reset.', facts: { name } });
      const told = await walked((cursor) => seats.timeline(id, { limit: 1, cursor }));
      expect(told.map((item) => item.id)).toEqual(['c', 'b', 'a']);
      expect(told[2]).toEqual({
        at: noon,
        id: 'a',
        what: 'ResetStarted',
        text: 'A reset.',
        facts: { name: 'a' },
      });
      expect((await seats.timeline(seatIdOf('grace'), { limit: 5 })).items).toEqual([]);
    });

    test('a cursor is good for its own list only', async () => {
      const { seats } = await open();
      for (const name of ['ada', 'grace']) {
        await seats.save(undefined, seatOf(name));
        for (let index = 0; index < 3; index += 1)
          await seats.note(seatIdOf(name), { at: noon + index, id: name, what: 'x', text: name });
      }
      const ofAda = (cursor: string) => seats.timeline(seatIdOf('ada'), { limit: 10, cursor });
      const graces = (await seats.timeline(seatIdOf('grace'), { limit: 1 })).cursor ?? '';
      expect((await ofAda(graces)).items.every(({ text }) => text === 'ada')).toBe(true);
      const made = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
      for (const cursor of [
        '',
        'x',
        made(),
        made(1, 2),
        // Into the seat's other items, and out of it.
        made(`S#${seatIdOf('ada')}`, 'SEAT'),
        made(`S#${seatIdOf('ada')}`, 'LEASE'),
        made('CONFIG#1', 'portal'),
      ])
        await expect(ofAda(cursor)).rejects.toThrow(BadCursor);
      const live = (cursor: string) => seats.byStatus('live', { limit: 10, cursor });
      for (const cursor of ['x', made('a'), made('a', 'b')])
        await expect(live(cursor)).rejects.toThrow(BadCursor);
      const byName = (cursor: string) => seats.byUser('ad', { limit: 10, cursor });
      await expect(byName(made('S#1', 'SEAT', 'zoe#1'))).rejects.toThrow(BadCursor);
    });

    test('what is paused is told until it is resumed, and old news change nothing', async () => {
      const { pauses } = await open();
      const scope = { policy: 'kiosks' };
      const pause = { scope, because: 'outage', since: noon, open: true };
      const bundle = { directoryId: 'd-1', bundleId: 'wsb-1' };
      await pauses.put(pause, noon);
      await pauses.put({ ...pause, scope: bundle }, noon);
      expect((await pauses.all()).map((one) => one.scope)).toEqual(expect.arrayContaining([scope, bundle]));
      await pauses.put({ ...pause, open: false }, noon + minute);
      await pauses.put(pause, noon + 1);
      expect(await pauses.all()).toEqual([{ ...pause, scope: bundle }]);
    });
  });
}
