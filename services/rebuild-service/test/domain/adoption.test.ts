import { describe, expect, it } from 'vitest';
import { newSeat, type Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byGroup,
  byNobody,
  byPolicy,
  context,
  live,
  look,
  minute,
  missing,
  noon,
  rebuildPolicy,
  ref,
  seatThatIs,
  seen,
  successor,
  when,
  workspaceId,
} from './given.ts';

const none: Signal = { type: 'FoundDesktop', at: noon };
const absent: Seat = { ...newSeat(ref), version: 7 };

describe('A desktop that a policy matches', () => {
  const watched = (id = workspaceId): Signal => ({ type: 'Watched', workspaceId: id });

  it('is adopted: what was before is settled, adopting a fleet resets nobody', () => {
    expect(when(absent, watched()).asks).toEqual(['Look']);
    const adopted = when(absent, { type: 'Looked', look: look() });
    expect(adopted).toMatchObject({ status: 'live', says: [] });
    expect(adopted.seat).toMatchObject({
      claims: byPolicy,
      policyName: 'kiosks',
      memory: { settledUntil: noon },
    });
    const observed: Signal = {
      type: 'Observed',
      workspaceId,
      at: at(5),
      connection: { state: 'DISCONNECTED', checkedAt: at(4), lastConnectedAt: at(-60) },
    };
    expect(when(adopted.seat, observed).status).toBe('live');
  });

  it('while its user is connected will be reset when they have left', () => {
    const adopted = when(absent, { type: 'Looked', look: look({ connection: 'CONNECTED' }) });
    const left: Signal = {
      type: 'Observed',
      workspaceId,
      at: at(5),
      connection: { state: 'DISCONNECTED', checkedAt: at(4), lastConnectedAt: at(-60) },
    };
    expect(when(adopted.seat, left).status).toBe('away');
  });

  it('is adopted by the seat of its own user only', () => {
    const stranger = { ...absent, ref: { ...absent.ref, userName: 'ben.berg' } };
    expect(when(stranger, { type: 'Looked', look: look() })).toMatchObject({ status: 'absent', says: [] });
    const shouted = { ...absent, ref: { ...absent.ref, userName: 'ADA.Berg' } };
    expect(when(shouted, { type: 'Looked', look: look() }).status).toBe('live');
  });

  it.each([
    ['no policy matches it', look({ policy: 'none' })],
    ['it is going', look({ state: 'TERMINATING' })],
    ['it is gone', missing],
  ])('is not adopted when %s', (_why, what) => {
    expect(when(absent, { type: 'Looked', look: what })).toMatchObject({ status: 'absent', asks: [] });
  });

  it('takes the place of one that is gone, when AWS says that the user has it', () => {
    const former = seatThatIs(live);
    expect(when(former, watched(successor.workspaceId)).asks).toEqual(['FindDesktopOfUser']);
    const found: Signal = {
      type: 'FoundDesktop',
      at: noon,
      desktop: seen('AVAILABLE', successor),
      policy: rebuildPolicy,
    };
    const moved = when(former, found);
    expect(moved).toMatchObject({ status: 'live', asks: ['Look'] });
    expect(moved.seat).toMatchObject({ phase: { desktop: successor }, memory: { settledUntil: noon } });
  });

  it('that the seat has already is no news', () => {
    const known = seatThatIs(live);
    expect(when(known, watched()).asks).toEqual([]);
    const found: Signal = { type: 'FoundDesktop', at: noon, desktop: seen(), policy: rebuildPolicy };
    expect(when(known, found).seat).toEqual(known);
  });

  it('found for who asked for one is looked at by a timer, too: who was to look now may have been killed', () => {
    const found: Signal = { type: 'FoundDesktop', at: noon, desktop: seen(), policy: rebuildPolicy };
    const adopted = when({ ...absent, claims: byGroup }, found);
    expect(adopted).toMatchObject({
      status: 'live',
      asks: ['Look'],
      timers: [{ for: 'look', dueAt: at(1) }],
    });
    const due: Signal = { type: 'LookDue', about: `watch:${workspaceId}@${new Date(noon).toISOString()}` };
    expect(when(adopted.seat, due, context({ now: at(1) })).asks).toEqual(['Look']);
    const connection = { state: 'CONNECTED', checkedAt: at(1) } as const;
    const looked: Signal = { type: 'Looked', look: { ...look(), at: at(1), connection } };
    const known = when(adopted.seat, looked, context({ now: at(1) }));
    expect(known.seat.memory).toMatchObject({ lastConnectedAt: at(1) });
    expect(known).toMatchObject({ timers: [], seat: { phase: { status: 'live' } } });
    expect(known.seat.phase).not.toHaveProperty('watch');
    // A check of before says nothing of who has it now.
    const older = { state: 'CONNECTED', checkedAt: at(-1) } as const;
    const stale: Signal = { type: 'Looked', look: { ...look(), at: at(1), connection: older } };
    expect(when(adopted.seat, stale, context({ now: at(1) })).timers).toHaveLength(1);
  });

  it('keeps the claim of a group that wants its seat', () => {
    const former = seatThatIs(live, { claims: byGroup });
    const found: Signal = {
      type: 'FoundDesktop',
      at: noon,
      desktop: seen('AVAILABLE', successor),
      policy: rebuildPolicy,
    };
    expect(when(former, found).seat.claims).toEqual(byGroup);
  });
});

describe('A desktop that is gone', () => {
  it('ends a seat that only a policy adopted', () => {
    const adopted = seatThatIs(live);
    expect(when(adopted, { type: 'Unwatched', workspaceId }).asks).toEqual(['Look']);
    expect(when(adopted, none)).toMatchObject({ status: 'absent', says: ['SeatRemoved'], calls: [] });
  });

  it('and was not ours concerns nobody', () => {
    const adopted = seatThatIs(live);
    expect(when(adopted, { type: 'Unwatched', workspaceId: successor.workspaceId }).asks).toEqual([]);
    expect(when(absent, none).seat).toEqual(absent);
  });

  it('ends a failed seat once AWS has forgotten it', () => {
    const failed = seatThatIs({ status: 'failed', reason: 'r', desktop: successor });
    expect(when(failed, none).status).toBe('absent');
    const still: Signal = { type: 'FoundDesktop', at: noon, desktop: seen('TERMINATING', successor) };
    expect(when(failed, still)).toMatchObject({ status: 'failed', asks: [] });
  });

  it('is looked for once more when its user left, or lost the right to it, while we asked', () => {
    expect(when(seatThatIs(away()), none).asks).toEqual(['Look']);
  });
});

it('A policy’s seat whose tombstone is old is not taken from the person who made its desktop by hand', () => {
  const later = seatThatIs({ status: 'absent' }, { claims: byNobody, memory: { settledUntil: at(-60) } });
  const adopted = when(later, { type: 'Looked', look: look() });
  expect(adopted.status).toBe('live');
  expect(adopted.seat.claims).toEqual({ ...byNobody, ...byPolicy });
  expect(when(adopted.seat, { type: 'Looked', look: look({ at: noon + minute }) }).status).toBe('live');
});
