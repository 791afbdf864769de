import { describe, expect, it } from 'vitest';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byGroup,
  byNobody,
  context,
  desktop,
  live,
  look,
  minute,
  missing,
  provisioning,
  rebuilding,
  rebuildPolicy,
  recreating,
  rehearsed,
  removing,
  request,
  safeguards,
  said,
  seatThatIs,
  successor,
  terminating,
  unconfirmed,
  unwanted,
  when,
  workspaceId,
} from './given.ts';

/** A datapoint of five minutes, as the alarm tells of it: minutes later. */
const disconnect = (start: number, of = workspaceId): Signal => ({
  type: 'Disconnected',
  workspaceId: of,
  start: at(start),
  end: at(start + 5),
});
const login = (minutes: number, of = workspaceId): Signal => ({
  type: 'LoggedIn',
  workspaceId: of,
  at: at(minutes),
});
const looked = (what: Look): Signal => ({ type: 'Looked', look: what });
const inUse = seatThatIs(live);
const left = seatThatIs(away());

describe('A user leaves', () => {
  it('and a look decides when the grace begins: a datapoint may be of a connection that failed', () => {
    const { status, asks, says, timers } = when(inUse, disconnect(-10));
    expect({ status, asks, says }).toEqual({ status: 'away', asks: [], says: [] });
    // With all others who have left about then: a look at one takes as many calls as a look at 25.
    expect(timers).toEqual([{ for: 'observation', dueAt: at(1) }]);
  });

  it('and that look waits for a check from after the leaving, which AWS makes about once a minute', () => {
    expect(when(inUse, disconnect(-5)).timers).toEqual([{ for: 'observation', dueAt: at(2) }]);
    expect(when(inUse, disconnect(-5.5)).timers).toEqual([{ for: 'observation', dueAt: at(1) }]);
  });

  it('and is looked at once where the grace is short, or nobody knows the policy yet', () => {
    const short = context({ policies: [{ ...rebuildPolicy, graceMs: 9 * minute }] });
    const { policyName: _none, ...unknown } = inUse;
    for (const [seat, known] of [
      [inUse, short],
      [unknown, context()],
    ] as const) {
      const { asks, timers } = when(seat, disconnect(-5), known);
      expect({ asks, timers }).toEqual({ asks: ['Look'], timers: [] });
    }
  });

  it('and nobody says when the reset is due before a check has begun the grace', () => {
    const { seat } = when(inUse, disconnect(-10));
    expect(said({ seat }, 'SeatChanged')).toMatchObject({ status: 'away' });
    expect(said({ seat }, 'SeatChanged')).not.toHaveProperty('resetDueAt');
    const begun = when({ ...seat, pending: [] }, looked(look({ checkedAt: at(-1) })));
    expect(said(begun, 'SeatChanged')).toHaveProperty('resetDueAt');
    expect(begun.seat.phase).not.toHaveProperty('leave.awaitsCheck');
  });

  it('is known by the start of the datapoint, so that one that is told of twice is one', () => {
    const { seat } = when(inUse, disconnect(-10));
    expect(seat.phase).toMatchObject({
      leave: { cause: { absenceId: `${workspaceId}@2026-08-03T11:50:00.000Z`, startedAt: at(-10) } },
    });
    const again = when(seat, disconnect(-10));
    expect(again.seat).toEqual(seat);
    expect(again.asks).toEqual([]);
    // Its time has come, and the timer may be lost.
    expect(when(seat, disconnect(-10), context({ now: at(1) })).asks).toEqual(['Look']);
    expect(when(seat, { type: 'Due' }, context({ now: at(1) })).asks).toEqual(['Look']);
  });

  it('the grace begins with the first check that reads DISCONNECTED, and people are told until when', () => {
    const unsure = seatThatIs(away(unconfirmed));
    const begun = when(unsure, looked(look({ checkedAt: at(-1) })));
    expect(begun.status).toBe('away');
    expect(begun.says).toEqual(['GraceStarted']);
    // AWS checks about once a minute: the first check after the grace is what counts.
    expect(begun.timers).toEqual([{ for: 'grace', dueAt: at(10) }]);
    expect(said(begun, 'GraceStarted')).toMatchObject({
      graceEndsAt: '2026-08-03T12:09:00.000Z',
      computerName: 'WSAMZN-1',
      strategy: 'rebuild',
    });
  });

  it('and in a large fleet graces that began together end within a minute of each other, and in a small one together', () => {
    const ends = (fleet: number, graceMs = 10 * minute) =>
      Array.from({ length: 1000 }, (_, n) => {
        const id = `ws-00000${(n / 1000).toString(36).slice(2, 6).padEnd(4, '0')}`;
        const policy = { ...rebuildPolicy, graceMs };
        const seat = seatThatIs({ ...away(unconfirmed), desktop: { ...desktop, workspaceId: id } });
        const of = { ...desktop, workspaceId: id };
        const known = context({ policies: [policy], safeguards: safeguards({ fleet: () => fleet }) });
        const begun = when(seat, looked(look({ checkedAt: at(-1), desktop: of, policy })), known);
        return begun.timers.find((timer) => timer.for === 'grace')?.dueAt ?? 0;
      });
    const most = (dues: readonly number[]) =>
      Math.max(...[...Map.groupBy(dues, (due) => Math.floor(due / 1000)).values()].map((all) => all.length));
    const large = ends(50_000);
    expect([Math.min(...large), Math.max(...large)]).toEqual([at(10), expect.closeTo(at(11), -3)]);
    expect(most(large)).toBeLessThan(40);
    expect(Math.max(...ends(25)) - at(10)).toBeLessThan(200);
    expect(new Set(ends(50_000, 9 * minute)).size).toBe(1);
  });

  it('and are told of the worst, where a rebuild that would lose too much becomes a recreate', () => {
    const dataLoss = { maxMs: 0, action: 'recreate' } as const;
    const policy = { ...rebuildPolicy, dataLoss };
    const begun = when(seatThatIs(away(unconfirmed)), looked(look({ checkedAt: at(-1), policy })));
    expect(said(begun, 'GraceStarted')).toMatchObject({ strategy: 'recreate' });
  });

  it('and does not come back: the desktop is reset', () => {
    expect(when(left, looked(look())).status).toBe('rebuilding');
  });

  it('once more before we heard of their return: the grace begins anew', () => {
    const again = when(left, disconnect(-10));
    expect(again.timers).toEqual([{ for: 'observation', dueAt: at(1) }]);
    expect(again.seat.phase).toMatchObject({
      leave: { end: at(-5), seenAt: at(-5), confirmed: false, looks: 0, told: false },
    });
  });

  it('while the alarm is told of once more: a grace that runs goes on', () => {
    const again = when(left, disconnect(-25));
    expect(again.seat).toEqual(left);
    expect(again.asks).toEqual([]);
  });
});

