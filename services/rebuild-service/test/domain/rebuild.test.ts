import { describe, expect, it } from 'vitest';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  at,
  away,
  byGroup,
  byNobody,
  calls,
  context,
  desktop,
  look,
  minute,
  noon,
  rebuilding,
  rebuildPolicy,
  request,
  resetBy,
  said,
  seatThatIs,
  stateOnly,
  successor,
  when,
  workspaceId,
} from './given.ts';

const looked = (what: Look): Signal => ({ type: 'Looked', look: what });
const underWay = seatThatIs(rebuilding());
const sawIt = seatThatIs(rebuilding({ sawRebuilding: true }));
const newAddress = stateOnly('AVAILABLE', { ...desktop, ipAddress: '10.0.0.77' });

describe('A rebuild', () => {
  it('is decided and told before it is done, with a look to come', () => {
    const begun = when(seatThatIs(away()), looked(look()));
    expect(begun).toMatchObject({ status: 'rebuilding', says: ['ResetStarted'], calls: ['Rebuild'] });
    expect(begun.timers).toEqual([{ for: 'observation', dueAt: at(1) }]);
    expect(begun.seat.pending.map(({ type }) => type)).toContain('Rebuild');
    expect(said(begun, 'ResetStarted')).toMatchObject({
      workspaceId,
      computerName: 'WSAMZN-1',
      strategy: 'rebuild',
    });
  });

  it('that AWS has taken is looked at until it is done, less and less often', () => {
    let seat = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    const accepted = when(seat, { type: 'CallAccepted', id: 'rebuild-1', at: noon });
    expect(accepted.seat.phase).toMatchObject({ call: 'accepted', reset: { calledAt: noon } });
    expect(accepted.seat.pending).not.toContain(calls.rebuild);
    const pauses: number[] = [];
    seat = accepted.seat;
    for (let n = 0; n < 6; n += 1) {
      const next = when(seat, looked(stateOnly('REBUILDING')));
      pauses.push(((next.timers[0]?.dueAt ?? 0) - noon) / minute);
      seat = next.seat;
    }
    expect(pauses).toEqual([2, 3, 4, 5, 5, 5]);
  });

  it('is done when the desktop was seen REBUILDING and is AVAILABLE after it', () => {
    const done = when(sawIt, looked(stateOnly('AVAILABLE')));
    expect(done).toMatchObject({ status: 'live', says: ['ResetCompleted'] });
    expect(said(done, 'ResetCompleted')).toMatchObject({
      resetId: 'reset-1',
      oldDesktop: { workspaceId },
      newDesktop: { workspaceId },
      timeToReadyMs: minute,
    });
  });

  it('is done when the address has changed, though nobody saw it REBUILDING', () => {
    expect(when(underWay, looked(newAddress))).toMatchObject({ status: 'live', says: ['ResetCompleted'] });
  });

  it('is done when the desktop was stopped again after it', () => {
    expect(when(sawIt, looked(stateOnly('STOPPED'))).status).toBe('live');
  });

  it('is not done because the desktop is AVAILABLE: it may not have begun', () => {
    expect(when(underWay, looked(stateOnly('AVAILABLE')))).toMatchObject({ status: 'rebuilding', says: [] });
  });

  it('is not done in any other state', () => {
    expect(when(sawIt, looked(stateOnly('STARTING')))).toMatchObject({ status: 'rebuilding', says: [] });
  });

  it('that showed no effect in ten looks is decided anew, through the look', () => {
    const long = seatThatIs(rebuilding({ observation: { count: 11, nextAt: noon } }));
    const anew = when(long, looked(stateOnly('AVAILABLE')));
    expect(anew).toMatchObject({ status: 'away', says: [], calls: [] });
    expect(anew.timers).toEqual([{ for: 'look', dueAt: at(1) }]);
    const almost = seatThatIs(rebuilding({ observation: { count: 10, nextAt: noon } }));
    expect(when(almost, looked(stateOnly('AVAILABLE'))).status).toBe('rebuilding');
  });

  it('leaves a desktop on which what came before is settled', () => {
    const called = { ...resetBy(rebuildPolicy), calledAt: at(-0.5) };
    const done = when(
      seatThatIs(rebuilding({ sawRebuilding: true, reset: called })),
      looked(stateOnly('AVAILABLE')),
    );
    expect(done.seat.memory.settledUntil).toBe(at(-0.5));
    const silent = when(sawIt, looked(stateOnly('AVAILABLE')));
    expect(silent.seat.memory.settledUntil).toBe(at(-1));
  });

  it('whose answer was lost settles what a user did until it was seen to go on', () => {
    const lost = seatThatIs(rebuilding({ reset: resetBy(rebuildPolicy) }));
    const going = when(lost, looked({ ...stateOnly('REBUILDING'), at: at(1) }), context({ now: at(1) }));
    const still = when(
      going.seat,
      looked({ ...stateOnly('REBUILDING'), at: at(2) }),
      context({ now: at(2) }),
    );
    const done = when(still.seat, looked(stateOnly('AVAILABLE')), context({ now: at(3) }));
    expect(done.seat.memory.settledUntil).toBe(at(1));
  });

  it('that ends in ERROR needs a person, who is told and can ask again', () => {
    const broken = when(sawIt, looked(stateOnly('ERROR')));
    expect(broken).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
    const again = when(broken.seat, { type: 'ResetAsked', requestId: 'r-2', requestedBy: 'ops', at: noon });
    expect(again).toMatchObject({ status: 'away', asks: ['Look'] });
    const retried = when(again.seat, looked(look({ state: 'ERROR', connection: 'UNKNOWN' })));
    expect(retried).toMatchObject({ status: 'rebuilding', calls: ['Rebuild'] });
  });

  it('whose desktop somebody else terminated is cancelled, and only a claim makes a new one', () => {
    const gone = looked(stateOnly('TERMINATING'));
    expect(when(underWay, gone)).toMatchObject({ status: 'absent', says: ['ResetCancelled', 'SeatRemoved'] });
    expect(when(seatThatIs(rebuilding(), { claims: byGroup }), gone)).toMatchObject({
      status: 'provisioning',
      calls: ['Create'],
    });
  });

  it('whose desktop one look misses is looked at again', () => {
    const missed = looked({ at: noon, extent: 'state', desktop: 'missing' });
    const once = when(underWay, missed);
    expect(once).toMatchObject({ status: 'rebuilding', says: [] });
    expect(when(once.seat, missed).status).toBe('absent');
    const between = when(once.seat, looked(stateOnly('REBUILDING')));
    expect(when(between.seat, missed).status).toBe('rebuilding');
  });

  it('of a desktop that nobody wants any more ends in its removal', () => {
    const done = when(
      seatThatIs(rebuilding({ sawRebuilding: true }), { claims: byNobody }),
      looked(stateOnly('AVAILABLE')),
    );
    expect(done.seat.phase).toMatchObject({ status: 'away', leave: { cause: { kind: 'unwanted' } } });
  });

  it('that a person asked for says so in its receipt', () => {
    const asked = seatThatIs(rebuilding({ sawRebuilding: true, reset: resetBy(rebuildPolicy, request) }));
    const done = when(asked, looked(stateOnly('AVAILABLE')));
    expect(said(done, 'ResetCompleted')).toMatchObject({ cause: { kind: 'request', requestId: 'r-1' } });
  });
});

