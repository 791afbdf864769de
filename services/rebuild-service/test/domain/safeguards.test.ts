import { type Policy, policyDefaults } from '@cleandesk/policies';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/decide.ts';
import { permit } from '../../src/domain/permit.ts';
import type { Pause, Spend } from '../../src/domain/safeguards.ts';
import type { Reset } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byNobody,
  calls,
  context,
  decideSaved,
  desktop,
  kinds,
  look,
  minute,
  noon,
  rebuilding,
  rebuildPolicy,
  recreatePolicy,
  recreating,
  request,
  resetBy,
  safeguards,
  said,
  seatThatIs,
  spec,
  stateOnly,
  successor,
  terminating,
  unwanted,
  when,
} from './given.ts';

const left = seatThatIs(away());
const budgeted = { ...rebuildPolicy, budget: { count: 5, windowMs: 60 * minute } };
const { countedBy: _policy, ...uncountedAbsence } = absence;
const looked = (policy = rebuildPolicy): Signal => ({ type: 'Looked', look: look({ policy }) });
const examined = (policy = recreatePolicy): Signal => ({
  type: 'Examined',
  look: look({ policy }),
  examination: { creatable: true, spec },
});
const outage = (over: Partial<Pause> = {}): Pause => ({
  from: at(-30),
  to: at(-10),
  openedAt: at(-15),
  told: true,
  ...over,
});
const inOutage = (over: Partial<Pause> = {}) =>
  context({ safeguards: safeguards({ outage: () => outage(over) }) });
const exhausted = (of: Spend['of']) =>
  context({ safeguards: safeguards({ allows: (spend) => spend.of !== of }) });
const unproven = context({ safeguards: safeguards({ isProven: () => false }) });
const alone = (policy: Policy): Reset => ({
  ...resetBy(policy),
  alone: kinds[policy.strategy],
});
const spendsOf = (signal: Signal, given = context()) =>
  decideSaved(left, signal, given).actions.filter((action) => action.type === 'Spend');

describe('A user who left with too many others', () => {
  it('is not reset, waits without being looked at, and is told of', () => {
    const waits = when(left, looked(), inOutage());
    expect(waits).toMatchObject({ status: 'away', calls: [], asks: [], timers: [] });
    expect(waits.seat.phase).toMatchObject({ leave: { waitsFor: 'outage:kiosks' } });
    expect(waits.seat.pending).toMatchObject([{ detail: { status: 'away', waitsFor: 'outage' } }]);
    expect(when(waits.seat, looked(), inOutage()).seat.phase).toEqual(waits.seat.phase);
  });

  it('is looked at when a person has resumed, and has time to come back', () => {
    const waiting = when(left, looked(), inOutage()).seat;
    expect(when(waiting, { type: 'Due' }).asks).toEqual(['Look']);
    const later = when(waiting, looked(), inOutage({ overSince: at(-5) }));
    expect(later).toMatchObject({ status: 'away', calls: [], timers: [{ for: 'look', dueAt: at(55) }] });
    expect(later.seat.phase).not.toHaveProperty('leave.waitsFor');
    expect(when(waiting, looked(), inOutage({ overSince: at(-61) })).status).toBe('rebuilding');
  });

  it('keeps the desktop when they come back, and is reset when they leave again by themselves', () => {
    const waiting = when(left, looked(), inOutage()).seat;
    const back = when(waiting, { type: 'LoggedIn', workspaceId: desktop.workspaceId, at: at(-1) });
    expect(back).toMatchObject({ status: 'live', says: ['ResetCancelled'] });
    const again = when(waiting, {
      type: 'Disconnected',
      workspaceId: desktop.workspaceId,
      start: at(-5),
      end: at(-1),
    });
    expect(again.seat.phase).toMatchObject({ leave: { start: at(-5) } });
    // It counts once more, as of the time of this leaving.
    expect(again.seat.pending).toContainEqual(
      expect.objectContaining({ type: 'CountLeaving', leftAt: at(-5) }),
    );
  });

  it('is not reset by a call that was decided before it was known', () => {
    const toRebuild = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    expect(permit(toRebuild, calls.rebuild, look(), context())).toBe('perform');
    expect(permit(toRebuild, calls.rebuild, look(), inOutage())).toBe('notPermitted');
    expect(permit(toRebuild, calls.rebuild, look(), inOutage({ overSince: at(-1) }))).toBe('perform');
    const toRecreate = seatThatIs(terminating({ call: 'decided' }), { pending: [calls.terminate] });
    const last = look({ policy: recreatePolicy });
    expect(permit(toRecreate, calls.terminate, last, context())).toBe('perform');
    expect(permit(toRecreate, calls.terminate, last, inOutage())).toBe('notPermitted');
  });

  it('is counted once, by the policy of the first look', () => {
    const uncounted = seatThatIs(away(uncountedAbsence));
    const counted = when(uncounted, looked());
    const notes = counted.seat.pending.filter(({ type }) => type === 'CountLeaving');
    expect(notes).toMatchObject([{ policy: 'kiosks', leftAt: absence.start }]);
    expect(when(left, looked()).seat.pending.map(({ type }) => type)).not.toContain('CountLeaving');
    const unmanaged: Signal = { type: 'Looked', look: look({ policy: 'none' }) };
    expect(when(uncounted, unmanaged).seat.pending.map(({ type }) => type)).not.toContain('CountLeaving');
  });

  it('waits also when the policy has been renamed, or another one comes first, since then', () => {
    const byFormer = context({
      safeguards: safeguards({ outage: (policy) => (policy === 'kiosks' ? outage() : undefined) }),
    });
    const renamed = { ...rebuildPolicy, name: 'kiosks by night' };
    const waits = when(left, looked(renamed), byFormer);
    expect(waits.seat.phase).toMatchObject({ status: 'away', leave: { waitsFor: 'outage:kiosks' } });
    const toRebuild = seatThatIs(
      rebuilding({
        call: 'decided',
        reset: { ...resetBy(rebuildPolicy), policy: { name: renamed.name, version: 'v2' } },
      }),
      { pending: [calls.rebuild] },
    );
    expect(permit(toRebuild, calls.rebuild, look({ policy: renamed }), byFormer)).toBe('notPermitted');
  });

  it('gets the reset that they ask for themselves', () => {
    expect(when(seatThatIs(away(request)), looked(), inOutage()).status).toBe('rebuilding');
  });
});

