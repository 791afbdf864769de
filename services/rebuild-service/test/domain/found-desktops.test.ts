import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byGroup,
  look,
  noon,
  provisioning,
  rebuildPolicy,
  removing,
  seatThatIs,
  seen,
  stateOnly,
  successor,
  terminating,
  when,
} from './given.ts';

describe('A claim for whose user there is a desktop already', () => {
  it('sees to it that who may be using it is watched', () => {
    const seat = seatThatIs(provisioning(), { claims: byGroup });
    const desktop = seen('AVAILABLE', successor);
    const found = when(seat, { type: 'FoundDesktop', at: noon, desktop, policy: rebuildPolicy });
    expect(found.status).toBe('provisioning');
    const landed = when(found.seat, { type: 'Looked', look: stateOnly('AVAILABLE', successor) });
    expect(landed).toMatchObject({ status: 'live', asks: ['Look'], timers: [{ for: 'look', dueAt: at(1) }] });
    const made = when(seatThatIs(provisioning({ workspaceId: successor.workspaceId }), { claims: byGroup }), {
      type: 'Looked',
      look: stateOnly('AVAILABLE', successor),
    });
    expect(made).toMatchObject({ status: 'live', asks: ['Look'], timers: [] });
  });

  it('takes nothing away when it is in ERROR', () => {
    const seat = seatThatIs(provisioning(), { claims: byGroup });
    const desktop = seen('ERROR', successor);
    const found = when(seat, { type: 'FoundDesktop', at: noon, desktop, policy: rebuildPolicy });
    const looked = when(found.seat, { type: 'Looked', look: stateOnly('ERROR', successor) });
    expect(looked).toMatchObject({ status: 'failed', calls: [], says: ['SeatFailed'] });
    expect(looked.seat.phase).toMatchObject({ reason: 'DesktopInError', desktop: successor });
    expect(when(looked.seat, { type: 'Looked', look: look({ desktop: successor }) }).status).toBe('live');
  });

  it('has what it makes for its own once the found one is gone', () => {
    const seat = seatThatIs(provisioning({ workspaceId: successor.workspaceId, found: true, missing: 9 }), {
      claims: byGroup,
    });
    const { seat: lost } = when(seat, {
      type: 'Looked',
      look: { ...stateOnly('AVAILABLE', successor), desktop: 'missing' },
    });
    expect(lost.phase).toMatchObject({ status: 'provisioning', creation: { missing: 0 } });
    expect(lost.phase).not.toHaveProperty('creation.found');
  });
});

it('What was found while something else had begun is adopted by nobody', () => {
  const found: Signal = {
    type: 'FoundDesktop',
    at: noon,
    desktop: seen('AVAILABLE', successor),
    policy: rebuildPolicy,
  };
  for (const phase of [terminating(), removing(), away()]) {
    const seat = seatThatIs(phase);
    expect(when(seat, found).seat).toEqual(seat);
  }
});
