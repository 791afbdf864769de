import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../src/app/arrivals.ts';
import { gates } from '../../src/domain/safeguards.ts';
import { at, minute, noon, rebuildPolicy } from '../domain/given.ts';
import { awaySeat, leftDesktop, Office, seatOf } from './given.ts';

const users = (count: number) => Array.from({ length: count }, (_, n) => `user${String(n).padStart(2, '0')}`);

const due: Arrival = {
  messageId: 'due',
  incoming: { correlationId: 'due', at: noon, about: 'due', kind: 'all' },
};
const resume: Arrival = {
  messageId: 'resume',
  incoming: {
    correlationId: 'resume',
    at: noon,
    about: 'resume',
    scope: { policy: rebuildPolicy.name },
    by: 'ops',
  },
};

/** Their users left together, and everything waits for a person. */
async function pausedOffice(names: readonly string[]): Promise<Office> {
  const office = new Office();
  const policy = { ...rebuildPolicy, outage: { ...rebuildPolicy.outage, returnMs: 0 } };
  office.policies = [policy];
  await office.safeguards.changePauses('outages', rebuildPolicy.name, () => [
    { from: at(-30), to: at(-20), openedAt: at(-15), told: true },
  ]);
  const gate = gates.outage(rebuildPolicy.name);
  for (const name of names) {
    const { phase } = awaySeat(name);
    if (phase.status !== 'away') throw new Error('It was away.');
    const waiting = seatOf(name, { ...phase, leave: { ...phase.leave, waitsFor: gate } });
    await office.seats.commit(waiting, { at: noon, kind: 'gated', gate });
    office.fleet.shows.set(`ws-00000${name}`, leftDesktop(name, { policy }));
  }
  office.now = noon + 2000;
  return office;
}

const isRebuilding = (office: Office) => (name: string) => office.phaseOf(name) === 'rebuilding';

describe('When many are due at once', () => {
  it('a resume lets them go on although a timer in the same batch found their gate closed', async () => {
    const names = users(3);
    const office = await pausedOffice(names);
    expect(await office.receive(due, resume)).toEqual(new Map());
    expect(names.every(isRebuilding(office))).toBe(true);
  });

  it('those for whom a run has no time are still due for the next one', async () => {
    const names = users(60);
    const office = await pausedOffice(names);
    office.fleet.before = async () => {
      office.now += 1000;
    };
    await office.receive(resume);
    const first = names.filter(isRebuilding(office)).length;
    expect(first).toBeGreaterThan(10);
    expect(first).toBeLessThan(50);
    office.endsAt = office.now + minute;
    await office.due();
    expect(names.filter(isRebuilding(office)).length).toBeGreaterThan(first + 10);
  });

  it('what a run has told is stored when its time is over: the next one does not tell it again', async () => {
    const office = await pausedOffice(['ada']);
    office.fleet.before = async (what) => {
      if (what.startsWith('snapshot')) office.now = office.endsAt - 7500;
    };
    office.beforePublish = async () => {
      if (office.said('ResetsResumed').length > 0) office.now = Math.max(office.now, office.endsAt - 3000);
    };
    await office.receive(resume);
    expect(office.phaseOf('ada')).toBe('rebuilding');
    expect(office.did('rebuild')).toEqual([]);
    office.beforePublish = async () => undefined;
    office.now += minute;
    office.endsAt = office.now + minute;
    await office.due();
    expect(office.did('rebuild')).toEqual(['rebuild ws-00000ada']);
    expect(office.said('ResetStarted')).toHaveLength(1);
  });
});
