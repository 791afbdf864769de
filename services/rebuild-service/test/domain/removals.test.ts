import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import type { Seat } from '../../src/domain/seat.ts';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byGroup,
  byNobody,
  calls,
  context,
  live,
  look,
  missing,
  noon,
  provisioning,
  rebuildPolicy,
  recreating,
  rehearsed,
  removing,
  seatThatIs,
  seen,
  spec,
  stateOnly,
  successor,
  unwanted,
  when,
} from './given.ts';

const unwant = (revision: number, source = 'group'): Signal => ({ type: 'Unwanted', source, revision });
const none: Signal = { type: 'FoundDesktop', at: noon };
const missed: Signal = { type: 'Looked', look: missing };
const claimed = seatThatIs(live, { claims: byGroup });
const tag = `provision/1@${at(-3)}`;

describe('A seat that nobody wants any more', () => {
  it('loses its desktop as soon as a look says that its user is not connected', () => {
    const given = when(claimed, unwant(2));
    expect(given).toMatchObject({ status: 'away', says: [], timers: [{ for: 'look', dueAt: at(1) }] });
    const later = context({ now: at(1) });
    const calm = look({ at: at(1), checkedAt: at(0.5) });
    const removed = when(given.seat, { type: 'Looked', look: calm }, later);
    expect(removed).toMatchObject({ status: 'removing', says: [], calls: ['Terminate'] });
  });

  it('keeps it while its user is connected, while it is on hold, and when no policy matches it', () => {
    const leaving = seatThatIs(away(unwanted), { claims: byNobody });
    const looks = (what: object) => when(leaving, { type: 'Looked', look: look(what) });
    expect(looks({ connection: 'CONNECTED' })).toMatchObject({ status: 'away', calls: [] });
    expect(looks({ policy: 'none' })).toMatchObject({ status: 'live', calls: [], says: ['SeatStuck'] });
    expect(looks({})).toMatchObject({ status: 'removing' });
  });

  it('loses only a desktop with the tags of who gave it up', () => {
    const tags = { DirectoryGroup: 'sales', Automation: 'Managed' };
    const claims = { 'group:sales': { revision: 2, wanted: false, onlyTagged: tags } };
    const leaving = seatThatIs(away(unwanted), { claims });
    const looks = (what: Partial<Look>) => when(leaving, { type: 'Looked', look: { ...look({}), ...what } });
    expect(looks({ tags: { ...tags, Team: 'blue' } })).toMatchObject({ status: 'removing' });
    expect(looks({ tags: { ...tags, DirectoryGroup: 'support' } })).toMatchObject({
      status: 'away',
      calls: [],
    });
    expect(looks({ tags: {} })).toMatchObject({ status: 'away', calls: [] });
    // A look that did not learn them decides nothing.
    expect(looks({})).toMatchObject({ status: 'away', calls: [] });
    const others = { ...claims, operator: { revision: 1, wanted: false } };
    const byAPerson = seatThatIs(away(unwanted), { claims: others });
    expect(when(byAPerson, { type: 'Looked', look: look({}) })).toMatchObject({ status: 'removing' });
  });

  it('keeps it no longer than may be, however long its user stays connected', () => {
    const connected = (connectedForMs: number | undefined, also: Seat['claims'] = {}) => {
      const claim = {
        revision: 2,
        wanted: false,
        ...(connectedForMs === undefined ? {} : { connectedForMs }),
      };
      const leaving = seatThatIs(away(unwanted), { claims: { 'group:sales': claim, ...also } });
      return when(leaving, { type: 'Looked', look: look({ connection: 'CONNECTED' }) });
    };
    expect(connected(60_000)).toMatchObject({ status: 'removing', calls: ['Terminate'] });
    expect(connected(180_000)).toMatchObject({ status: 'away', calls: [] });
    expect(connected(undefined)).toMatchObject({ status: 'away', calls: [] });
    // Whoever says nothing of it speaks for as long as they are connected.
    expect(connected(0, { operator: { revision: 1, wanted: false } })).toMatchObject({ status: 'away' });
    const reset = seatThatIs(away(), {
      claims: { 'group:sales': { revision: 2, wanted: false, connectedForMs: 0 } },
    });
    expect(when(reset, { type: 'Looked', look: look({ connection: 'CONNECTED' }) })).toMatchObject({
      status: 'away',
      calls: [],
    });
  });

  it('loses nothing in a dry run, which says what would go', () => {
    const leaving = seatThatIs(away(unwanted), { claims: byNobody });
    const rehearsal = look({ policy: rehearsed(rebuildPolicy) });
    expect(when(leaving, { type: 'Looked', look: rehearsal })).toMatchObject({
      status: 'live',
      says: ['WouldRemove'],
      calls: [],
    });
  });

  it('ends when two looks miss its desktop; its tombstone stays', () => {
    const once = when(seatThatIs(removing(), { claims: byNobody }), missed);
    expect(once).toMatchObject({ status: 'removing', says: [] });
    const ended = when(once.seat, missed);
    expect(ended).toMatchObject({ status: 'absent', says: ['SeatRemoved'] });
    expect(ended.seat.claims).toEqual(byNobody);
  });

  it('ends at once when it has failed and has no desktop', () => {
    const failed = seatThatIs({ status: 'failed', reason: 'r', spec }, { claims: byGroup });
    expect(when(failed, unwant(2))).toMatchObject({ status: 'absent', says: ['SeatRemoved'] });
  });

  it('loses the desktop that was in flight when it lands', () => {
    const making = seatThatIs(provisioning({ workspaceId: successor.workspaceId }), { claims: byGroup });
    const given = when(making, unwant(2));
    expect(given.status).toBe('provisioning');
    const landed = when(given.seat, { type: 'Looked', look: stateOnly('AVAILABLE', successor) });
    expect(landed.seat.phase).toMatchObject({ status: 'away', leave: { cause: { kind: 'unwanted' } } });
  });

  it('gets no new desktop, also when it became unwanted during a recreate', () => {
    const seat = seatThatIs(recreating(), { claims: byNobody, pending: [calls.create] });
    expect(permit(seat, calls.create, undefined, context())).toBe('notPermitted');
    const dropped = when(seat, { type: 'CallNotPermitted', id: 'create-1' });
    expect(dropped).toMatchObject({ calls: [], asks: ['FindDesktopOfUser'] });
    expect(when(dropped.seat, none)).toMatchObject({ status: 'absent', calls: [] });
  });

  it('may have a desktop from a create whose answer was lost: that one is removed', () => {
    const seat = seatThatIs(provisioning(), { claims: byNobody });
    const ours = when(seat, {
      type: 'FoundDesktop',
      at: noon,
      desktop: seen('PENDING', successor),
      attemptTag: tag,
    });
    expect(ours.status).toBe('provisioning');
    const landed = when(ours.seat, { type: 'Looked', look: stateOnly('AVAILABLE', successor) });
    expect(landed.seat.phase).toMatchObject({ status: 'away', leave: { cause: { kind: 'unwanted' } } });
  });

  it('does not end while another run may be making its desktop', () => {
    const seat = seatThatIs(provisioning(), { claims: byNobody, pending: [calls.create] });
    expect(when(seat, none)).toMatchObject({ status: 'provisioning', calls: [] });
  });

  it('leaves alone what somebody else made for its user meanwhile', () => {
    const seat = seatThatIs(provisioning(), { claims: byNobody });
    const theirs: Signal = {
      type: 'FoundDesktop',
      at: noon,
      desktop: seen('AVAILABLE', successor),
      policy: rebuildPolicy,
    };
    expect(when(seat, theirs)).toMatchObject({ status: 'absent', calls: [] });
  });
});

describe('A removal', () => {
  it('that does not happen in ten looks is decided anew, through the look', () => {
    const long = seatThatIs(removing({ observation: { count: 11, nextAt: noon } }), { claims: byNobody });
    expect(when(long, { type: 'Looked', look: stateOnly('AVAILABLE') })).toMatchObject({
      status: 'away',
      calls: [],
    });
  });

  it('that AWS refuses is tried again later', () => {
    const pending = seatThatIs(removing({ call: 'decided' }), {
      claims: byNobody,
      pending: [calls.terminate],
    });
    const refused = when(pending, {
      type: 'CallRefused',
      id: 'terminate-1',
      at: noon,
      code: 'c',
      message: 'm',
    });
    expect(refused).toMatchObject({ status: 'away', says: [], timers: [{ for: 'look', dueAt: at(2) }] });
  });

  it('makes room for a new desktop when the seat was wanted again too late', () => {
    const late = seatThatIs(removing({ missing: 1 }), { claims: byGroup });
    expect(when(late, missed)).toMatchObject({ status: 'provisioning', calls: ['Create'] });
  });
});
