import type { Policy } from '@cleandesk/policies';
import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import {
  at,
  away,
  byNobody,
  calls,
  context,
  desktop,
  look,
  minute,
  rebuilding,
  rebuildPolicy,
  recreatePolicy,
  request,
  safeguards,
  said,
  seatThatIs,
  terminating,
  unwanted,
  when,
} from './given.ts';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** @param from minutes after midnight, UTC; the stories are told at noon. */
const windowed = (from: number, to: number, readyBy?: number, policy: Policy = rebuildPolicy): Policy => ({
  ...policy,
  resetWindow: [
    { days: [...everyDay], from, to, timeZone: 'UTC', ...(readyBy === undefined ? {} : { readyBy }) },
  ],
});
const nights = windowed(20 * 60, 6 * 60);
const noons = windowed(11 * 60, 13 * 60);
const seen = (policy: Policy) => ({ type: 'Looked', look: look({ policy }) }) as const;
const left = seatThatIs(away());

describe('Outside its window', () => {
  it('a desktop that could be reset is dirty, and waits', () => {
    const dirty = when(left, seen(nights));
    expect(dirty).toMatchObject({ status: 'away', calls: [], timers: [] });
    expect(dirty.seat.phase).toMatchObject({ leave: { waitsFor: 'window:kiosks', nextLookAt: at(8 * 60) } });
    expect(dirty.seat.pending).toMatchObject([{ detail: { status: 'dirty', waitsFor: 'window' } }]);
    expect(when(dirty.seat, seen(nights)).seat.phase).toEqual(dirty.seat.phase);
  });

  it('the window resets it', () => {
    const dirty = when(left, seen(nights)).seat;
    expect(when(dirty, { type: 'Due' }).asks).toEqual([]);
    expect(when(dirty, { type: 'Due' }, context({ now: at(8 * 60) })).asks).toEqual(['Look']);
    expect(when(left, seen(noons)).status).toBe('rebuilding');
  });

  it('a user who comes back keeps it', () => {
    const dirty = when(left, seen(nights)).seat;
    const back = when(dirty, { type: 'LoggedIn', workspaceId: desktop.workspaceId, at: at(-1) });
    expect(back).toMatchObject({ status: 'live', says: ['ResetCancelled'] });
  });

  it('who asks for a reset gets it, and who lost the right to a desktop loses it', () => {
    expect(when(seatThatIs(away(request)), seen(nights)).status).toBe('rebuilding');
    const leaver = seatThatIs(away(unwanted), { claims: byNobody });
    expect(when(leaver, seen(nights)).status).toBe('removing');
  });

  it('no call is made that was decided within it', () => {
    const rebuild = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    expect(permit(rebuild, calls.rebuild, look({ policy: nights }), context())).toBe('notPermitted');
    expect(permit(rebuild, calls.rebuild, look({ policy: noons }), context())).toBe('perform');
    const terminate = seatThatIs(terminating({ call: 'decided' }), { pending: [calls.terminate] });
    const nightly = windowed(20 * 60, 6 * 60, undefined, recreatePolicy);
    const daily = windowed(11 * 60, 13 * 60, undefined, recreatePolicy);
    expect(permit(terminate, calls.terminate, look({ policy: nightly }), context())).toBe('notPermitted');
    expect(permit(terminate, calls.terminate, look({ policy: daily }), context())).toBe('perform');
  });
});

describe('What could not be ready in time', () => {
  const taking = (minutes: number) =>
    context({ safeguards: safeguards({ timeToReady: () => minutes * minute }) });
  const until = windowed(11 * 60, 13 * 60, 12 * 60 + 30);

  it('is begun all the same while the window is young: one slow night must not end all resets', () => {
    const young = windowed(12 * 60 - 5, 13 * 60, 12 * 60 + 55);
    expect(when(left, seen(young), taking(600)).status).toBe('rebuilding');
    const older = windowed(12 * 60 - 7, 13 * 60, 12 * 60 + 55);
    expect(when(left, seen(older), taking(600)).status).toBe('away');
  });

  it('is not begun, is named once, and waits for the next window', () => {
    expect(when(left, seen(until), taking(30)).status).toBe('rebuilding');
    const late = when(left, seen(until), taking(31));
    expect(late).toMatchObject({ status: 'away', calls: [], says: ['SeatNotReady'] });
    expect(said(late, 'SeatNotReady')).toMatchObject({ readyBy: new Date(at(30)).toISOString() });
    expect(late.seat.phase).toMatchObject({ leave: { nextLookAt: at(23 * 60) } });
    expect(when(late.seat, seen(until), taking(31)).says).toEqual([]);
  });
});
