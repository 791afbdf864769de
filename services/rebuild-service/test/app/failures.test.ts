import { describe, expect, it } from 'vitest';
import type { Reset } from '../../src/domain/seat.ts';
import { at, kinds, minute, noon, rebuildPolicy, resetBy } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, Office, refOf, seatOf } from './given.ts';

/** A rebuild is under way, and the next look finds it ended. */
async function underWay(office: Office, userName: string, over: Partial<Reset> = {}) {
  const desktop = desktopOf(userName);
  const reset = { ...resetBy(rebuildPolicy), resetId: `reset of ${userName}`, oldDesktop: desktop, ...over };
  await office.seats.put(
    seatOf(userName, {
      status: 'rebuilding',
      desktop,
      reset,
      call: 'accepted',
      sawRebuilding: true,
      missing: 0,
      observation: { count: 1, nextAt: at(-1) },
    }),
  );
}

async function ends(office: Office, state: 'ERROR' | 'AVAILABLE', ...names: string[]) {
  for (const name of names) office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name, { state }));
  await office.hear(...names.map((name): [string, { type: 'Due' }] => [name, { type: 'Due' }]));
}

async function resume(office: Office) {
  await office.receive({
    messageId: 'resume',
    incoming: {
      correlationId: 'ops',
      at: office.now,
      about: 'resume',
      scope: { policy: rebuildPolicy.name },
      by: 'ops',
    },
  });
}

const isProven = async (office: Office) =>
  (await office.safeguards.read([], office.now)).firsts.get(kinds.rebuild)?.proven === true;

describe('Rebuilds that end badly', () => {
  it('pause the policy’s resets when there are too many of them, and that is told of once', async () => {
    const office = new Office();
    const names = ['ada', 'ben', 'cleo', 'dora', 'eve', 'finn'];
    for (const name of names) await underWay(office, name);
    await ends(office, 'ERROR', 'ada', 'ben');
    expect(office.said('ResetsPaused')).toEqual([]);
    await ends(office, 'ERROR', 'cleo', 'dora', 'eve', 'finn');
    expect(office.said('ResetsPaused')).toMatchObject([
      { detail: { scope: { policy: 'kiosks' }, because: expect.stringContaining('ended in ERROR') } },
    ]);
    await office.seats.put(awaySeat('gus'));
    office.fleet.shows.set('ws-00000gus', leftDesktop('gus'));
    await office.hear(['gus', dueLook('gus')]);
    expect(office.did('rebuild')).toEqual([]);
    expect(office.phaseOf('gus')).toBe('away');
  });

  it('go on when a person says so, the first of them alone; what was before counts no more', async () => {
    const office = new Office();
    for (const name of ['ada', 'ben', 'cleo', 'dora', 'eve']) await underWay(office, name);
    await ends(office, 'ERROR', 'ada', 'ben', 'cleo');
    expect(await isProven(office)).toBe(false);
    for (const name of ['gus', 'hal']) {
      await office.seats.put(awaySeat(name));
      office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name));
      await office.hear([name, dueLook(name)]);
    }
    office.now = noon + 5 * minute;
    office.endsAt = office.now + minute;
    for (const name of ['gus', 'hal']) {
      const look = leftDesktop(name);
      const connection = { state: 'DISCONNECTED', checkedAt: at(4), lastConnectedAt: at(-60) } as const;
      office.fleet.shows.set(`ws-00000${name}`, { ...look, connection });
    }
    await resume(office);
    expect(office.said('ResetsResumed')).toHaveLength(1);
    expect(office.did('rebuild')).toHaveLength(1);
    await ends(office, 'ERROR', 'dora');
    expect(office.said('ResetsPaused')).toHaveLength(1);
  });

  it('pause them at once when it was the first of its kind, and only then', async () => {
    const office = new Office();
    await underWay(office, 'ada');
    await underWay(office, 'ben', { alone: kinds.rebuild });
    await ends(office, 'ERROR', 'ada');
    expect(office.said('ResetsPaused')).toEqual([]);
    await ends(office, 'ERROR', 'ben');
    expect(office.said('ResetsPaused')).toHaveLength(1);
  });

  it('do not when they are spread over a longer time, or few of many desktops', async () => {
    const office = new Office();
    for (const [index, name] of ['ada', 'ben', 'cleo', 'dora'].entries()) {
      office.now = noon + index * 31 * minute;
      office.endsAt = office.now + minute;
      await underWay(office, name);
      await ends(office, 'ERROR', name);
    }
    expect(office.said('ResetsPaused')).toEqual([]);
    const large = new Office();
    await large.safeguards.countFleets(new Map([['kiosks', 5000]]), noon);
    const names = Array.from({ length: 11 }, (_, index) => `user${index}`);
    for (const name of names) await underWay(large, name);
    await ends(large, 'ERROR', ...names.slice(0, 10));
    expect(large.said('ResetsPaused')).toEqual([]);
    await ends(large, 'ERROR', ...names.slice(10));
    expect(large.said('ResetsPaused')).toHaveLength(1);
  });

  it('are told of by the next run when the one that paused them died over it', async () => {
    const office = new Office();
    await office.safeguards.changePauses('failures', 'kiosks', () => [
      { from: at(-5), to: at(-3), openedAt: at(-3), told: false, because: 'Too many' },
    ]);
    await office.due();
    await office.due();
    expect(office.said('ResetsPaused')).toMatchObject([{ detail: { because: 'Too many' } }]);
  });
});

