import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import type { Hold } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  calls,
  context,
  live,
  look,
  noon,
  rebuilding,
  request,
  said,
  seatThatIs,
  when,
} from './given.ts';

const place = (over: Partial<Extract<Signal, { type: 'HoldPlaced' }>> = {}): Signal => ({
  type: 'HoldPlaced',
  holdId: 'h-1',
  owner: 'ops',
  reason: 'evidence',
  until: at(60),
  at: noon,
  ...over,
});
const lift = (minutes = 1, holdId = 'h-1'): Signal => ({ type: 'HoldLifted', holdId, at: at(minutes) });
const hold: Hold = { id: 'h-1', owner: 'ops', reason: 'evidence', until: at(60), placedAt: noon };
const looked: Signal = { type: 'Looked', look: look() };

describe('A hold', () => {
  it('keeps a desktop from being reset, and it is looked at again when the hold ends', () => {
    const held = when(seatThatIs(away()), place()).seat;
    expect(held.holds).toEqual([hold]);
    const kept = when(held, looked);
    expect(kept).toMatchObject({ status: 'away', says: [], calls: [] });
    expect(kept.timers).toEqual([{ for: 'look', dueAt: at(60) }]);
  });

  it('that ends on its date keeps nobody any more', () => {
    const held = when(seatThatIs(away()), place()).seat;
    const after = { ...look(), at: at(60) };
    expect(when(held, { type: 'Looked', look: after }, context({ now: at(60) })).status).toBe('rebuilding');
  });

  it('that was placed after the decision wins over the call', () => {
    const pending = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    const held = when(pending, place()).seat;
    expect(permit(held, calls.rebuild, look(), context())).toBe('notPermitted');
    const back = when(held, { type: 'CallNotPermitted', id: 'rebuild-1', look: look() });
    expect(back).toMatchObject({ status: 'away', says: ['ResetCancelled'] });
    expect(back.timers).toEqual([{ for: 'look', dueAt: at(60) }]);
  });

  it('keeps a desktop also from the reset that its user asks for', () => {
    const held = when(seatThatIs(away(request)), place()).seat;
    const refused = when(held, looked);
    expect(refused).toMatchObject({ status: 'live', calls: [], says: ['ResetCancelled', 'RequestRefused'] });
    expect(said(refused, 'RequestRefused')).toMatchObject({ reason: 'held' });
  });

  it('is the one that lasts longest, of several', () => {
    let held = when(seatThatIs(away()), place({ holdId: 'short', until: at(30) })).seat;
    held = when(held, place({ holdId: 'long', until: at(90) })).seat;
    held = when(held, place({ holdId: 'middle', until: at(60) })).seat;
    expect(held.holds).toHaveLength(3);
    expect(when(held, looked).timers).toEqual([{ for: 'look', dueAt: at(90) }]);
  });

  it('that is placed again replaces itself', () => {
    const held = when(when(seatThatIs(live), place()).seat, place({ until: at(90), at: at(1) })).seat;
    expect(held.holds).toEqual([{ ...hold, until: at(90), placedAt: at(1) }]);
    // An older message about it, delivered once more.
    expect(when(held, place()).seat).toEqual(held);
  });

  it('that is over when we hear of it holds nothing', () => {
    const seat = seatThatIs(live);
    expect(when(seat, place({ until: noon })).seat).toEqual(seat);
  });

  it('of weeks ago is forgotten when another is placed', () => {
    const old = { ...hold, id: 'old', until: at(-1), placedAt: at(-15 * 1440) };
    expect(when(seatThatIs(live, { holds: [old] }), place()).seat.holds).toEqual([hold]);
  });
});

describe('A hold that is lifted', () => {
  it('makes way at once for what waited for it', () => {
    const held = seatThatIs(away(), { holds: [hold] });
    const lifted = when(held, lift());
    expect(lifted.seat.holds).toMatchObject([{ id: 'h-1', until: 0 }]);
    expect(when(lifted.seat, looked).status).toBe('rebuilding');
    expect(lifted.asks).toEqual(['Look']);
    // Once more: the look that followed may have been lost.
    expect(when(lifted.seat, lift()).asks).toEqual(['Look']);
  });

  it('of a desktop that its user has not left brings no look', () => {
    expect(when(seatThatIs(live, { holds: [hold] }), lift()).asks).toEqual([]);
  });

  it('leaves the others', () => {
    const held = seatThatIs(live, { holds: [hold] });
    expect(when(held, lift(1, 'h-2')).seat.holds).toContainEqual(hold);
  });

  it('before we hear that it was placed is not placed any more', () => {
    const lifted = when(seatThatIs(away()), lift()).seat;
    expect(when(when(lifted, place()).seat, looked).status).toBe('rebuilding');
  });

  it('and placed again since stays: the lift only came late', () => {
    const held = seatThatIs(live, { holds: [hold] });
    expect(when(held, lift(-1)).seat.holds).toEqual([hold]);
  });
});

describe('A hold shows on the desktop', () => {
  const marks = ({ seat }: ReturnType<typeof when>) =>
    seat.pending.flatMap((action) => (action.type === 'MarkHold' ? [action.mark ?? 'none'] : []));

  it('as a tag, and is taken off when it is lifted; of several the one that lasts longest', () => {
    const held = when(seatThatIs(live), place());
    expect(marks(held)).toEqual([expect.stringMatching(/^2026-08-03T13:00:00.000Z /)]);
    const longer = when({ ...held.seat, pending: [] }, place({ holdId: 'long', until: at(90) }));
    expect(marks(longer)).toEqual([expect.stringMatching(/^2026-08-03T13:30/)]);
    const lifted = when({ ...longer.seat, pending: [] }, { type: 'HoldLifted', holdId: 'long', at: at(1) });
    expect(marks(lifted)).toEqual([expect.stringMatching(/^2026-08-03T13:00/)]);
    const none = when(held.seat, { type: 'HoldLifted', holdId: 'h-1', at: at(1) });
    expect(marks(none).at(-1)).toBe('none');
  });

  it('and a tag that somebody set there holds it like any other, looked at every hour', () => {
    const tagged = { ...look(), hold: { until: at(600) } };
    const waits = when(seatThatIs(away()), { type: 'Looked', look: tagged });
    expect(waits).toMatchObject({ status: 'away', calls: [], timers: [{ for: 'look', dueAt: at(60) }] });
    const pending = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    expect(permit(pending, calls.rebuild, tagged, context())).toBe('notPermitted');
  });
});
