import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byNobody,
  calls,
  clearing,
  context,
  live,
  look,
  noon,
  provisioning,
  rebuilding,
  recreating,
  removing,
  request,
  said,
  seatThatIs,
  stateOnly,
  successor,
  terminating,
  unwanted,
  when,
  workspaceId,
} from './given.ts';

const soon = { count: 25, nextAt: noon };
const looked = (state: string, desktop = undefined as typeof successor | undefined): Signal => ({
  type: 'Looked',
  look: stateOnly(state, desktop),
});

describe('What takes hours', () => {
  it.each([
    ['a rebuild', rebuilding({ observation: soon, sawRebuilding: true }), looked('REBUILDING')],
    ['a terminate', terminating({ observation: soon }), looked('TERMINATING')],
    ['a removal', removing({ observation: soon }), looked('TERMINATING')],
    [
      'a desktop being made',
      recreating({ observation: soon, workspaceId: successor.workspaceId }),
      looked('PENDING', successor),
    ],
    [
      'a first desktop',
      provisioning({ observation: soon, workspaceId: successor.workspaceId }),
      looked('PENDING', successor),
    ],
    ['a desktop in ERROR that goes', clearing({ observation: soon }), looked('TERMINATING', successor)],
  ] as const)('is told of once: %s', (_what, phase, signal) => {
    const told = when(seatThatIs(phase), signal);
    expect(told.says).toEqual(['SeatStuck']);
    expect(said(told, 'SeatStuck')).toMatchObject({ status: phase.status, reason: 'TakesTooLong' });
    expect(when(told.seat, signal).says).toEqual([]);
  });

  it('pauses the recreates of its directory and bundle when it is one', () => {
    const making = recreating({ observation: soon, workspaceId: successor.workspaceId });
    expect(when(seatThatIs(making), looked('PENDING', successor)).breaker).toEqual(['OpenBreaker']);
    const rebuild = rebuilding({ observation: soon, sawRebuilding: true });
    expect(when(seatThatIs(rebuild), looked('REBUILDING')).breaker).toEqual([]);
  });

  it('is not told of while it is young', () => {
    const young = rebuilding({ observation: { count: 24, nextAt: noon }, sawRebuilding: true });
    expect(when(seatThatIs(young), looked('REBUILDING')).says).toEqual([]);
  });

  it.each([
    ['Rebuild', rebuilding({ call: 'decided', observation: soon }), calls.rebuild],
    ['Terminate', removing({ call: 'decided', observation: soon }), calls.terminate],
    ['Create', recreating({ observation: soon }), calls.create],
  ] as const)('counts a call that never gets an answer: %s', (_what, phase, call) => {
    const pending = seatThatIs(phase, { pending: [call] });
    expect(when(pending, { type: 'CallUncertain', id: call.id, at: noon }).says).toEqual(['SeatStuck']);
  });
});

describe('A removal that AWS refuses', () => {
  const refused: Signal = {
    type: 'CallRefused',
    id: 'terminate-1',
    at: noon,
    code: 'AccessDenied',
    message: 'No.',
  };
  const refusedAfter = (refusals: number, told = false) =>
    when(
      seatThatIs(removing({ call: 'decided', leave: { ...unwanted, refusals, told } }), {
        claims: byNobody,
        pending: [calls.terminate],
      }),
      refused,
    );

  it('is tried less and less often, and told of once', () => {
    expect(refusedAfter(1)).toMatchObject({ status: 'away', says: [], timers: [{ dueAt: at(4) }] });
    const told = refusedAfter(2);
    expect(told).toMatchObject({ says: ['SeatStuck'], timers: [{ dueAt: at(8) }] });
    expect(said(told, 'SeatStuck')).toMatchObject({ reason: 'AccessDenied', workspaceId });
    expect(refusedAfter(8, true)).toMatchObject({ says: [], timers: [{ dueAt: at(60) }] });
  });
});

describe('A reset that somebody asked for', () => {
  const unclear: Signal = { type: 'Looked', look: look({ connection: 'UNKNOWN' }) };

  it('is given up when the looks of some minutes can not tell, and whoever asked is told', () => {
    const asked = (looks: number) => seatThatIs(away({ ...request, looks }));
    expect(when(asked(4), unclear)).toMatchObject({ status: 'away', says: [] });
    const given = when(asked(5), unclear);
    expect(given).toMatchObject({ status: 'live', says: ['ResetCancelled', 'RequestRefused'] });
    expect(said(given, 'RequestRefused')).toMatchObject({ reason: 'undecided' });
  });
});

describe('A removal without a policy', () => {
  it('is told of: the desktop stays', () => {
    const leaving = seatThatIs(away(unwanted), { claims: byNobody });
    const told = when(leaving, { type: 'Looked', look: look({ policy: 'none' }) });
    expect(told).toMatchObject({ status: 'live', says: ['SeatStuck'] });
    expect(said(told, 'SeatStuck')).toMatchObject({ reason: 'Unmanaged', workspaceId });
  });

  it('and a leaving that ends so is not', () => {
    const told = when(seatThatIs(away()), { type: 'Looked', look: look({ policy: 'none' }) });
    expect(told.says).toEqual(['ResetCancelled']);
    expect(when(seatThatIs(live), { type: 'Due' }, context()).says).toEqual([]);
  });
});
