import { describe, expect, it } from 'vitest';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byNobody,
  context,
  live,
  look,
  noon,
  rebuilding,
  rebuildPolicy,
  rehearsed,
  seatThatIs,
  when,
  workspaceId,
} from './given.ts';

const looked = (what: Look): Signal => ({ type: 'Looked', look: what });
const inUse = seatThatIs(live);
const left = seatThatIs(away());

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
    expect(found.timers).toEqual([{ for: 'observation', dueAt: at(1) }]);
    // The check that found it says that they are gone: a look that others share begins the grace.
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
