import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byGroup,
  calls,
  context,
  look,
  minute,
  noon,
  recreatePolicy,
  recreating,
  resetBy,
  seatThatIs,
  spec,
  stateOnly,
  terminating,
  unwanted,
  when,
} from './given.ts';

const decided = (over: object = {}) =>
  seatThatIs(
    terminating({ call: 'decided', reset: { ...resetBy(recreatePolicy), decidedAt: at(-5) }, ...over }),
    {
      pending: [calls.terminate],
      recreates: [at(-5)],
    },
  );
const silent: Signal = { type: 'CallUncertain', id: 'terminate-1', at: noon };
const still = look({ policy: recreatePolicy });
const notNow: Signal = { type: 'CallNotPermitted', id: 'terminate-1', look: still };
const goes: Signal = { type: 'Looked', look: { ...still, ...stateOnly('TERMINATING'), extent: 'full' } };

describe('A terminate that may have arrived', () => {
  /** Without an answer, then not made again since it was decided too long ago; and the desktop goes after all. */
  const afterAll = (seat: Seat) => when(when(when(seat, silent).seat, notNow).seat, goes);

  it('is followed by the same desktop, also when the reset had been taken back', () => {
    const back = when(when(decided(), silent).seat, notNow);
    expect(back).toMatchObject({ status: 'away', calls: [] });
    const gone = afterAll(decided());
    expect(gone).toMatchObject({ status: 'recreating', calls: ['Create'] });
    expect(gone.seat.phase).toMatchObject({ creation: { spec }, reset: { resetId: 'reset-1' } });
  });

  it('is followed by that desktop and not by what the claim says', () => {
    const other = { ...spec, bundleId: 'wsb-another11' };
    const claimed = { ...decided(), claims: { group: { revision: 1, wanted: true, desired: other } } };
    expect(afterAll(claimed).seat.phase).toMatchObject({ creation: { spec } });
  });

  it('is followed by none when nobody wants it any more', () => {
    const given = { ...decided(), claims: { group: { revision: 2, wanted: false } } };
    expect(afterAll(given)).toMatchObject({ status: 'absent', calls: [] });
  });

  it('is remembered by the next attempt, too', () => {
    const back = when(when(decided(), silent).seat, notNow).seat;
    const again = when(back, {
      type: 'Examined',
      look: still,
      examination: { creatable: true, spec },
    });
    expect(again.seat.phase).toMatchObject({ status: 'terminating', attempted: true });
    expect(again.seat.phase).not.toHaveProperty('reset.leave.begun');
  });

  it('counts among the recreates of the month; one that was not sent does not', () => {
    expect(when(when(decided(), silent).seat, notNow).seat.recreates).toEqual([at(-5)]);
    const unsent = when(decided(), notNow);
    expect(unsent.seat.recreates).toEqual([]);
    expect(unsent.seat.phase).not.toHaveProperty('leave.begun');
  });
});

describe('A create that gets no answer again and again', () => {
  it('pauses the recreates of its directory and bundle', () => {
    const pending = (count: number) =>
      seatThatIs(recreating({ observation: { count, nextAt: noon } }), { pending: [calls.create] });
    const signal: Signal = { type: 'CallUncertain', id: 'create-1', at: noon };
    expect(when(pending(2), signal).breaker).toEqual([]);
    expect(when(pending(3), signal).breaker).toEqual(['OpenBreaker']);
  });
});

describe('A desktop that is to go', () => {
  it('and that nobody can judge is told of', () => {
    const unclear: Signal = { type: 'Looked', look: look({ state: 'UNHEALTHY' }) };
    const leaving = (looks: number) =>
      seatThatIs(away({ ...unwanted, looks }), { claims: { group: { revision: 2, wanted: false } } });
    expect(when(leaving(5), unclear).says).toEqual([]);
    expect(when(leaving(11), unclear).says).toEqual(['SeatStuck']);
    expect(when(leaving(12), unclear).says).toEqual([]);
  });
});

describe('A session', () => {
  it('ends with the grace, also when nobody was allowed to reset the desktop then', () => {
    const memory = { settledUntil: at(-5000), lastLoginAt: at(-3000), usedSince: at(-3000) };
    const login: Signal = { type: 'LoggedIn', workspaceId: 'ws-0000000a1', at: noon };
    const waited = seatThatIs(away({ ...absence, seenAt: at(-600) }), { claims: byGroup, memory });
    expect(when(waited, login, context()).seat.memory.usedSince).toBe(noon);
    const soon = seatThatIs(away({ ...absence, seenAt: at(-9) }), { claims: byGroup, memory });
    expect(when(soon, login, context()).seat.memory.usedSince).toBe(at(-3000));
    expect(minute).toBe(60_000);
  });
});
