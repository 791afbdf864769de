import { describe, expect, it } from 'vitest';
import type { Seat } from '../../src/domain/seat.ts';
import type { Look, Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  byGroup,
  byNobody,
  calls,
  clearing,
  context,
  desktop,
  live,
  look,
  minute,
  noon,
  pausedRecreates,
  provisioning,
  rebuildPolicy,
  recreatePolicy,
  recreating,
  rehearsed,
  request,
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
    expect(when(left, examined(look({ policy: rehearsed(recreatePolicy) }))).seat).toEqual(left);
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

describe('A create that AWS refuses', () => {
  const refuse = (code: string, seat: Seat = seatThatIs(recreating(), { pending: [calls.create] })) =>
    when(seat, { type: 'CallRefused', id: 'create-1', at: noon, code, message: 'no' });
  const afterFour = (phase: Seat['phase']) => seatThatIs(phase, { pending: [calls.create], claims: byGroup });

  it('because the user still has a desktop is tried again: the old one’s metadata outlives it', () => {
    const exists = refuse('ResourceExists.WorkSpace', afterFour(recreating({ refusals: 4 })));
    expect(exists).toMatchObject({ status: 'recreating', says: [], breaker: [] });
    expect(exists.timers).toEqual([{ for: 'observation', dueAt: at(2) }]);
  });

  it('for a recreate stops the next recreates of that directory and bundle', () => {
    expect(refuse('ResourceLimitExceededException')).toMatchObject({
      status: 'recreating',
      breaker: ['OpenBreaker'],
    });
  });

  it('for a first desktop stops no recreates: nothing was taken from anybody', () => {
    const first = seatThatIs(provisioning(), { pending: [calls.create], claims: byGroup });
    expect(refuse('ResourceLimitExceededException', first)).toMatchObject({
      status: 'provisioning',
      breaker: [],
    });
  });

  it('five times needs a person; what the desktop was made of is remembered', () => {
    const failed = refuse('InvalidParameterValuesException', afterFour(recreating({ refusals: 4 })));
    expect(failed).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
    expect(failed.seat.phase).toMatchObject({ spec });
    const first = refuse('InvalidParameterValuesException', afterFour(provisioning({ refusals: 4 })));
    expect(first).toMatchObject({ status: 'failed', says: ['SeatFailed'] });
    expect(refuse('InvalidParameterValuesException', afterFour(recreating({ refusals: 3 }))).status).toBe(
      'recreating',
    );
  });

  it('is tried once more when a person asks', () => {
    const { seat } = refuse('InvalidParameterValuesException', afterFour(recreating({ refusals: 4 })));
    const again = when(seat, { type: 'ResetAsked', requestId: 'r-9', requestedBy: 'ops', at: noon });
    expect(again).toMatchObject({ status: 'recreating', calls: ['Create'] });
    expect(again.seat.phase).toMatchObject({
      reset: { resetId: 'reset-1' },
      creation: { spec, refusals: 0 },
    });
  });
});

describe('A new desktop that ends in ERROR', () => {
  const refusal: Signal = {
    type: 'CallRefused',
    id: 'terminate-1',
    at: noon,
    code: 'Internal',
    message: 'm',
  };
  const pendingClear = (count: number) =>
    seatThatIs(clearing({ call: 'decided', observation: { count, nextAt: noon } }), {
      pending: [{ ...calls.terminate, workspaceId: successor.workspaceId }],
    });
  const broken = looked(stateOnly('ERROR', successor));

  it('is replaced, and stops the recreates of that directory and bundle', () => {
    expect(when(made, broken)).toMatchObject({
      status: 'clearing',
      calls: ['Terminate'],
      breaker: ['OpenBreaker'],
    });
  });

  it('is replaced at most twice, then a person is told', () => {
    const second = seatThatIs(recreating({ workspaceId: successor.workspaceId, replaced: 1 }));
    expect(when(second, broken).status).toBe('clearing');
    const third = seatThatIs(recreating({ workspaceId: successor.workspaceId, replaced: 2 }));
    const failed = when(third, broken);
    expect(failed).toMatchObject({ status: 'failed', says: ['ResetFailed'], calls: [] });
    expect(said(failed, 'ResetFailed')).toMatchObject({ explanation: '3 desktops in a row ended in ERROR.' });
  });

  it('and that nobody wants any more is removed all the same', () => {
    const third = seatThatIs(recreating({ workspaceId: successor.workspaceId, replaced: 2 }), {
      claims: byGroup,
    });
    const failed = when(third, broken);
    const given = when(failed.seat, { type: 'Unwanted', source: 'group', revision: 2 });
    expect(given.seat.phase).toMatchObject({ status: 'away', leave: { cause: { kind: 'unwanted' } } });
  });

  it('makes room first: its successor is made when two looks miss it', () => {
    const once = when(seatThatIs(clearing()), missed);
    expect(once).toMatchObject({ status: 'clearing', calls: [] });
    const gone = when(once.seat, missed);
    expect(gone).toMatchObject({ status: 'recreating', calls: ['Create'] });
    expect(gone.seat.phase).toMatchObject({ creation: { attempt: 2, replaced: 1 } });
  });

  it('has no successor when nobody wants the seat any more', () => {
    const leaving = seatThatIs(clearing({ missing: 1 }), { claims: byNobody });
    expect(when(leaving, missed)).toMatchObject({ status: 'absent', calls: [] });
  });

  it('that does not go is terminated again', () => {
    const long = seatThatIs(clearing({ observation: { count: 11, nextAt: noon } }));
    const again = when(long, looked(stateOnly('ERROR', successor)));
    expect(again).toMatchObject({ status: 'clearing', calls: ['Terminate'] });
    expect(again.seat.phase).toMatchObject({ call: 'decided' });
  });

  it('and whose terminate is refused is terminated again when its next look is due', () => {
    const refused = when(pendingClear(1), refusal);
    expect(refused).toMatchObject({ status: 'clearing', calls: [], says: [] });
    expect(refused.timers).toEqual([{ for: 'observation', dueAt: at(2) }]);
    expect(when(refused.seat, { type: 'Due' }).calls).toEqual([]);
    const due = context({ now: at(2) });
    const again = when(refused.seat, { type: 'Due' }, due);
    expect(again.calls).toEqual(['Terminate']);
    expect(when(again.seat, { type: 'Due' }, due).calls).toEqual([]);
  });

  it('and whose terminate is refused again and again needs a person', () => {
    expect(when(pendingClear(3), refusal).status).toBe('clearing');
    const failed = when(pendingClear(4), refusal);
    expect(failed).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
    expect(failed.seat.phase).toMatchObject({ desktop: { workspaceId: successor.workspaceId } });
  });
});

describe('After a failed recreate', () => {
  it('no desktop of that directory and bundle is terminated, until a create there has worked', () => {
    const paused = when(left, looked(toRecreate), pausedRecreates());
    expect(paused).toMatchObject({ status: 'away', asks: [], calls: [] });
    expect(paused.timers).toEqual([{ for: 'look', dueAt: at(1) }]);
  });

  it('rebuilds go on', () => {
    expect(when(left, looked(look()), pausedRecreates()).status).toBe('rebuilding');
  });

  it('a create that has become AVAILABLE lets them go on', () => {
    const ready = looked(stateOnly('AVAILABLE', successor));
    expect(when(made, ready, pausedRecreates()).breaker).toEqual(['CloseBreaker']);
    expect(when(made, ready).breaker).toEqual([]);
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

it('A terminate that AWS refuses is tried again later, through the look', () => {
  const pending = seatThatIs(terminating({ call: 'decided' }), { pending: [calls.terminate] });
  const refused = when(pending, {
    type: 'CallRefused',
    id: 'terminate-1',
    at: noon,
    code: 'Internal',
    message: '',
  });
  expect(refused).toMatchObject({ status: 'away', says: [] });
  expect(refused.seat.phase).toMatchObject({ leave: { ...absence, refusals: 1, nextLookAt: at(2) } });
});