describe('A rebuild that AWS refuses', () => {
  const refuse = (seat = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] })) =>
    when(seat, {
      type: 'CallRefused',
      id: 'rebuild-1',
      at: noon,
      code: 'OperationNotSupportedException',
      message: 'There is no snapshot yet.',
    });

  it('is tried again later: a new desktop has no snapshot yet', () => {
    const refused = refuse();
    expect(refused).toMatchObject({ status: 'away', says: [] });
    expect(refused.timers).toEqual([{ for: 'look', dueAt: at(2) }]);
    expect(refused.seat.pending).not.toContain(calls.rebuild);
  });

  it('three times is told to a person, once', () => {
    const told = [1, 2, 3, 4].map((refusals) => {
      const leave = { ...resetBy(rebuildPolicy).leave, refusals: refusals - 1, told: refusals > 3 };
      const phase = rebuilding({ call: 'decided', reset: resetBy(rebuildPolicy, leave) });
      return refuse(seatThatIs(phase, { pending: [calls.rebuild] })).says;
    });
    expect(told).toEqual([[], [], ['ResetFailed'], []]);
  });

  it('is tried once an hour at most', () => {
    const leave = { ...resetBy(rebuildPolicy).leave, refusals: 20 };
    const phase = rebuilding({ call: 'decided', reset: resetBy(rebuildPolicy, leave) });
    expect(refuse(seatThatIs(phase, { pending: [calls.rebuild] })).timers).toEqual([
      { for: 'look', dueAt: at(60) },
    ]);
  });
});

describe('While a rebuild is under way', () => {
  it('looks come when they are due', () => {
    expect(when(underWay, { type: 'Due' }).asks).toEqual(['Look']);
    expect(when(underWay, { type: 'Due' }, context({ now: at(-5) })).asks).toEqual([]);
    const pending = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    expect(when(pending, { type: 'Due' }).asks).toEqual([]);
  });

  it('a look before AWS has taken the call decides nothing', () => {
    const pending = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    expect(when(pending, looked(stateOnly('ERROR'))).seat).toEqual(pending);
  });

  it('what is told of another desktop of the user is not looked for', () => {
    expect(when(underWay, { type: 'Watched', workspaceId: successor.workspaceId }).asks).toEqual([]);
    expect(when(underWay, { type: 'Unwatched', workspaceId }).asks).toEqual([]);
  });
});
