import { describe, expect, it } from 'vitest';
import { observationTimer } from '../../src/domain/decision.ts';
import type { Signal } from '../../src/domain/signals.ts';
import { at, minute, noon } from '../domain/given.ts';
import { awaySeat, desktopOf, leftDesktop, liveSeat, Office, refOf } from './given.ts';

const { workspaceId } = desktopOf('ada');

const left = (userName: string): Signal => ({
  type: 'Disconnected',
  workspaceId: desktopOf(userName).workspaceId,
  start: at(-7),
  end: at(-2),
});

async function officeOf(...names: readonly string[]): Promise<Office> {
  const office = new Office();
  for (const name of names) {
    await office.seats.put(liveSeat(name));
    office.fleet.shows.set(desktopOf(name).workspaceId, leftDesktop(name));
  }
  return office;
}

/** Time passes until then. */
async function dueAt(office: Office, minutes: number): Promise<void> {
  office.now = at(minutes);
  office.endsAt = office.now + minute;
  await office.due('flight');
}

describe('The first look at who has left', () => {
  it('is one for all who left about then, whoever told of them and when', async () => {
    const names = ['ada', 'ben', 'eve'];
    const office = await officeOf(...names);
    for (const [n, name] of names.entries()) {
      office.now = noon - minute / 2 + n * 10_000;
      await office.hear([name, left(name)]);
    }
    expect(office.did('look')).toEqual([]);
    expect(new Set(office.timers.map(({ name }) => name))).toEqual(new Set([`observation/${at(1)}`]));
    await dueAt(office, 1);
    expect(office.did('look')).toEqual([
      `look ${names.map((name) => desktopOf(name).workspaceId).join(' ')}`,
    ]);
    expect(office.said('GraceStarted')).toHaveLength(3);
  });

  it('comes though its timer was lost, with the next one that comes', async () => {
    const office = await officeOf('ada');
    await office.hear(['ada', left('ada')]);
    office.timers.length = 0;
    await dueAt(office, 0.5);
    expect(office.did('look')).toEqual([]);
    expect(office.timers).toMatchObject([{ name: `observation/${at(2)}` }]);
    await dueAt(office, 2);
    expect(office.did('look')).toEqual([`look ${workspaceId}`]);
  });

  it('is not needed for who comes back before it', async () => {
    const office = await officeOf('ada');
    await office.hear(['ada', left('ada')]);
    await office.hear(['ada', { type: 'LoggedIn', workspaceId, at: noon }]);
    await dueAt(office, 1);
    expect(office.did('look')).toEqual([]);
    expect(office.phaseOf('ada')).toBe('live');
  });

  it('is not waited for to count who left, nor does it count them again: an outage is known at once, also by those who are back', async () => {
    const names = Array.from({ length: 21 }, (_, n) => `user${n}`);
    const office = await officeOf(...names);
    const hear = (some: readonly string[], what: (name: string) => Signal) =>
      office.hear(...some.map((name) => [name, what(name)] as [string, Signal]));
    await hear(names.slice(0, 20), left);
    await hear(names.slice(0, 9), (name) => ({ ...desktopOf(name), type: 'LoggedIn', at: noon }));
    await dueAt(office, 1);
    expect(office.said('GraceStarted')).toHaveLength(11);
    expect(office.said('ResetsPaused')).toEqual([]);
    await hear(names.slice(20), left);
    expect(office.said('ResetsPaused')).toHaveLength(1);
  });

  it('waits for the newer one of two leavings', async () => {
    const office = await officeOf('ada');
    await office.hear(['ada', left('ada')]);
    await office.hear(['ada', { type: 'Disconnected', workspaceId, start: at(-2), end: at(3) }]);
    await dueAt(office, 1);
    expect(office.did('look')).toEqual([]);
    await dueAt(office, 5);
    expect(office.did('look')).toEqual([`look ${workspaceId}`]);
  });

  it('comes at once when a hold ends that was placed meanwhile, and once more when it failed', async () => {
    const office = await officeOf('ada');
    await office.hear(['ada', left('ada')]);
    const hold = { holdId: 'h', owner: 'ines', reason: 'a test', until: at(60) };
    await office.hear(['ada', { type: 'HoldPlaced', ...hold, at: noon }]);
    office.fleet.before = async () => {
      throw new Error('no answer');
    };
    await office.hear(['ada', { type: 'HoldLifted', holdId: 'h', at: noon }]);
    office.fleet.before = () => Promise.resolve();
    expect(office.said('GraceStarted')).toEqual([]);
    office.now = at(3);
    office.endsAt = office.now + minute;
    await office.due();
    expect(office.said('GraceStarted')).toHaveLength(1);
  });

  it('is made by the run that another timer began: its own left it to that one', async () => {
    const office = await officeOf('ada');
    await office.hear(['ada', left('ada')]);
    await office.seats.commit(awaySeat('ben'), { at: at(2), kind: 'waiting' });
    office.fleet.shows.set(desktopOf('ben').workspaceId, leftDesktop('ben'));
    office.now = at(1);
    office.endsAt = office.now + minute;
    await office.hear(['ben', { type: 'LookDue', about: 'absence of ben' }]);
    expect(office.said('WorkRemains')).toHaveLength(1);
    await office.due('flight');
    expect(office.did('look')).toContain(`look ${workspaceId}`);
  });
});

describe('A sweep that comes by', () => {
  it('leaves the calls that an earlier run did not get to with the drain, which makes them for many by one look', async () => {
    const office = await officeOf('ada');
    const pending = [{ type: 'Rebuild', id: 'rebuild-1', workspaceId }] as const;
    await office.seats.put({ ...awaySeat('ada'), version: 1, pending, leaseUntil: noon - 1 });
    const connection = { state: 'DISCONNECTED', checkedAt: at(-1), lastConnectedAt: at(-60) } as const;
    await office.hear(['ada', { type: 'Observed', workspaceId, at: noon, connection }]);
    expect(office.did('look')).toEqual([]);
    expect(await office.seats.due('flight', noon, 1)).toEqual([refOf('ada')]);
    await office.due('flight');
    expect(office.did('look')).toHaveLength(1);
  });

  it('sees to it that what takes no call is done: a timer that an earlier run did not set', async () => {
    const office = await officeOf('ada');
    await office.hear(['ada', left('ada')]);
    const seat = office.seats.stored(refOf('ada'));
    if (seat === undefined) throw new Error('It is away.');
    const pending = [observationTimer(at(1))];
    await office.seats.put({ ...seat, pending, leaseUntil: noon - 1 });
    office.timers.length = 0;
    const connection = { state: 'DISCONNECTED', checkedAt: at(-1), lastConnectedAt: at(-60) } as const;
    await office.hear(['ada', { type: 'Observed', workspaceId, at: noon, connection }]);
    expect(office.timers).toHaveLength(1);
  });
});
