import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/domain/seat.ts';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  absence,
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
  noon,
  provisioning,
  rebuilding,
  rebuildPolicy,
  recreating,
  rehearsed,
  removing,
  request,
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
    expect({ status, asks, says, timers }).toEqual({ status: 'away', asks: ['Look'], says: [], timers: [] });
  });

  it('is known by the start of the datapoint, so that one that is told of twice is one', () => {
    const { seat } = when(inUse, disconnect(-10));
    expect(seat.phase).toMatchObject({
      leave: { cause: { absenceId: `${workspaceId}@2026-08-03T11:50:00.000Z`, startedAt: at(-10) } },
    });
    const again = when(seat, disconnect(-10));
    expect(again.seat).toEqual(seat);
    expect(again.asks).toEqual(['Look']);
  });

  it('the grace begins with the first check that reads DISCONNECTED, and people are told until when', () => {
    const unsure = seatThatIs(away(unconfirmed));
    const begun = when(unsure, looked(look({ checkedAt: at(-1) })));
    expect(begun.status).toBe('away');
    expect(begun.says).toEqual(['GraceStarted']);
    // AWS checks about once a minute: the first check after the grace is what counts.
    expect(begun.timers).toEqual([{ for: 'grace', dueAt: at(10) }]);
    expect(said(begun, 'GraceStarted')).toMatchObject({ graceEndsAt: '2026-08-03T12:09:00.000Z' });
  });

  it('and does not come back: the desktop is reset', () => {
    expect(when(left, looked(look())).status).toBe('rebuilding');
  });

  it('once more before we heard of their return: the grace begins anew', () => {
    const again = when(left, disconnect(-10));
    expect(again.asks).toEqual(['Look']);
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

describe('While a user who came back is watched', () => {
  const watch = { about: 'watch:w', until: at(15), nextLookAt: noon, looks: 0 };
  const watched = seatThatIs(
    { ...live, watch },
    { memory: { settledUntil: at(-1440), lastLoginAt: at(-5) } },
  );

  it('they can leave without any alarm', () => {
    const gone = when(watched, looked(look({ checkedAt: at(-1) })));
    expect(gone.status).toBe('away');
    expect(gone.asks).toEqual(['Look']);
    expect(gone.seat.phase).toMatchObject({ leave: { end: at(-1) - 1 } });
  });

  it.each([
    ['they read CONNECTED', { connection: 'CONNECTED' }],
    ['nobody can tell', { connection: 'UNKNOWN' }],
    ['the check is older than their login', { checkedAt: at(-5) }],
  ] as const)('another look follows, later each time, if %s', (_why, what) => {
    const later = when(watched, looked(look(what)));
    expect(later.status).toBe('live');
    expect(later.seat.phase).toMatchObject({ watch: { looks: 1, nextLookAt: at(1) } });
    expect(later.timers).toEqual([{ for: 'look', dueAt: at(1) }]);
  });

  it('the looks end when an alarm could fire again', () => {
    const over = when(
      watched,
      looked(look({ at: at(15), connection: 'CONNECTED' })),
      context({ now: at(15) }),
    );
    expect(over.seat.phase).toEqual(live);
    expect(over.timers).toEqual([]);
  });

  it('a desktop that was not used since its last reset is not left', () => {
    const clean: Seat = { ...watched, memory: { settledUntil: at(-2) } };
    expect(when(clean, looked(look())).status).toBe('live');
  });

  it('looks come when they are due, by their own timer or by the sweep of leftovers', () => {
    expect(when(watched, { type: 'LookDue', about: 'watch:w' }).asks).toEqual(['Look']);
    expect(when(watched, { type: 'Due' }).asks).toEqual(['Look']);
    const early = context({ now: at(-5) });
    expect(when(watched, { type: 'LookDue', about: 'watch:w' }, early).asks).toEqual([]);
    expect(when(watched, { type: 'Due' }, early).asks).toEqual([]);
    expect(when(watched, { type: 'LookDue', about: 'watch:of-last-week' }).asks).toEqual([]);
    expect(when(inUse, { type: 'Due' }).asks).toEqual([]);
  });
});

describe('Timers', () => {
  it('of this absence bring a look; stale ones, and those that were put off, bring nothing', () => {
    const about = `${workspaceId}@11:35`;
    expect(when(left, { type: 'LookDue', about }).asks).toEqual(['Look']);
    expect(when(left, { type: 'LookDue', about: 'an older absence' }).asks).toEqual([]);
    expect(when(inUse, { type: 'LookDue', about }).asks).toEqual([]);
    const putOff = seatThatIs(away({ ...absence, nextLookAt: at(5) }));
    expect(when(putOff, { type: 'LookDue', about }).asks).toEqual([]);
  });

  it('that were lost are made up for by the sweep of leftovers', () => {
    expect(when(left, { type: 'Due' }).asks).toEqual(['Look']);
    expect(when(seatThatIs(away({ ...absence, nextLookAt: at(5) })), { type: 'Due' }).asks).toEqual([]);
  });

  it('fire on whole seconds: one that is a moment early is on time', () => {
    const soon = seatThatIs(away({ ...absence, nextLookAt: noon + 999 }));
    expect(when(soon, { type: 'Due' }).asks).toEqual(['Look']);
    expect(when(seatThatIs(away({ ...absence, nextLookAt: noon + 1001 })), { type: 'Due' }).asks).toEqual([]);
  });
});

describe('A user who reads CONNECTED after they left', () => {
  const connected = look({ connection: 'CONNECTED', lastConnectedAt: noon });

  it('is looked at again, less and less often', () => {
    let seat = left;
    const pauses: number[] = [];
    for (let n = 0; n < 30; n += 1) {
      const next = when(seat, looked(connected));
      pauses.push(((next.timers[0]?.dueAt ?? 0) - noon) / minute);
      seat = next.seat;
    }
    expect(pauses[0]).toBe(1);
    expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
    expect(pauses.at(-1)).toBe(60);
  });

  it('is left to a person after six looks, who is told once', () => {
    let seat = left;
    const told: number[] = [];
    for (let n = 1; n <= 10; n += 1) {
      const next = when(seat, looked(connected));
      if (next.says.includes('ResetUndecided')) told.push(n);
      seat = next.seat;
    }
    expect(told).toEqual([6]);
  });

  it('gets their reset refused when they asked for it, and keeps the desktop', () => {
    const asked = when(seatThatIs(away(request)), looked(connected));
    expect(asked.status).toBe('live');
    expect(asked.says).toEqual(['ResetCancelled', 'RequestRefused']);
    expect(asked.timers).toEqual([{ for: 'look', dueAt: at(10) }]);
  });

  it('is waited for when nobody wants the desktop any more, and no person is asked', () => {
    const seat = seatThatIs(away({ ...unwanted, looks: 20 }), { claims: byNobody });
    const next = when(seat, looked(connected));
    expect(next.status).toBe('away');
    expect(next.says).toEqual([]);
  });

  it('is not looked at before the datapoint’s interval is over: no check can lie after it', () => {
    const ahead = seatThatIs(away({ ...unconfirmed, end: at(4), seenAt: at(4) }));
    expect(when(ahead, looked(look())).timers).toEqual([{ for: 'look', dueAt: at(4.5) }]);
  });
});

describe('The sweep of connection states', () => {
  const observed = (what: object, when_ = noon): Signal => ({
    type: 'Observed',
    workspaceId,
    at: when_,
    connection: { state: 'DISCONNECTED', checkedAt: at(-1), lastConnectedAt: at(-60), ...what },
  });

  it('finds a user who is away and of whom no alarm told', () => {
    const found = when(inUse, observed({}));
    expect(found.status).toBe('away');
    expect(found.asks).toEqual(['Look']);
    // The check that found it says that they are gone: the grace can begin with it.
    expect(found.seat.phase).toMatchObject({ leave: { end: at(-1) - 1 } });
  });

  it('takes a stopped desktop for one whose user is away', () => {
    expect(when(inUse, observed({ state: 'UNKNOWN' })).status).toBe('away');
  });

  it('leaves a desktop alone that nobody used since its last reset', () => {
    const clean = seatThatIs(live, { memory: { settledUntil: at(-30) } });
    expect(when(clean, observed({})).seat).toEqual(clean);
  });

  it('remembers a use that only it has seen', () => {
    const clean = seatThatIs(live, { memory: { settledUntil: at(-30) } });
    const { seat } = when(clean, observed({ state: 'CONNECTED' }));
    expect(seat.memory.lastConnectedAt).toBe(at(-1));
    expect(when(seat, observed({ state: 'CONNECTED' }, at(5))).seat).toEqual(seat);
    expect(when(seat, observed({ checkedAt: at(14) }, at(15))).status).toBe('away');
  });

  it('that read CONNECTED before the last reset tells of no use since', () => {
    const clean = seatThatIs(live, { memory: { settledUntil: at(-30) } });
    expect(when(clean, observed({ state: 'CONNECTED', checkedAt: at(-31) })).seat).toEqual(clean);
    const late = look({ connection: 'CONNECTED', checkedAt: at(-31) });
    expect(when(clean, looked(late)).seat.memory.lastConnectedAt).toBeLessThan(at(-30));
  });

  it('says nothing when it is older than a login, or than the last reset', () => {
    const back = seatThatIs(live, { memory: { settledUntil: at(-1440), lastLoginAt: at(-1) } });
    expect(when(back, observed({})).status).toBe('live');
    const reset = seatThatIs(live, { memory: { settledUntil: at(-30), lastConnectedAt: at(-10) } });
    expect(when(reset, observed({ checkedAt: at(-90) })).status).toBe('live');
  });

  it('opens no second absence, and disturbs nothing in flight', () => {
    expect(when(left, observed({})).seat).toEqual(left);
    const busy = seatThatIs(rebuilding());
    expect(when(busy, observed({})).seat).toEqual(busy);
  });

  it('removes what nobody wants and could not be removed before', () => {
    const forgotten = seatThatIs(live, { claims: byNobody });
    expect(when(forgotten, observed({ state: 'CONNECTED' })).seat.phase).toMatchObject({
      status: 'away',
      leave: { cause: { kind: 'unwanted' } },
    });
    const rehearsal = context({ policies: [rehearsed(rebuildPolicy)] });
    expect(when(forgotten, observed({ state: 'CONNECTED' }), rehearsal).status).toBe('live');
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

describe('A look', () => {
  it('keeps what is known of the desktop up to date', () => {
    const renamed = { ...desktop, computerName: 'WSAMZN-2', ipAddress: '10.0.0.9' };
    expect(when(inUse, looked(look({ desktop: renamed }))).seat.phase).toMatchObject({ desktop: renamed });
  });

  it('at another desktop, which a late answer can be, decides nothing', () => {
    expect(when(left, looked(look({ desktop: successor }))).seat).toEqual(left);
  });

  it('remembers the latest connection that AWS knows of, and never an older one', () => {
    const memory = { settledUntil: at(-1440), lastConnectedAt: at(-30) };
    const known = seatThatIs(live, { memory });
    expect(when(known, looked(look({ lastConnectedAt: at(-40) }))).seat.memory).toEqual(memory);
    expect(when(known, looked(look({ lastConnectedAt: at(-20) }))).seat.memory.lastConnectedAt).toBe(at(-20));
    expect(when(known, looked(look({ connection: 'CONNECTED' }))).seat.memory.lastConnectedAt).toBe(at(-1));
  });

  it('that finds a live desktop gone asks what the user has now', () => {
    expect(when(inUse, looked(missing)).asks).toEqual(['FindDesktopOfUser']);
    expect(when(inUse, looked(look({ state: 'TERMINATING' }))).asks).toEqual(['FindDesktopOfUser']);
  });
});
