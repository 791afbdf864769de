import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/domain/signals.ts';
import { StaleSeat } from '../../src/ports.ts';
import { at } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, liveSeat, Office, refOf } from './given.ts';

const hold: Signal = { type: 'HoldPlaced', holdId: 'h', owner: 'ops', reason: 'r', until: at(60), at: at(0) };

async function officeWhereAdaIsAway(): Promise<Office> {
  const office = new Office();
  await office.seats.put(awaySeat('ada'));
  office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
  return office;
}

describe('A decision', () => {
  it('is stored before anything is done, together with what is to be done', async () => {
    const office = await officeWhereAdaIsAway();
    await office.hear(['ada', dueLook('ada')]);
    const order = ['snapshot ws-00000ada', 'commit rebuilding with Rebuild SetTimer', 'rebuild ws-00000ada'];
    expect(office.record.filter((what) => order.includes(what))).toEqual(order);
  });

  it('outlives the function: what it wanted done stays with the seat', async () => {
    const office = await officeWhereAdaIsAway();
    office.fleet.before = async (what) => {
      if (what.startsWith('rebuild')) throw new Error('killed');
    };
    await expect(office.hear(['ada', dueLook('ada')])).rejects.toThrow('killed');
    expect(office.seats.stored(refOf('ada'))).toMatchObject({
      phase: { status: 'rebuilding', call: 'decided' },
      pending: expect.arrayContaining([expect.objectContaining({ type: 'Rebuild' })]),
    });
  });

  it('that changes nothing is not stored', async () => {
    const office = new Office();
    await office.seats.put(liveSeat('ada'));
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('commit')).toEqual([]);
  });

  it('is made anew on what another run has stored meanwhile', async () => {
    const office = await officeWhereAdaIsAway();
    let raced = false;
    office.seats.beforeCommit = async () => {
      if (raced) return;
      raced = true;
      await office.hear(['ada', hold]);
    };
    expect(await office.hear(['ada', dueLook('ada')])).toEqual(new Map());
    expect(office.phaseOf('ada')).toBe('away');
    expect(office.did('rebuild')).toEqual([]);
    expect(office.seats.stored(refOf('ada'))?.holds).toHaveLength(1);
  });

  it('that others are always faster to change comes back with its message', async () => {
    const office = await officeWhereAdaIsAway();
    office.seats.beforeCommit = async () => {
      throw new StaleSeat('somebody was faster');
    };
    const failed = await office.hear(['ada', dueLook('ada')]);
    expect(failed.get('ada')).toBeInstanceOf(StaleSeat);
    expect(office.did('rebuild')).toEqual([]);
  });

  it('is told with the correlation id of what began the story', async () => {
    const office = await officeWhereAdaIsAway();
    const seat = awaySeat('ben');
    await office.seats.put({ ...seat, story: 'the alarm of this morning' });
    office.fleet.shows.set('ws-00000ben', leftDesktop('ben'));
    await office.hear(['ben', dueLook('ben')]);
    expect(office.said('ResetStarted')).toMatchObject([
      { detail: { correlationId: 'the alarm of this morning' } },
    ]);
  });
});

