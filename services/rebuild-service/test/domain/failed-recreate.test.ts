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
  look,
  noon,
  pausedRecreates,
  provisioning,
  recreatePolicy,
  recreating,
  said,
  seatThatIs,
  seen,
  spec,
  stateOnly,
  successor,
  terminating,
  when,
} from './given.ts';

const toRecreate = look({ policy: recreatePolicy });
const looked = (what: Look): Signal => ({ type: 'Looked', look: what });
const missed: Signal = { type: 'Looked', look: { at: noon, extent: 'state', desktop: 'missing' } };
const left = seatThatIs(away());
const made = seatThatIs(recreating({ workspaceId: successor.workspaceId }));

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
    expect(paused.timers).toEqual([]);
    expect(paused.seat.phase).toMatchObject({ leave: { waitsFor: 'breaker:d-9067000001/wsb-standard1' } });
  });

  it('rebuilds go on', () => {
    expect(when(left, looked(look()), pausedRecreates()).status).toBe('rebuilding');
  });

  it('a create that has become AVAILABLE lets them go on', () => {
    const ready = looked(stateOnly('AVAILABLE', successor));
    expect(when(made, ready, pausedRecreates()).breaker).toEqual(['CloseBreaker']);
    expect(when(made, ready).breaker).toEqual([]);
  });

  it.each<[string, Seat, number]>([
    ['is known', seatThatIs(recreating({ acceptedAt: at(-1), missedAt: at(-2) })), at(-1)],
    ['was lost', when(seatThatIs(recreating()), { type: 'FoundDesktop', at: at(-2) }).seat, at(-2)],
    ['was lost before any look', seatThatIs(recreating()), at(-3)],
  ])('a create whose answer %s speaks for the time since AWS had no desktop yet', (_, seat, asOf) => {
    const found: Signal = {
      type: 'FoundDesktop',
      at: noon,
      desktop: seen('PENDING', successor),
      attemptTag: `reset-1/1@${at(-3)}`,
    };
    const ready = when(when(seat, found).seat, looked(stateOnly('AVAILABLE', successor)), pausedRecreates());
    expect(ready.seat.pending).toContainEqual(expect.objectContaining({ type: 'CloseBreaker', asOf }));
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