describe('It is no leaving', () => {
  it.each([
    ['our own rebuild closes the session', rebuilding()],
    ['our own terminate closes the session', terminating()],
    ['a removal closes the session', removing()],
    ['the new desktop is being made', recreating({ workspaceId })],
    ['a first desktop is being made', provisioning({ workspaceId })],
  ])('when %s', (_what, phase) => {
    const seat = seatThatIs(phase);
    expect(when(seat, disconnect(-10)).seat).toEqual(seat);
  });

  it('when the datapoint lies before the last reset', () => {
    const clean = seatThatIs(live, { memory: { settledUntil: at(-9) } });
    expect(when(clean, disconnect(-10)).seat).toEqual(clean);
    expect(when(clean, disconnect(-9)).status).toBe('away');
  });

  it('when it is told of a desktop that the seat no longer has', () => {
    const moved = seatThatIs({ status: 'live', desktop: successor });
    expect(when(moved, disconnect(-10)).seat).toEqual(moved);
    expect(when(moved, login(-1)).seat).toEqual(moved);
  });

  it('when the user logged in after the interval: the alarm came late. Looks take its place for a while', () => {
    const back = seatThatIs(live, { memory: { settledUntil: at(-1440), lastLoginAt: at(-5) } });
    const told = when(back, disconnect(-10));
    expect(told.status).toBe('live');
    expect(told.timers).toEqual([{ for: 'look', dueAt: at(10) }]);
    expect(told.seat.phase).toMatchObject({ watch: { until: at(15), nextLookAt: at(10) } });
    expect(when(told.seat, disconnect(-10)).timers).toEqual([]);
  });

  it('but nobody knows what came first when the login lies within the interval: looks decide', () => {
    const perhaps = seatThatIs(live, { memory: { settledUntil: at(-1440), lastLoginAt: at(-6) } });
    expect(when(perhaps, disconnect(-10)).status).toBe('away');
  });
});