describe('Right before a destructive call', () => {
  it('a look that is seconds old counts', async () => {
    const office = await officeWhereAdaIsAway();
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('look')).toHaveLength(1);
    expect(office.did('rebuild')).toEqual(['rebuild ws-00000ada']);
  });

  it('a look that is older than five seconds is repeated', async () => {
    const office = await officeWhereAdaIsAway();
    office.beforePublish = async () => {
      office.now += 5001;
    };
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('look')).toHaveLength(2);
    expect(office.did('rebuild')).toEqual(['rebuild ws-00000ada']);
  });

  it('a user who is back by then keeps the desktop', async () => {
    const office = await officeWhereAdaIsAway();
    office.beforePublish = async () => {
      office.now += 5001;
      office.fleet.shows.set('ws-00000ada', {
        ...leftDesktop('ada'),
        connection: { state: 'CONNECTED', checkedAt: office.now },
      });
    };
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('rebuild')).toEqual([]);
    expect(office.said('ResetCancelled')).toMatchObject([{ detail: { because: 'connected' } }]);
  });

  it('a hold that another run has stored since the decision wins', async () => {
    const office = await officeWhereAdaIsAway();
    let held = false;
    office.beforePublish = async () => {
      if (held) return;
      held = true;
      const stored = office.seats.stored(refOf('ada'));
      if (stored === undefined) throw new Error('no seat');
      const placed = { id: 'h', owner: 'ops', reason: 'r', until: at(60), placedAt: at(0) };
      await office.seats.put({ ...stored, holds: [placed] });
    };
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('rebuild')).toEqual([]);
    expect(office.said('ResetCancelled')).toMatchObject([{ detail: { because: 'held' } }]);
    expect(office.phaseOf('ada')).toBe('away');
  });

  it('nothing is called when it can not be looked at again: the message comes back', async () => {
    const office = await officeWhereAdaIsAway();
    let looks = 0;
    office.beforePublish = async () => {
      office.now += 5001;
    };
    office.fleet.before = async (what) => {
      looks += what.startsWith('look') ? 1 : 0;
      if (looks > 1) throw new Error('Throttled');
    };
    const failed = await office.hear(['ada', dueLook('ada')]);
    expect(failed.get('ada')).toEqual(new Error('Throttled'));
    expect(office.did('rebuild')).toEqual([]);
    expect(office.seats.stored(refOf('ada'))?.pending).not.toEqual([]);
  });
});

describe('A call', () => {
  it('without an answer stays pending, in nobody’s hands for two looks', async () => {
    const office = await officeWhereAdaIsAway();
    office.fleet.answers.set('rebuild', { kind: 'uncertain', because: 'timed out' });
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('rebuild')).toHaveLength(1);
    expect(office.seats.stored(refOf('ada'))).toMatchObject({
      pending: [expect.objectContaining({ type: 'Rebuild' })],
      leaseUntil: at(2),
    });
  });

  it('that is refused ends the decision, and is tried later', async () => {
    const office = await officeWhereAdaIsAway();
    office.fleet.answers.set('rebuild', {
      kind: 'refused',
      code: 'OperationNotSupportedException',
      message: 'no',
    });
    await office.hear(['ada', dueLook('ada')]);
    expect(office.phaseOf('ada')).toBe('away');
    expect(office.did('rebuild')).toHaveLength(1);
  });

  it('that worked settles what was used before it', async () => {
    const office = await officeWhereAdaIsAway();
    office.fleet.before = async (what) => {
      if (what.startsWith('rebuild')) office.now += 700;
    };
    await office.hear(['ada', dueLook('ada')]);
    expect(office.seats.stored(refOf('ada'))?.phase).toMatchObject({
      call: 'accepted',
      reset: { calledAt: at(0) + 700 },
    });
  });

  it('is not begun when no time is left for it; a later run makes it', async () => {
    const office = await officeWhereAdaIsAway();
    office.endsAt = office.now + 10_000;
    office.beforePublish = async () => {
      office.now += 7000;
    };
    await office.hear(['ada', dueLook('ada')]);
    expect(office.did('rebuild')).toEqual([]);
    expect(office.phaseOf('ada')).toBe('rebuilding');
    expect(office.seats.stored(refOf('ada'))?.pending).toContainEqual(
      expect.objectContaining({ type: 'Rebuild' }),
    );
  });
});

it('What a run has asked is decided on within the run', async () => {
  const office = new Office();
  office.fleet.shows.set('ws-00000ada', leftDesktop('ada'));
  await office.hear(['ada', { type: 'Watched', workspaceId: 'ws-00000ada' }]);
  expect(office.seats.stored(refOf('ada'))?.phase).toEqual({ status: 'live', desktop: desktopOf('ada') });
});
