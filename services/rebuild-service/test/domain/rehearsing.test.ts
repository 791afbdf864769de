import type { Policy, ResetWindow } from '@cleandesk/policies';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/domain/actions.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Spend } from '../../src/domain/safeguards.ts';
import type { Leave, Seat } from '../../src/domain/seat.ts';
import type { Context, Examination, Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byGroup,
  byNobody,
  context,
  look,
  minute,
  noon,
  rebuildPolicy,
  recreatePolicy,
  rehearsed,
  request,
  safeguards,
  said,
  seatThatIs,
  spec,
  unwanted,
  when,
} from './given.ts';

const left = seatThatIs(away());
const looked = (policy: Policy): Signal => ({ type: 'Looked', look: look({ policy }) });
const budgeted = { ...rebuildPolicy, budget: { count: 1, windowMs: 60 * minute } };
const every = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const hours = (from: number, to: number): ResetWindow => [
  { days: every, from: from * 60, to: to * 60, timeZone: 'UTC' },
];

describe('A dry run', () => {
  it('waits for the window, and says when it would have been and what would have been lost', () => {
    const nightly = rehearsed({ ...rebuildPolicy, resetWindow: hours(20, 6) });
    const waits = when(left, looked(nightly));
    expect(waits).toMatchObject({ status: 'away', says: [], calls: [] });
    expect(waits.seat.phase).toMatchObject({ leave: { waitsFor: 'window:kiosks', nextLookAt: at(480) } });
    const open = rehearsed({ ...rebuildPolicy, resetWindow: hours(11, 13) });
    const would = when(waits.seat, looked(open));
    expect(would).toMatchObject({ status: 'live', says: ['WouldReset'], calls: [] });
    expect(said(would, 'WouldReset')).toMatchObject({
      waitedFor: 'window',
      snapshotAt: new Date(at(-60)).toISOString(),
      lostMs: 41 * minute,
    });
  });

  it('says nothing of whoever left in an outage, or whose work would be at risk', () => {
    const outage = { from: at(-30), to: at(-10), openedAt: at(-15), told: true };
    const inOutage = context({ safeguards: safeguards({ outage: () => outage }) });
    expect(when(left, looked(rehearsed(rebuildPolicy)), inOutage).seat.phase).toMatchObject({
      status: 'away',
      leave: { waitsFor: 'outage:kiosks' },
    });
    const careful = rehearsed({ ...rebuildPolicy, dataLoss: { maxMs: minute, action: 'wait' } });
    expect(when(left, looked(careful))).toMatchObject({
      status: 'away',
      says: [],
      timers: [{ dueAt: at(60) }],
    });
  });

  it('spends a budget of its own, and keeps nobody waiting for the first of its kind', () => {
    const spends = (policy: Policy, given = context()) =>
      answered(left, policy, given, { rebuildFrom: at(-60) }).filter(isSpend);
    const window = `${new Date(noon).toISOString()}/PT3600S`;
    expect(spends(budgeted)).toMatchObject([{ of: 'budget', window }]);
    expect(spends(rehearsed(budgeted))).toMatchObject([{ of: 'budget', window: `${window} (dry run)` }]);
    const unproven = context({ safeguards: safeguards({ isProven: () => false }) });
    expect(spends(rehearsed(budgeted), unproven)).toMatchObject([{ of: 'budget' }]);
    const spent = context({ safeguards: safeguards({ allows: ({ of }) => of !== 'budget' }) });
    expect(when(left, looked(rehearsed(budgeted)), spent).seat.phase).toMatchObject({
      leave: { waitsFor: 'budget:kiosks' },
    });
    const leaver = seatThatIs(away(unwanted), { claims: byNobody });
    expect(when(leaver, looked(rehearsed(budgeted)), spent).seat.phase).toMatchObject({
      leave: { waitsFor: 'budget:kiosks' },
    });
  });

  it('says what would be done instead, where that is what the policy says', () => {
    const thorough = rehearsed({ ...rebuildPolicy, dataLoss: { maxMs: minute, action: 'recreate' } });
    const would = last(left, thorough, context(), {
      rebuildFrom: at(-60),
      examination: { creatable: true, spec },
    });
    expect(would.phase.status).toBe('live');
    expect(would.pending).toContainEqual(
      expect.objectContaining({ detail: expect.objectContaining({ strategy: 'recreate' }) }),
    );
  });

  it('does in every case what would be done, but calls nothing', () => {
    fc.assert(
      fc.property(situation, ({ leave, policy, given, answers }) => {
        const { seat: start, context: real } = given(leave);
        const done = outcome(last(start, policy, real, answers), answered(start, policy, real, answers));
        const would = outcome(
          last(start, rehearsed(policy), real, answers),
          answered(start, rehearsed(policy), real, answers),
        );
        expect(would).toEqual(done);
      }),
      { numRuns: 2000 },
    );
  });
});

