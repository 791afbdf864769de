import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byNobody,
  calls,
  context,
  desktop,
  live,
  look,
  minute,
  noon,
  rebuildPolicy,
  recreatePolicy,
  recreating,
  rehearsed,
  request,
  resetBy,
  said,
  seatThatIs,
  seen,
  spec,
  stateOnly,
  successor,
  terminating,
  unwanted,
  when,
  workspaceId,
} from './given.ts';

const toRecreate = look({ policy: recreatePolicy });
const looked = (what: Look): Signal => ({ type: 'Looked', look: what });
const missed: Signal = { type: 'Looked', look: { at: noon, extent: 'state', desktop: 'missing' } };
const examined = (what: Look = toRecreate): Signal => ({
  type: 'Examined',
  look: what,
  examination: { creatable: true, spec },
});
const notCreatable: Signal = {
  type: 'Examined',
  look: toRecreate,
  examination: { creatable: false, problem: 'the bundle is gone' },
};
const found = (over: Partial<Extract<Signal, { type: 'FoundDesktop' }>> = {}): Signal => ({
  type: 'FoundDesktop',
  at: noon,
  ...over,
});
const left = seatThatIs(away());
const going = seatThatIs(terminating());
const making = seatThatIs(recreating());
const made = seatThatIs(recreating({ workspaceId: successor.workspaceId }));
const tag = `reset-1/1@${at(-3)}`;

