import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../src/app/arrivals.ts';
import { at, noon, provisioning } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, liveSeat, Office, refOf, seatOf } from './given.ts';

const { workspaceId } = desktopOf('ada');

async function officeWhereAdaIsAway(): Promise<Office> {
  const office = new Office();
  await office.seats.put(awaySeat('ada'));
  office.fleet.shows.set(workspaceId, leftDesktop('ada'));
  return office;
}

describe('Something beside the way that fails', () => {
  it('keeps nothing else from being done, and what is done from being known', async () => {
    const office = await officeWhereAdaIsAway();
    office.beforePublish = () => Promise.reject(new Error('The bus is gone'));
    const failed = await office.hear(['ada', dueLook('ada')]);
    expect(failed.get('ada')).toEqual(new Error('The bus is gone'));
    expect(office.did('rebuild')).toHaveLength(1);
    const stored = office.seats.stored(refOf('ada'));
    expect(stored?.phase).toMatchObject({ status: 'rebuilding', call: 'accepted' });
    // What could not be told is told later.
    expect(new Set(stored?.pending.map(({ type }) => type))).toEqual(new Set(['Publish']));
  });

  it('is done when the next run finds it', async () => {
    const office = await officeWhereAdaIsAway();
    office.beforePublish = () => Promise.reject(new Error('The bus is gone'));
    await office.hear(['ada', dueLook('ada')]);
    office.beforePublish = () => Promise.resolve();
    office.now = at(5);
    office.endsAt = at(6);
    await office.due('flight');
    expect(office.said('ResetStarted')).toHaveLength(1);
  });

  it('a hold that can not be shown on its desktop holds all the same', async () => {
    const office = new Office();
    await office.seats.put(liveSeat('ada'));
    office.fleet.before = async (what) => {
      if (what.startsWith('hold')) throw new Error('50 tags');
    };
    const hold = {
      type: 'HoldPlaced',
      holdId: 'h',
      owner: 'ops',
      reason: 'r',
      until: at(60),
      at: noon,
    } as const;
    const failed = await office.hear(['ada', hold]);
    expect(failed.size).toBe(0);
    expect(office.problems).toEqual([new Error('50 tags')]);
    expect(office.seats.stored(refOf('ada'))).toMatchObject({ pending: [], holds: [{ id: 'h' }] });
  });
});

describe('Safeguards that can not be read before a call', () => {
  it('stop the call, and nothing that was heard is lost', async () => {
    const office = await officeWhereAdaIsAway();
    let reads = 0;
    const read = office.safeguards.read.bind(office.safeguards);
    office.safeguards.read = (policies, now) => {
      reads += 1;
      return reads > 1 ? Promise.reject(new Error('DynamoDB')) : read(policies, now);
    };
    const failed = await office.hear(['ada', dueLook('ada')]);
    expect(failed.get('ada')).toEqual(new Error('DynamoDB'));
    expect(office.did('rebuild')).toEqual([]);
    expect(office.phaseOf('ada')).toBe('rebuilding');
  });
});

describe('A look whose time is over when the turn comes', () => {
  it('permits nothing: the desktop is looked at again', async () => {
    const office = await officeWhereAdaIsAway();
    office.fleet.answers.set('rebuild', { kind: 'notTried', because: 'its turn came too late' });
    office.endsAt = at(0.2);
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('look').length).toBeGreaterThan(0);
    const stored = office.seats.stored(refOf('ada'));
    expect(stored?.phase).toMatchObject({ status: 'rebuilding', call: 'decided' });
    expect(stored?.leaseUntil).toBe(office.now);
  });
});

describe('What is due and can not be looked at', () => {
  const due = (messageId: string): Arrival => ({
    messageId,
    incoming: { correlationId: 'due', at: noon, about: 'due', kind: 'all' },
  });

  it('comes later than the others, and counts', async () => {
    const office = new Office();
    const phase = provisioning({ workspaceId: 'ws-00newada', observation: { count: 3, nextAt: noon } });
    await office.seats.commit(seatOf('ada', phase), { at: noon, kind: 'flight' });
    office.fleet.before = async (what) => {
      if (what.startsWith('observe')) throw new Error('Throttled');
    };
    await office.receive(due('due'));
    expect(office.seats.stored(refOf('ada'))?.phase).toMatchObject({
      creation: { observation: { count: 4 } },
    });
    expect(await office.seats.due('flight', noon, 10)).toEqual([]);
  });

  it('is asked for once, however many timers came in one batch', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    office.fleet.shows.set(workspaceId, leftDesktop('ada', { state: 'STARTING' }));
    await office.receive(due('a'), due('b'), due('c'));
    expect(office.did('look')).toHaveLength(1);
  });
});
