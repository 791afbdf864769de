import { describe, expect, it } from 'vitest';
import { soonestOf } from '../../src/app/safeguarding.ts';
import type { Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  calls,
  context,
  minute,
  noon,
  provisioning,
  rebuilding,
  recreating,
  safeguards,
  seatThatIs,
  stateOnly,
  successor,
  terminating,
  when,
} from './given.ts';

const looked = (state: string): Signal => ({ type: 'Looked', look: stateOnly(state) });
const lookedAtNew = (state: string): Signal => ({ type: 'Looked', look: stateOnly(state, successor) });
/** Minutes until the next look, where the soonest of these took so long. */
const pauseAfter = (seat: Seat, signal: Signal, soonest: number | undefined): number => {
  const told = safeguards({ soonestReady: () => (soonest === undefined ? undefined : soonest * minute) });
  const { timers } = when(seat, signal, context({ safeguards: told }));
  return ((timers.find((timer) => timer.for === 'observation')?.dueAt ?? 0) - noon) / minute;
};

describe('The next look at what is under way', () => {
  const rebuilds = seatThatIs(rebuilding());

  it('is not before there can be something to see, by how long the soonest took', () => {
    // Decided a minute ago: 95 of 100 minutes of the soonest are over in 8.5 minutes.
    expect(pauseAfter(rebuilds, looked('REBUILDING'), 10)).toBe(9);
  });

  it('is soon where nobody knows how long it takes, and where it is over the time', () => {
    expect(pauseAfter(rebuilds, looked('REBUILDING'), undefined)).toBe(2);
    expect(pauseAfter(rebuilds, looked('REBUILDING'), 1)).toBe(2);
  });

  it('is within twelve minutes, however long it takes: others may be reset the same way', () => {
    expect(pauseAfter(rebuilds, looked('REBUILDING'), 600)).toBe(12);
  });

  it('is soon while the call shows no effect', () => {
    expect(pauseAfter(rebuilds, looked('AVAILABLE'), 20)).toBe(2);
  });

  it('goes by the whole time of a recreate for what is made after a terminate', () => {
    const { workspaceId } = successor;
    expect(pauseAfter(seatThatIs(recreating({ workspaceId })), lookedAtNew('PENDING'), 10)).toBe(9);
    expect(pauseAfter(seatThatIs(provisioning({ workspaceId })), lookedAtNew('PENDING'), 10)).toBe(7);
  });

  it('is as late for a create that has been taken, and later where nobody lost a desktop for it', () => {
    const taken: Signal = { type: 'CallAccepted', id: '', at: noon, workspaceId: successor.workspaceId };
    const accepted = (
      phase: ReturnType<typeof recreating> | ReturnType<typeof provisioning>,
      soonest: number,
    ) => {
      const create = calls.create;
      const seat = seatThatIs(phase, { pending: [create] });
      return pauseAfter(seat, { ...taken, id: create.id }, soonest);
    };
    expect(accepted(recreating(), 60)).toBe(12);
    expect(accepted(provisioning(), 20)).toBe(16);
    expect(accepted(provisioning(), 600)).toBe(30);
  });

  it('lets a desktop that has begun to go be gone, and is no later after that', () => {
    expect(pauseAfter(seatThatIs(terminating()), looked('TERMINATING'), undefined)).toBe(4);
    const seen = terminating({ observation: { count: 2, nextAt: noon } });
    expect(pauseAfter(seatThatIs(seen), looked('TERMINATING'), undefined)).toBe(3);
    expect(pauseAfter(seatThatIs(terminating()), looked('AVAILABLE'), undefined)).toBe(2);
  });
});

describe('How long the soonest took', () => {
  it('is told by one of ten, and by no fewer than ten', () => {
    const times = Array.from({ length: 20 }, (_, n) => (20 - n) * minute);
    expect(soonestOf(times)).toBe(3 * minute);
    expect(soonestOf(times.slice(0, 9))).toBeUndefined();
  });

  it('is kept of a first desktop, from the create on', () => {
    const { workspaceId } = successor;
    const ready = (more: object) =>
      when(seatThatIs(provisioning({ workspaceId, acceptedAt: at(-20), ...more })), lookedAtNew('AVAILABLE'));
    const timed = { type: 'TimeReset', tookMs: 20 * minute, policy: 'a desktop of wsb-standard1' };
    expect(ready({}).seat.pending).toContainEqual(expect.objectContaining(timed));
    // One that stood there before says nothing.
    expect(ready({ found: true }).seat.pending.map(({ type }) => type)).not.toContain('TimeReset');
  });
});
