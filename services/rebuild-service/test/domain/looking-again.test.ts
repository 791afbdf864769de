import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/domain/seat.ts';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byNobody,
  context,
  desktop,
  live,
  look,
  minute,
  missing,
  noon,
  request,
  seatThatIs,
  successor,
  unconfirmed,
  unwanted,
  when,
  workspaceId,
} from './given.ts';

const looked = (what: Look): Signal => ({ type: 'Looked', look: what });
const inUse = seatThatIs(live);
const left = seatThatIs(away());

describe('While a user who came back is watched', () => {
  const watch = { about: 'watch:w', until: at(15), nextLookAt: noon, looks: 0 };
  const watched = seatThatIs(
    { ...live, watch },
    { memory: { settledUntil: at(-1440), lastLoginAt: at(-5) } },
  );

  it('they can leave without any alarm', () => {
    const gone = when(watched, looked(look({ checkedAt: at(-1) })));
    expect(gone.status).toBe('away');
    expect(gone.timers).toEqual([{ for: 'observation', dueAt: at(1) }]);
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

describe('A login within the interval of the disconnect', () => {
  const within = seatThatIs(away(unconfirmed), { memory: { settledUntil: at(-1440), lastLoginAt: at(-22) } });
  const connected = (checkedAt: number): Signal => ({
    type: 'Looked',
    look: look({ connection: 'CONNECTED', checkedAt }),
  });

  it('is a return when a check after the interval reads CONNECTED; looks go on for a while', () => {
    const back = when(within, connected(at(-19)));
    expect(back).toMatchObject({ status: 'live', says: ['ResetCancelled'], timers: [{ for: 'look' }] });
    expect(back.seat.phase).toHaveProperty('watch');
  });

  it('is none with an older check, nor is a login before the interval', () => {
    expect(when(within, connected(at(-20))).status).toBe('away');
    const before = seatThatIs(away(unconfirmed), {
      memory: { settledUntil: at(-1440), lastLoginAt: at(-26) },
    });
    expect(when(before, connected(at(-19))).status).toBe('away');
  });
});