describe('Before anything is terminated', () => {
  it('the desktop is examined: what it is made of, and whether it can be made again', () => {
    expect(when(left, looked(toRecreate))).toMatchObject({ status: 'away', asks: ['Examine'], calls: [] });
  });

  it('its whole spec is saved with the decision', () => {
    const begun = when(left, examined());
    expect(begun).toMatchObject({ status: 'terminating', says: ['ResetStarted'], calls: ['Terminate'] });
    expect(begun.seat.phase).toMatchObject({ spec });
  });

  it('a create that can not work is told to a person, once; nothing is terminated for it', () => {
    const refused = when(left, notCreatable);
    expect(refused).toMatchObject({ status: 'away', says: ['ResetFailed'], calls: [] });
    expect(said(refused, 'ResetFailed')).toMatchObject({
      explanation: 'Nothing was terminated: the bundle is gone',
    });
    expect(when(refused.seat, notCreatable)).toMatchObject({ says: [], calls: [] });
  });

  it('a create that can not work is examined again, ever later, at most once an hour', () => {
    let seat = left;
    const pauses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const next = when(seat, notCreatable);
      pauses.push(((next.timers[0]?.dueAt ?? 0) - noon) / minute);
      seat = next.seat;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('the look that led to the examination still has to say: go', () => {
    expect(when(left, examined(look({ policy: recreatePolicy, connection: 'CONNECTED' }))).seat).toEqual(
      left,
    );
    expect(when(left, examined(look({ policy: rebuildPolicy }))).seat).toEqual(left);
    const rehearsal = when(left, examined(look({ policy: rehearsed(recreatePolicy) })));
    expect(rehearsal).toMatchObject({ status: 'live', says: ['WouldReset'], calls: [] });
  });

  it('an examination of a desktop that nobody is away from, or wants, leads to nothing', () => {
    const used = seatThatIs(live);
    expect(when(used, examined()).seat).toEqual(used);
    const leaving = seatThatIs(away(unwanted), { claims: byNobody });
    expect(when(leaving, examined()).seat).toEqual(leaving);
  });
});

describe('The old desktop', () => {
  it('is gone when two looks in a row miss it; then the new one is made of the saved spec', () => {
    const once = when(going, missed);
    expect(once).toMatchObject({ status: 'terminating', calls: [] });
    const gone = when(once.seat, missed);
    expect(gone).toMatchObject({ status: 'recreating', calls: ['Create'] });
    expect(gone.seat.phase).toMatchObject({ creation: { spec, attempt: 1 } });
  });

  it('that shows between two misses is not gone', () => {
    const once = when(going, missed);
    const again = when(once.seat, looked(stateOnly('TERMINATING')));
    expect(when(again.seat, missed).status).toBe('terminating');
  });

  it('that does not go in ten looks is decided on anew, through the look', () => {
    const long = seatThatIs(terminating({ observation: { count: 11, nextAt: noon } }));
    expect(when(long, looked(stateOnly('AVAILABLE')))).toMatchObject({ status: 'away', calls: [] });
    expect(when(long, looked(stateOnly('TERMINATING'))).status).toBe('terminating');
    const almost = seatThatIs(terminating({ observation: { count: 10, nextAt: noon } }));
    expect(when(almost, looked(stateOnly('AVAILABLE'))).status).toBe('terminating');
  });

  it('is not replaced when nobody wants the seat any more', () => {
    const leaving = seatThatIs(terminating({ missing: 1 }), { claims: byNobody });
    expect(when(leaving, missed)).toMatchObject({ status: 'absent', calls: [], says: ['SeatRemoved'] });
  });

  it('is not looked for before AWS has taken the terminate', () => {
    const pending = seatThatIs(terminating({ call: 'decided', missing: 1 }), { pending: [calls.terminate] });
    expect(when(pending, missed).seat).toEqual(pending);
  });
});

describe('The new desktop', () => {
  it('is waited for, and the reset is done when it is seen AVAILABLE', () => {
    expect(when(made, looked(stateOnly('PENDING', successor)))).toMatchObject({
      status: 'recreating',
      says: [],
    });
    const done = when(made, looked(stateOnly('AVAILABLE', successor)));
    expect(done).toMatchObject({ status: 'live', says: ['ResetCompleted'] });
    expect(said(done, 'ResetCompleted')).toMatchObject({
      oldDesktop: { workspaceId },
      newDesktop: { workspaceId: successor.workspaceId },
    });
  });

  it('may have been stopped, or used, before it is seen to be ready', () => {
    const done = when(made, looked(stateOnly('STOPPED', successor)));
    expect(done).toMatchObject({ status: 'live', asks: ['Look'] });
    expect(done.seat.memory).toEqual({ settledUntil: at(-3) });
  });

  it('may be missing for some looks: AWS shows a new id late. Then whether it exists is asked by user', () => {
    let seat = made;
    for (let n = 1; n < 10; n += 1) {
      seat = when(seat, missed).seat;
      expect(seat.phase).toMatchObject({ creation: { workspaceId: successor.workspaceId } });
    }
    seat = when(seat, missed).seat;
    expect(seat.phase).not.toMatchObject({ creation: { workspaceId: successor.workspaceId } });
    expect(when(seat, { type: 'Due' }, context({ now: at(10) })).asks).toEqual(['FindDesktopOfUser']);
  });

  it('is looked at when that is due, by its id if it has one', () => {
    expect(when(made, { type: 'Due' }).asks).toEqual(['Look']);
    expect(when(making, { type: 'Due' }).asks).toEqual(['FindDesktopOfUser']);
    expect(when(making, { type: 'Due' }, context({ now: at(-5) })).asks).toEqual([]);
  });

  it('is known as ours by its tag when the answer to the create was lost', () => {
    const adopted = when(making, found({ desktop: seen('PENDING', successor), attemptTag: tag }));
    expect(adopted.seat.phase).toMatchObject({ creation: { workspaceId: successor.workspaceId } });
    expect(adopted.calls).toEqual([]);
  });

  it('is asked for again when AWS has none for the user', () => {
    expect(when(making, found()).calls).toEqual(['Create']);
  });

  it('is not asked for while the old one is still going', () => {
    expect(when(making, found({ desktop: seen('TERMINATING') }))).toMatchObject({
      status: 'recreating',
      calls: [],
    });
    expect(when(making, found({ desktop: seen('AVAILABLE'), policy: recreatePolicy })).status).toBe(
      'recreating',
    );
    expect(when(making, found({ desktop: seen('TERMINATED', successor) })).status).toBe('recreating');
    const old = when(making, found({ desktop: seen('AVAILABLE'), policy: recreatePolicy }));
    expect(old.seat.phase).not.toHaveProperty('creation.workspaceId');
  });

  it('may have been made by somebody else meanwhile: with a policy it is ours to look after', () => {
    const theirs = found({ desktop: seen('AVAILABLE', successor), policy: recreatePolicy });
    expect(when(making, theirs).seat.phase).toMatchObject({
      creation: { workspaceId: successor.workspaceId },
    });
    const strange = when(making, found({ desktop: seen('AVAILABLE', successor) }));
    expect(strange).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
  });

  it('that is known already is not looked for', () => {
    expect(when(made, found({ desktop: seen('AVAILABLE', desktop) })).seat).toEqual(made);
  });

  it('gets the id that AWS answered with', () => {
    const asked = seatThatIs(recreating(), { pending: [calls.create] });
    const accepted: Signal = {
      type: 'CallAccepted',
      id: 'create-1',
      at: noon,
      workspaceId: successor.workspaceId,
    };
    expect(when(asked, accepted).seat.phase).toMatchObject({
      creation: { workspaceId: successor.workspaceId },
    });
    const idless = when(asked, { type: 'CallAccepted', id: 'create-1', at: noon });
    expect(idless.seat.phase).toEqual(asked.phase);
  });
});

describe('A recreate that a person asked for', () => {
  it('says in its receipt who asked', () => {
    const asked = recreating({ workspaceId: successor.workspaceId });
    const done = when(
      seatThatIs({ ...asked, reset: { ...asked.reset, leave: request } }),
      looked(stateOnly('AVAILABLE', successor)),
    );
    expect(said(done, 'ResetCompleted')).toMatchObject({
      cause: { kind: 'request', requestedBy: 'ada.berg' },
    });
  });
});

describe('What was examined', () => {
  const toTerminate = (minutes: number) =>
    seatThatIs(
      terminating({ call: 'decided', reset: { ...resetBy(recreatePolicy), decidedAt: at(-minutes) } }),
      {
        pending: [calls.terminate],
      },
    );

  it('holds for two minutes: later the desktop is looked at and examined anew', () => {
    const last = look({ policy: recreatePolicy });
    expect(permit(toTerminate(2), calls.terminate, last, context())).toBe('perform');
    expect(permit(toTerminate(2.1), calls.terminate, last, context())).toBe('notPermitted');
    const back = when(toTerminate(5), { type: 'CallNotPermitted', id: 'terminate-1', look: last });
    expect(back).toMatchObject({ status: 'away', timers: [{ for: 'look', dueAt: at(1) }] });
  });

  it('and can not be made now, since AWS is changing it, is told of when that goes on', () => {
    const busy = (refusals: number) =>
      when(seatThatIs(away({ ...absence, refusals })), {
        type: 'Examined',
        look: look({ policy: recreatePolicy }),
        examination: { creatable: false, problem: 'not now: it is UPDATING', notNow: true },
      });
    expect(busy(0)).toMatchObject({ status: 'away', says: [] });
    expect(busy(2)).toMatchObject({ status: 'away', says: ['ResetFailed'] });
  });

  it('and AWS did not take as it was, is in the receipt', () => {
    const making = seatThatIs(recreating(), { pending: [calls.create] });
    const made = when(making, {
      type: 'CallAccepted',
      id: 'create-1',
      at: noon,
      workspaceId: successor.workspaceId,
      without: ['protocols'],
    });
    const ready = when(made.seat, { type: 'Looked', look: stateOnly('AVAILABLE', successor) });
    expect(said(ready, 'ResetCompleted')).toMatchObject({ without: ['protocols'] });
  });
});