it('The first rebuild from a new image goes alone, and the others go when it has worked', async () => {
  const office = new Office();
  office.fleet.images.set('wsb-standard1', 'wsi-new');
  for (const name of ['ada', 'ben']) {
    await office.seats.put(awaySeat(name));
    office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name));
  }
  await office.hear(['ada', dueLook('ada')], ['ben', dueLook('ben')]);
  expect(office.did('rebuild')).toEqual(['rebuild ws-00000ada']);
  // Whoever comes later is not asked for a snapshot: the image is known by then.
  await office.seats.put(awaySeat('cleo'));
  office.fleet.shows.set('ws-00000cleo', leftDesktop('cleo'));
  await office.hear(['cleo', dueLook('cleo')]);
  expect(office.phaseOf('cleo')).toBe('away');
  expect(office.did('snapshot')).toHaveLength(2);
  for (const state of ['REBUILDING', 'AVAILABLE']) {
    office.now += 3 * minute;
    office.endsAt = office.now + minute;
    office.fleet.shows.set('ws-00000ada', leftDesktop('ada', { state }));
    await office.due();
  }
  expect(office.phaseOf('ada')).toBe('live');
  await office.due();
  expect(office.phaseOf('ben')).toBe('rebuilding');
});

describe('A desktop whose rebuild AWS refuses', () => {
  it('takes nothing of a budget from the others', async () => {
    const office = new Office();
    const policy = { ...rebuildPolicy, budget: { count: 1, windowMs: 60 * minute } };
    office.policies = [policy];
    for (const name of ['ada', 'ben']) {
      await office.seats.put(awaySeat(name));
      office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name, { policy }));
    }
    office.fleet.answers.set('rebuild', { kind: 'refused', code: 'Never', message: 'not this one' });
    await office.hear(['ada', dueLook('ada')]);
    expect(office.phaseOf('ada')).toBe('away');
    office.fleet.answers.delete('rebuild');
    await office.hear(['ben', dueLook('ben')]);
    expect(office.phaseOf('ben')).toBe('rebuilding');
    const { spent } = await office.safeguards.read([policy], noon);
    expect([...spent.values()]).toEqual([1]);
    expect(office.seats.stored(refOf('ada'))?.phase).toMatchObject({ leave: { refusals: 1 } });
  });
});
