import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/domain/seat.ts';
import { at, minute, noon, recreating } from '../domain/given.ts';
import { awaySeat, dueLook, leftDesktop, Office, refOf, seatOf } from './given.ts';

/** An office in which an earlier run decided on a rebuild, and ended before it was called. */
async function officeWithLeftover(leaseUntil: number): Promise<Office> {
  const office = new Office();
  await office.seats.put(awaySeat('ada'));
  office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
  office.fleet.before = async (what) => {
    if (what.startsWith('rebuild')) throw new Error('killed');
  };
  await office.hear(['ada', dueLook('ada')]).catch(() => undefined);
  office.fleet.before = () => Promise.resolve();
  const left = office.seats.stored(refOf('ada'));
  if (left === undefined) throw new Error('no seat');
  await office.seats.put({ ...left, leaseUntil });
  // What it had taken up as due it has no more, either.
  await office.safeguards.endDrain();
  office.record.length = 0;
  return office;
}
const pendingTypes = (seat: Seat | undefined) => seat?.pending.map(({ type }) => type);

describe('What a run has decided', () => {
  it('is in its hands for longer than it can live', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
    let lease: number | undefined;
    office.fleet.before = async (what) => {
      if (what.startsWith('rebuild')) lease = office.seats.stored(refOf('ada'))?.leaseUntil;
    };
    await office.hear(['ada', dueLook('ada')]);
    expect(lease).toBe(at(1.5));
    expect(office.seats.stored(refOf('ada'))).toMatchObject({ pending: [] });
    expect(office.seats.stored(refOf('ada'))).not.toHaveProperty('leaseUntil');
  });

  it('is not done by another run meanwhile', async () => {
    const office = await officeWithLeftover(at(1));
    expect(await office.due()).toEqual(new Map());
    expect(office.did('rebuild')).toEqual([]);
    expect(office.did('commit')).toEqual([]);
  });

  it('is taken over when the lease is over, after another look', async () => {
    const office = await officeWithLeftover(at(0));
    await office.due();
    const order = ['look ws-00000ada', 'rebuild ws-00000ada'];
    expect(office.record.filter((what) => order.includes(what))).toEqual(order);
    expect(office.phaseOf('ada')).toBe('rebuilding');
  });

  it('is not called when the user has come back by then, a day later', async () => {
    const office = await officeWithLeftover(at(0));
    office.now = at(1440);
    office.endsAt = office.now + minute;
    office.fleet.shows.set('ws-00000ada', {
      ...leftDesktop('ada'),
      connection: { state: 'CONNECTED', checkedAt: office.now },
    });
    await office.due();
    expect(office.did('rebuild')).toEqual([]);
    expect(office.phaseOf('ada')).toBe('away');
    expect(office.said('ResetCancelled')).toHaveLength(1);
  });

  it('is not called again when it had arrived: the look shows it', async () => {
    const office = await officeWithLeftover(at(0));
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada', { state: 'REBUILDING' }));
    await office.due();
    expect(office.did('rebuild')).toEqual([]);
    expect(office.seats.stored(refOf('ada'))?.phase).toMatchObject({
      status: 'rebuilding',
      call: 'accepted',
    });
  });

  it('is taken over by one of two runs that find it', async () => {
    const office = await officeWithLeftover(at(0));
    await Promise.all([office.due(), office.due()]);
    expect(office.did('rebuild')).toEqual(['rebuild ws-00000ada']);
  });

  it('is taken over also by a message about the same seat', async () => {
    const office = await officeWithLeftover(at(0));
    await office.hear(['ada', { type: 'HoldLifted', holdId: 'h', at: at(0) }]);
    expect(office.did('rebuild')).toEqual(['rebuild ws-00000ada']);
  });

  it('and could not say, because the bus did not take it, is said by a later run', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
    office.beforePublish = () => Promise.reject(new Error('the bus is full'));
    const failed = await office.hear(['ada', dueLook('ada')]);
    expect(failed.get('ada')).toEqual(new Error('the bus is full'));
    expect(pendingTypes(office.seats.stored(refOf('ada')))).toContain('Publish');
    office.beforePublish = () => Promise.resolve();
    office.now = at(2);
    office.endsAt = office.now + minute;
    await office.due();
    expect(office.said('ResetStarted')).toHaveLength(1);
    expect(pendingTypes(office.seats.stored(refOf('ada')))).toEqual([]);
  });
});

describe('What is due', () => {
  it('is looked at when the claim of a run that has died over it is over: until then every other run leaves it alone', async () => {
    const office = new Office();
    const inFlight = seatOf('ada', recreating({ observation: { count: 1, nextAt: noon } }));
    await office.seats.commit(inFlight, { at: noon, kind: 'flight' });
    await office.safeguards.claimDrain(noon, noon + 90_000);
    expect(await office.due('flight')).toEqual(new Map());
    expect(office.timers).toMatchObject([{ name: `observation/${at(2)}`, dueAt: at(2) }]);
  });
});
