import { describe, expect, it } from 'vitest';
import { measureSaid } from '../../src/app/measuring.ts';
import { measures } from '../../src/measures.ts';
import { minute, rebuildPolicy, ref } from '../domain/given.ts';
import { awaySeat, desktopOf, dueLook, leftDesktop, Office } from './given.ts';

const round = (office: Office) =>
  office.receive({
    messageId: 'round',
    incoming: { correlationId: 'c', at: office.now, about: 'due', kind: 'all', isRound: true },
  });
const of = (office: Office, name: string) => office.measured.filter((one) => one.name === name);

describe('What has been said', () => {
  it('is counted by how resets ended, by policy where it is told, and by how long they took', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    office.fleet.shows.set(desktopOf('ada').workspaceId, leftDesktop('ada'));
    await office.hear(['ada', dueLook('ada')]);
    for (const state of ['REBUILDING', 'AVAILABLE']) {
      office.now += 3 * minute;
      office.endsAt = office.now + minute;
      office.fleet.shows.set(desktopOf('ada').workspaceId, leftDesktop('ada', { state }));
      await office.due();
    }
    expect(of(office, 'Reset')).toEqual([
      { name: 'Reset', value: 1, outcome: 'completed', policy: 'kiosks' },
    ]);
    expect(of(office, 'TimeToReady')).toEqual([{ name: 'TimeToReady', value: 6 * minute, policy: 'kiosks' }]);
  });

  it('says of a reset that was called off why, and of one that failed that it did', () => {
    const told: unknown[] = [];
    const count = (name: string, value = 1, by: object = {}) => void told.push({ name, value, ...by });
    const cause = { kind: 'absence', absence: { id: 'a', startedAt: '2026-08-03T12:00:00.000Z' } };
    const { workspaceId } = desktopOf('ada');
    const said = (detailType: string, detail: object) => ({
      source: 'cleandesk.rebuild-service',
      detailType,
      detail: { seat: ref, ...detail },
    });
    measureSaid(
      [
        said('ResetCancelled.v1', { workspaceId, cause, because: 'userReturned' }),
        said('ResetFailed.v1', { resetId: 'r', reason: 'Error', explanation: '' }),
        said('SeatFailed.v1', { reason: 'Error', explanation: '' }),
        said('SeatStuck.v1', {}),
        said('SeatNotReady.v1', {}),
        said('SeatChanged.v1', {}),
      ],
      { count, gauge: count },
    );
    expect(told).toEqual([
      { name: 'Reset', value: 1, outcome: 'cancelled' },
      { name: 'ResetCancelled', value: 1, because: 'userReturned' },
      { name: 'Reset', value: 1, outcome: 'failed' },
      { name: 'SeatFailed', value: 1 },
      { name: 'SeatStuck', value: 1 },
      { name: 'SeatNotReady', value: 1 },
    ]);
  });
});

describe('What takes hours', () => {
  it('is counted at each look until it ends, so that an alarm lasts as long', async () => {
    const office = new Office();
    await office.seats.put(awaySeat('ada'));
    office.fleet.shows.set(desktopOf('ada').workspaceId, leftDesktop('ada'));
    await office.hear(['ada', dueLook('ada')]);
    office.fleet.shows.set(desktopOf('ada').workspaceId, leftDesktop('ada', { state: 'REBUILDING' }));
    const lookOn = async (times: number) => {
      for (let look = 0; look < times; look += 1) {
        office.now += 5 * minute;
        office.endsAt = office.now + minute;
        await office.due();
      }
      return of(office, 'SeatTakesLong').length;
    };
    expect(await lookOn(20)).toBe(0);
    const late = await lookOn(20);
    expect(of(office, 'SeatStuck')).toHaveLength(1);
    expect(await lookOn(3)).toBe(late + 3);
    office.fleet.shows.set(desktopOf('ada').workspaceId, leftDesktop('ada'));
    await lookOn(1);
    expect(await lookOn(3)).toBe(late + 3);
    expect(of(office, 'Reset')).toContainEqual({
      name: 'Reset',
      value: 1,
      outcome: 'completed',
      policy: 'kiosks',
    });
  });
});

describe('What stands', () => {
  it('is measured by the recurring run, with zeros where nothing is: an alarm has to see that it is over', async () => {
    const office = new Office();
    await round(office);
    expect(office.measured).toEqual([
      { name: 'LeftoversRun', value: 1 },
      ...['outages', 'failures', 'breakers'].map((kind) => ({ name: 'PauseOpen', value: 0, kind })),
      ...['window', 'outage', 'failures', 'budget', 'breaker', 'first'].map((gate) => ({
        name: 'SeatWaiting',
        value: 0,
        gate,
      })),
    ]);
  });

  it('is not measured by a run that goes on after another one', async () => {
    const office = new Office();
    await office.due('all');
    expect(office.measured).toEqual([]);
  });

  it('has pauses until they are resumed, who waits for them, and what budgets have left', async () => {
    const office = new Office();
    const policy = { ...rebuildPolicy, budget: { count: 4, windowMs: 60 * minute } };
    office.policies = [policy];
    for (const name of ['ada', 'ben']) {
      await office.seats.put(awaySeat(name));
      office.fleet.shows.set(desktopOf(name).workspaceId, leftDesktop(name, { policy }));
    }
    await office.hear(['ada', dueLook('ada')]);
    await office.safeguards.trip(
      { directoryId: ref.directoryId, bundleId: 'wsb-standard1' },
      'why',
      office.now,
    );
    await office.safeguards.changePauses('failures', 'kiosks', () => [
      { from: office.now, to: office.now, openedAt: office.now, told: true },
    ]);
    await office.hear(['ben', dueLook('ben')]);
    await round(office);
    expect(of(office, 'BudgetUsed')).toEqual([{ name: 'BudgetUsed', value: 25, policy: 'kiosks' }]);
    expect(of(office, 'PauseOpen').map(({ kind, value }) => [kind, value])).toEqual([
      ['outages', 0],
      ['failures', 1],
      ['breakers', 1],
    ]);
    expect(of(office, 'SeatWaiting').filter(({ value }) => value !== 0)).toEqual([
      { name: 'SeatWaiting', value: 1, gate: 'failures' },
    ]);
  });
});

it('no dimension can hold a name of a person, a desktop or an address', () => {
  const dimensions = new Set(Object.values(measures).flatMap(({ by }) => by.flat()));
  expect([...dimensions].sort()).toEqual(['because', 'gate', 'kind', 'outcome', 'policy']);
});
