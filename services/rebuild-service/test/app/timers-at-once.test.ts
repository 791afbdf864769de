import { describe, expect, it } from 'vitest';
import { at, noon } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, liveSeat, Office, refOf } from './given.ts';

/** Another run has what is due, for as long as it may live. */
async function officeWithAnotherRun(...names: readonly string[]): Promise<Office> {
  const office = new Office();
  for (const name of names) {
    await office.seats.commit(awaySeat(name), { at: at(2), kind: 'waiting' });
    office.fleet.shows.set(desktopOf(name).workspaceId, leftDesktop(name));
  }
  await office.safeguards.claimDrain(noon, at(1.5));
  return office;
}

describe('A timer that comes while another run takes up what is due', () => {
  it('leaves its seat to that run, due at once, and says that there is work', async () => {
    const office = await officeWithAnotherRun('ada', 'grace');
    expect(await office.hear(['ada', dueLook('ada')], ['grace', dueLook('grace')])).toEqual(new Map());
    expect(office.did('look')).toEqual([]);
    expect(await office.seats.due('waiting', noon, 10)).toEqual([refOf('ada'), refOf('grace')]);
    expect(office.said('WorkRemains')).toHaveLength(1);
  });

  it('is followed when nobody has taken it up yet', async () => {
    const office = await officeWithAnotherRun('ada');
    await office.safeguards.endDrain();
    await office.hear(['ada', dueLook('ada')]);
    expect(office.phaseOf('ada')).toBe('rebuilding');
  });

  it('makes nobody look at a seat that waits for no look', async () => {
    const office = await officeWithAnotherRun();
    await office.seats.commit(liveSeat('ada'), { at: at(360), kind: 'resting' });
    await office.hear(['ada', dueLook('ada')]);
    expect(await office.seats.due('resting', noon, 10)).toEqual([]);
    expect(office.said('WorkRemains')).toEqual([]);
  });

  it('makes nobody look at a seat before its time', async () => {
    const office = await officeWithAnotherRun('ada');
    const seat = office.seats.stored(refOf('ada'));
    if (seat?.phase.status !== 'away') throw new Error('It is away.');
    const later = { ...seat, phase: { ...seat.phase, leave: { ...seat.phase.leave, nextLookAt: at(10) } } };
    await office.seats.commit(later, { at: at(12), kind: 'waiting' });
    await office.hear(['ada', dueLook('ada')]);
    expect(await office.seats.due('waiting', noon, 10)).toEqual([]);
  });
});

describe('A run that takes up what timers bring', () => {
  it('goes on with those that were left to it meanwhile', async () => {
    const office = await officeWithAnotherRun('ada', 'grace');
    await office.safeguards.endDrain();
    office.fleet.before = async (what) => {
      if (what.startsWith('rebuild')) await office.seats.defer(refOf('grace'), noon);
    };
    await office.hear(['ada', dueLook('ada')]);
    expect(office.said('WorkRemains')).toHaveLength(1);
    await office.due();
    expect(office.phaseOf('grace')).toBe('rebuilding');
  });

  it('keeps nobody else from it when it has ended', async () => {
    const office = await officeWithAnotherRun('ada');
    await office.safeguards.endDrain();
    await office.hear(['ada', dueLook('ada')]);
    expect(await office.safeguards.claimDrain(noon, at(1.5))).toBe(true);
  });
});