type Answers = { rebuildFrom?: number; examination?: Examination };
const isSpend = (action: Action): action is Spend => action.type === 'Spend';

/** Looks, and answers whatever is asked, until nothing is. */
function play(seat: Seat, policy: Policy, given: Context, answers: Answers) {
  const seen = look({ policy });
  const all: Action[] = [];
  let now = seat;
  let signals: Signal[] = [{ type: 'Looked', look: seen }];
  for (let round = 0; signals.length > 0; round += 1) {
    if (round > 5) throw new Error('It never ends');
    const asked: Action[] = [];
    for (const signal of signals) {
      const decision = decide(now, signal, given);
      now = decision.seat;
      asked.push(...decision.actions);
    }
    all.push(...asked);
    signals = asked.flatMap((action): Signal[] => {
      if (action.type === 'Look') return [{ type: 'Looked', look: seen }];
      if (action.type === 'FindSnapshot')
        return [
          {
            type: 'SnapshotFound',
            look: seen,
            ...(answers.rebuildFrom === undefined ? {} : { rebuildFrom: answers.rebuildFrom }),
          },
        ];
      if (action.type !== 'Examine' || answers.examination === undefined) return [];
      return [{ type: 'Examined', look: seen, examination: answers.examination }];
    });
  }
  return { seat: now, actions: all };
}
const answered = (...of: Parameters<typeof play>) => play(...of).actions;
const last = (...of: Parameters<typeof play>) => play(...of).seat;

/** What came of it, in words that are the same for a dry run. */
function outcome({ phase }: Seat, actions: readonly Action[]) {
  const says = actions.flatMap((action) => (action.type === 'Publish' ? [action.detailType] : []));
  const budget = actions.filter(isSpend).filter(({ of }) => of === 'budget').length;
  const reset =
    phase.status === 'rebuilding' || phase.status === 'terminating' || says.includes('WouldReset.v1');
  const removed = phase.status === 'removing' || says.includes('WouldRemove.v1');
  if (reset || removed) return { what: reset ? 'reset' : 'removed', budget };
  const waits = phase.status === 'away' ? [phase.leave.waitsFor, phase.leave.nextLookAt] : [];
  return { what: phase.status, waits, budget, refused: says.includes('RequestRefused.v1') };
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const outages = fc.constantFrom(undefined, undefined, {}, { overSince: at(-5) }, { overSince: at(-90) });
const situation = fc
  .record({
    leave: fc.constantFrom<Leave[]>(absence, absence, request, unwanted),
    base: fc.constantFrom<Policy[]>(rebuildPolicy, recreatePolicy),
    resetWindow: fc.constantFrom(undefined, hours(11, 13), hours(20, 6)),
    budget: maybe(fc.constant({ count: 1, windowMs: 60 * minute })),
    dataLoss: maybe(
      fc.record({
        maxMs: fc.constantFrom(0, 90 * minute),
        action: fc.constantFrom('rebuild', 'wait', 'recreate'),
      }),
    ),
    outage: outages,
    breaker: fc.boolean(),
    failures: fc.boolean(),
    allowed: fc.boolean(),
    recreated: fc.boolean(),
    rebuildFrom: maybe(fc.constantFrom(at(-60), at(-600))),
    creatable: fc.boolean(),
  })
  .map(({ leave, base, resetWindow, budget, dataLoss, rebuildFrom, creatable, ...shared }) => ({
    leave,
    policy: {
      ...base,
      maxRecreatesPerMonth: 1,
      ...(resetWindow === undefined ? {} : { resetWindow }),
      ...(budget === undefined ? {} : { budget }),
      ...(dataLoss === undefined || base.strategy === 'recreate' ? {} : { dataLoss }),
    } satisfies Policy,
    answers: {
      ...(rebuildFrom === undefined ? {} : { rebuildFrom }),
      examination: creatable
        ? ({ creatable: true, spec } as const)
        : ({ creatable: false, problem: 'no bundle' } as const),
    },
    given: ({ cause }: Leave) => ({
      seat: seatThatIs(away(leave), {
        claims: cause.kind === 'unwanted' ? byNobody : byGroup,
        recreates: shared.recreated ? [at(-600)] : [],
      }),
      context: context({
        safeguards: safeguards({
          breakerOpen: () => shared.breaker,
          pausedByFailures: () => shared.failures,
          allows: () => shared.allowed,
          outage: () =>
            shared.outage && { from: at(-30), to: at(-10), openedAt: at(-15), told: true, ...shared.outage },
        }),
      }),
    }),
  }));