describe('A user comes back', () => {
  it('and keeps the desktop: whoever waits for the reset is told', () => {
    const back = when(left, login(-1));
    expect(back.status).toBe('live');
    expect(back.says).toEqual(['ResetCancelled']);
    expect(said(back, 'ResetCancelled')).toMatchObject({ because: 'userReturned' });
  });

  it('and is watched from then on: an alarm that is still in ALARM says nothing of a second leaving', () => {
    const back = when(left, login(-1));
    expect(back.timers).toEqual([{ for: 'look', dueAt: at(10) }]);
  });

  it('only by a login after the datapoint’s interval', () => {
    const before = when(left, login(-21));
    expect(before.status).toBe('away');
    expect(before.seat.memory.lastLoginAt).toBe(at(-21));
    expect(when(left, login(-20)).status).toBe('away');
  });

  it('and an older login that is told of later changes nothing', () => {
    expect(when(inUse, login(-61)).seat).toEqual(inUse);
    expect(when(inUse, login(-60)).seat).toEqual(inUse);
  });

  it('and their request for a reset is refused, because they use the desktop', () => {
    const back = when(seatThatIs(away(request)), login(-1));
    expect(back.says).toEqual(['ResetCancelled', 'RequestRefused']);
  });

  it('but a desktop that nobody wants any more still goes', () => {
    const back = when(seatThatIs(away(unwanted), { claims: byNobody }), login(-1));
    expect(back.status).toBe('away');
    expect(back.seat.memory.lastLoginAt).toBe(at(-1));
  });

  it('while the desktop is rebuilt: that is remembered, and changes nothing else', () => {
    const { status, seat } = when(seatThatIs(rebuilding()), login(-1));
    expect(status).toBe('rebuilding');
    expect(seat.memory.lastLoginAt).toBe(at(-1));
  });
});

describe('A reset ends before it has begun', () => {
  it('when the user’s connection had only failed', () => {
    const unused = seatThatIs(away(), { memory: { settledUntil: at(-30) } });
    const over = when(unused, looked(look()));
    expect(over.status).toBe('live');
    expect(said(over, 'ResetCancelled')).toMatchObject({ because: 'neverConnected' });
  });

  it('when no policy matches the desktop any more', () => {
    const over = when(left, looked(look({ policy: 'none' })));
    expect(over.status).toBe('live');
    expect(over.seat.policyName).toBeUndefined();
    expect(said(over, 'ResetCancelled')).toMatchObject({ because: 'unmanaged' });
  });

  it('in a dry run, which says who would be hit, and says it once for one leaving', () => {
    const rehearsal = look({ policy: rehearsed(rebuildPolicy) });
    const over = when(left, looked(rehearsal));
    expect(over).toMatchObject({ status: 'live', says: ['WouldReset'], calls: [] });
    expect(
      when(over.seat, {
        type: 'Observed',
        workspaceId,
        at: at(1),
        connection: { state: 'DISCONNECTED', checkedAt: at(0.5), lastConnectedAt: at(-60) },
      }).status,
    ).toBe('live');
  });

  it('when somebody else terminated the desktop: a policy alone makes no new one', () => {
    const over = when(left, looked(look({ state: 'TERMINATING' })));
    expect(over).toMatchObject({ status: 'absent', says: ['SeatRemoved'] });
  });

  it('when two looks miss the desktop, and it is claimed: a new one is made', () => {
    const claimed = seatThatIs(away(), { claims: byGroup });
    const once = when(claimed, looked(missing));
    expect(once).toMatchObject({ status: 'away', calls: [], timers: [{ for: 'look', dueAt: at(1) }] });
    expect(when(once.seat, looked(missing))).toMatchObject({ status: 'provisioning', calls: ['Create'] });
  });
});