describe('A budget', () => {
  it('is spent with the decision, by resets and by removals', () => {
    const spend = { type: 'Spend', of: 'budget', policy: 'kiosks', limit: 5 };
    expect(spendsOf(looked(budgeted))).toMatchObject([spend]);
    const recreated = { ...budgeted, strategy: 'recreate' } as const;
    expect(spendsOf(examined(recreated))).toMatchObject([spend]);
    const removal = decide(seatThatIs(away(unwanted), { claims: byNobody }), looked(budgeted), context());
    expect(removal.seat.phase.status).toBe('removing');
    expect(removal.actions.filter(({ type }) => type === 'Spend')).toMatchObject([spend]);
    expect(spendsOf(looked())).toEqual([]);
  });

  it('that is spent lets the rest wait', () => {
    const waits = when(left, looked(budgeted), exhausted('budget'));
    expect(waits.seat.phase).toMatchObject({ status: 'away', leave: { waitsFor: 'budget:kiosks' } });
    const leaver = seatThatIs(away(unwanted), { claims: byNobody });
    const stays = when(leaver, looked(budgeted), exhausted('budget'));
    expect(stays.seat.phase).toMatchObject({ status: 'away', leave: { waitsFor: 'budget:kiosks' } });
  });

  it('is no reason to let somebody who asks wait for ever', () => {
    const refused = when(seatThatIs(away(request)), looked(budgeted), exhausted('budget'));
    expect(refused).toMatchObject({ status: 'live', says: ['ResetCancelled', 'RequestRefused'] });
    expect(said(refused, 'RequestRefused')).toMatchObject({ reason: 'paused' });
  });
});

describe('The first reset of a directory, bundle, policy and code', () => {
  const key = kinds.recreate;

  it('goes alone', () => {
    expect(spendsOf(examined(), unproven)).toMatchObject([{ of: 'first', key }]);
    const others = context({ safeguards: safeguards({ isProven: () => false, allows: () => false }) });
    const waits = when(left, examined(), others);
    expect(waits.seat.phase).toMatchObject({ status: 'away', leave: { waitsFor: `first:${key}` } });
    expect(when(left, looked(recreatePolicy), others)).toMatchObject({ status: 'away', asks: [] });
  });

  it('is another one when the code is', () => {
    const { settings } = context();
    const deployed = { ...unproven, settings: { ...settings, deployment: 'abc' } };
    expect(spendsOf(examined(), deployed)).toMatchObject([{ key: `${key}+abc` }]);
  });

  it('proves it for the next ones when its desktop is ready', () => {
    const made = seatThatIs(recreating({ workspaceId: successor.workspaceId }));
    const ready = when(made, { type: 'Looked', look: stateOnly('AVAILABLE', successor) }, unproven);
    expect(ready.seat.pending).toContainEqual(expect.objectContaining({ type: 'Prove', first: key }));
    expect(spendsOf(examined())).toEqual([]);
  });

  it('is given back when it does not come about', () => {
    const decided = seatThatIs(terminating({ call: 'decided', reset: alone(recreatePolicy) }), {
      pending: [calls.terminate],
    });
    const back = when(decided, {
      type: 'CallNotPermitted',
      id: 'terminate-1',
      look: look({ policy: recreatePolicy, connection: 'CONNECTED' }),
    });
    const given = expect.objectContaining({ type: 'GiveBack', first: key, resetId: 'reset-1' });
    expect(back.seat.pending).toContainEqual(given);
  });
});

describe('A seat that was recreated often', () => {
  const monthly = { ...recreatePolicy, maxRecreatesPerMonth: 2 };
  const days = (n: number) => at(-n * 1440);

  it('waits until a month is over, and a person is told once', () => {
    const often = seatThatIs(away(), { recreates: [days(40), days(20), days(1)] });
    const waits = when(often, looked(monthly));
    expect(waits).toMatchObject({ status: 'away', asks: [], says: ['SeatStuck'] });
    expect(waits.timers).toEqual([{ for: 'look', dueAt: days(20 - 30) }]);
    expect(when(waits.seat, looked(monthly)).says).toEqual([]);
  });

  it('is not counted before, nor when its desktop is only rebuilt', () => {
    const seldom = seatThatIs(away(), { recreates: [days(40), days(1)] });
    expect(when(seldom, looked(monthly)).asks).toEqual(['Examine']);
    const often = seatThatIs(away(), { recreates: [days(2), days(1)] });
    expect(when(often, looked({ ...rebuildPolicy, maxRecreatesPerMonth: 1 })).status).toBe('rebuilding');
    expect(when(left, examined()).seat.recreates).toEqual([noon]);
    expect(policyDefaults.maxRecreatesPerMonth).toBe(31);
    expect(resetBy(recreatePolicy).leave).toEqual(absence);
  });
});
