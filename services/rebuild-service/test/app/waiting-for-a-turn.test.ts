import { describe, expect, it } from 'vitest';
import { at, noon, rebuildPolicy, recreatePolicy } from '../domain/given.ts';
import { dueLooks, leftDesktop, type Office, officeOfAway, refOf } from './given.ts';

/** They are away for long. */
const officeOf = (names: readonly string[], policy = rebuildPolicy) => officeOfAway(names, policy);

/** Another run stores a hold meanwhile. */
async function hold(office: Office, name: string): Promise<void> {
  const stored = office.seats.stored(refOf(name));
  if (stored === undefined) throw new Error('no seat');
  await office.seats.put({
    ...stored,
    holds: [{ id: 'h', owner: 'ops', reason: 'r', until: at(60), placedAt: at(0) }],
  });
}

describe('While a reset waits for its turn', () => {
  it.each([
    ['rebuild', rebuildPolicy],
    ['terminate', recreatePolicy],
  ])('a hold that is placed wins: %s', async (call, policy) => {
    const office = await officeOf(['ada'], policy);
    office.fleet.whileWaiting = () => hold(office, 'ada');
    await dueLooks(office, 'ada');
    expect(office.did(call)).toEqual([]);
    expect(office.said('ResetCancelled')).toMatchObject([{ detail: { because: 'held' } }]);
  });

  it('a hold for one of a group hinders none of the others', async () => {
    const names = ['ada', 'ben', 'cleo'];
    const office = await officeOf(names, recreatePolicy);
    office.fleet.whileWaiting = async (what) => {
      if (office.fleet.whileWaiting !== nothing) await hold(office, 'ben');
      office.fleet.whileWaiting = nothing;
      expect(what).toBe('terminate ws-00000ada ws-00000ben ws-00000cleo');
    };
    await dueLooks(office, ...names);
    expect(office.did('terminate')).toEqual(['terminate ws-00000ada ws-00000cleo']);
    expect(office.phaseOf('ben')).toBe('away');
  });

  it.each([
    ['rebuild', rebuildPolicy],
    ['terminate', recreatePolicy],
  ])(
    'its look may grow too old: it is looked at again, and who is back by then keeps the desktop: %s',
    async (call, policy) => {
      const office = await officeOf(['ada'], policy);
      office.fleet.whileWaiting = async () => {
        office.now += 5001;
        office.fleet.shows.set('ws-00000ada', {
          ...leftDesktop('ada', { policy }),
          connection: { state: 'CONNECTED', checkedAt: office.now },
        });
      };
      await dueLooks(office, 'ada');
      office.fleet.whileWaiting = nothing;
      office.now += 120_000;
      office.endsAt = office.now + 60_000;
      await office.due();
      expect(office.did(call)).toEqual([]);
      expect(office.said('ResetCancelled')).toMatchObject([{ detail: { because: 'connected' } }]);
    },
  );

  it('its seat may become unreadable: nothing is called, and its message comes back', async () => {
    const office = await officeOf(['ada']);
    const unread = new Error('no table');
    office.fleet.whileWaiting = async () => {
      office.seats.loadAll = () => Promise.reject(unread);
    };
    const failed = await dueLooks(office, 'ada');
    expect(failed.get('ada')).toBe(unread);
    expect(office.did('rebuild')).toEqual([]);
  });

  it('its function may come to its end: a later run makes the call', async () => {
    const office = await officeOf(['ada']);
    office.fleet.whileWaiting = async () => {
      office.now += 4000;
    };
    office.endsAt = noon + 7500;
    await dueLooks(office, 'ada');
    expect(office.did('rebuild')).toEqual([]);
    expect(office.seats.stored(refOf('ada'))?.pending.map(({ type }) => type)).toContain('Rebuild');
  });
});

it('Rebuilds wait for their turns side by side, three at a time, and each is made once', async () => {
  const names = ['ada', 'ben', 'cleo', 'dora', 'emil'];
  const office = await officeOf(names);
  let waiting = 0;
  let most = 0;
  office.fleet.whileWaiting = async () => {
    waiting += 1;
    most = Math.max(most, waiting);
    await new Promise((resolve) => setTimeout(resolve, 1));
    waiting -= 1;
  };
  expect(await dueLooks(office, ...names)).toEqual(new Map());
  expect(most).toBe(3);
  expect(office.did('rebuild').toSorted()).toEqual(names.map((name) => `rebuild ws-00000${name}`));
});

const nothing = () => Promise.resolve();
