import { describe, expect, it } from 'vitest';
import { UnreadableSeat } from '../../src/adapters/stored-seat.ts';
import { restMs } from '../../src/app/due.ts';
import type { Seat } from '../../src/domain/seat.ts';
import { minute, noon, spec } from '../domain/given.ts';
import { desktopOf, leftDesktop, liveSeat, Office, refOf, seatOf } from './given.ts';

const claimed = (userName: string): Seat => ({
  ...liveSeat(userName),
  claims: { group: { revision: 1, wanted: true, desired: spec } },
});
const names = (count: number) => Array.from({ length: count }, (_, n) => `user${String(n).padStart(2, '0')}`);

/** Seats of which nobody has said anything for hours. */
async function officeWith(...seats: Seat[]): Promise<Office> {
  const office = new Office();
  for (const seat of seats) {
    await office.seats.commit(seat, { at: noon - minute, kind: 'resting' });
    office.fleet.shows.set(`ws-00000${seat.ref.userName}`, leftDesktop(seat.ref.userName));
  }
  return office;
}

describe('A desktop of which nobody says anything', () => {
  it('is made again when it is gone and a group wants the seat: nobody had to tell of its end', async () => {
    const office = await officeWith(claimed('ada'), claimed('ben'));
    office.fleet.shows.delete('ws-00000ada');
    await office.due();
    expect(office.did('create')).toEqual(['create ada']);
    expect(office.phaseOf('ben')).toBe('live');
  });

  it('ends its seat when only a policy had adopted it', async () => {
    const office = await officeWith(liveSeat('ada'));
    office.fleet.shows.delete('ws-00000ada');
    await office.due();
    expect(office.phaseOf('ada')).toBe('absent');
  });

  it('is looked at with 24 others in a call, and then again hours later', async () => {
    const office = await officeWith(...names(30).map(liveSeat));
    await office.due();
    expect(office.did('observe').map((what) => what.split(' ').length - 1)).toEqual([25, 5]);
    expect(office.did('commit')).toHaveLength(30);
    office.now += restMs - minute;
    await office.due();
    expect(office.did('observe')).toHaveLength(2);
    office.now += 2 * minute;
    office.endsAt = office.now + minute;
    await office.due();
    expect(office.did('observe')).toHaveLength(4);
  });

  it('that had failed and works again is live again', async () => {
    const failed = seatOf('ada', { status: 'failed', reason: 'DesktopInError', desktop: desktopOf('ada') });
    const office = await officeWith(failed);
    await office.due();
    expect(office.phaseOf('ada')).toBe('live');
  });

  it('is looked at later when nobody can say anything now, and does not hinder what is due', async () => {
    const office = await officeWith(claimed('ada'));
    office.fleet.shows.delete('ws-00000ada');
    office.fleet.before = (what) =>
      what.startsWith('observe') ? Promise.reject(new Error('no turn came')) : Promise.resolve();
    expect(await office.due()).toEqual(new Map());
    office.fleet.before = () => Promise.resolve();
    await office.due();
    expect(office.did('create')).toEqual(['create ada']);
  });

  it('is looked at although the seat before it can not be read', async () => {
    const office = await officeWith(liveSeat('ada'), claimed('ben'));
    office.fleet.shows.delete('ws-00000ben');
    const load = office.seats.load.bind(office.seats);
    office.seats.load = async (ref) => {
      if (ref.userName === refOf('ada').userName) throw new UnreadableSeat('schema 9');
      return load(ref);
    };
    await office.due();
    expect(office.did('create')).toEqual(['create ben']);
  });
});
