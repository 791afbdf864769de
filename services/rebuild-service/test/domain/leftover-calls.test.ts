import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/actions.ts';
import { permit } from '../../src/domain/permit.ts';
import type { Phase, Seat } from '../../src/domain/seat.ts';
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
  missing,
  noon,
  pausedRecreates,
  rebuilding,
  rebuildPolicy,
  recreatePolicy,
  recreating,
  rehearsed,
  removing,
  resetBy,
  said,
  seatThatIs,
  spec,
  stateOnly,
  successor,
  terminating,
  when,
} from './given.ts';

const decided = { call: 'decided' } as const;
const clear: Call = { type: 'Terminate', id: 'clear-1', workspaceId: successor.workspaceId };
const waiting = (phase: Phase, call: Call, over: Partial<Omit<Seat, 'phase'>> = {}): Seat =>
  seatThatIs(phase, { pending: [call], ...over });
const toRebuild = waiting(rebuilding(decided), calls.rebuild);
const toTerminate = waiting(terminating(decided), calls.terminate);
const toRemove = waiting(removing(decided), calls.terminate, { claims: byNobody });
const toClear = waiting(clearing(decided), clear);
const toCreate = waiting(recreating(), calls.create);
const recreate = (what: object = {}): Look => look({ policy: recreatePolicy, ...what });
const broken = (what: object = {}): Look => {
  const { connection: _none, ...unused } = look({
    desktop: successor,
    state: 'ERROR',
    policy: recreatePolicy,
    ...what,
  });
  return unused;
};
const held = { holds: [{ id: 'h', owner: 'ops', reason: 'r', until: at(60), placedAt: noon }] };

describe('A call that was decided is made only if the last look still says so', () => {
  it.each([
    ['a rebuild', toRebuild, calls.rebuild, look()],
    ['a terminate before a create', toTerminate, calls.terminate, recreate()],
    ['a removal', toRemove, calls.terminate, look()],
    ['the replacement of a desktop in ERROR', toClear, clear, broken()],
    ['a create', toCreate, calls.create, undefined],
  ])('%s', (_what, seat, call, what) => {
    expect(permit(seat, call, what, context())).toBe('perform');
  });

  it.each([
    ['the user is connected', { connection: 'CONNECTED' }],
    ['the user was there a minute ago', { lastConnectedAt: at(-1.5) }],
    ['no policy matches it', { policy: 'none' }],
    ['nobody can tell', { connection: 'UNKNOWN' }],
  ] as const)('and not when %s', (_why, what) => {
    expect(permit(toRebuild, calls.rebuild, look(what), context())).toBe('notPermitted');
    expect(permit(toTerminate, calls.terminate, recreate(what), context())).toBe('notPermitted');
  });

  it('and not while the user whose seat is removed is still connected', () => {
    expect(permit(toRemove, calls.terminate, look({ connection: 'CONNECTED' }), context())).toBe(
      'notPermitted',
    );
  });

  it('and not without a look', () => {
    expect(permit(toRebuild, calls.rebuild, undefined, context())).toBe('notPermitted');
    const kept = when(toRebuild, { type: 'CallNotPermitted', id: 'rebuild-1' });
    expect(kept.seat).toEqual(toRebuild);
  });

  it('and not when a hold was placed since', () => {
    expect(permit({ ...toRebuild, ...held }, calls.rebuild, look(), context())).toBe('notPermitted');
    expect(permit({ ...toTerminate, ...held }, calls.terminate, recreate(), context())).toBe('notPermitted');
    expect(permit({ ...toRemove, ...held }, calls.terminate, look(), context())).toBe('notPermitted');
    expect(permit({ ...toClear, ...held }, clear, broken(), context())).toBe('notPermitted');
  });

  it('and not when the policy was changed to the other strategy, or to a dry run', () => {
    expect(permit(toRebuild, calls.rebuild, recreate(), context())).toBe('notPermitted');
    expect(permit(toTerminate, calls.terminate, look(), context())).toBe('notPermitted');
    const rehearsal = (policy = rebuildPolicy) => look({ policy: rehearsed(policy) });
    expect(permit(toRebuild, calls.rebuild, rehearsal(), context())).toBe('notPermitted');
    expect(permit(toTerminate, calls.terminate, rehearsal(recreatePolicy), context())).toBe('notPermitted');
    expect(permit(toRemove, calls.terminate, rehearsal(), context())).toBe('notPermitted');
  });

  it('and not when another recreate of its directory and bundle failed since; removals go on', () => {
    expect(permit(toTerminate, calls.terminate, recreate(), pausedRecreates())).toBe('notPermitted');
    expect(permit(toRemove, calls.terminate, look(), pausedRecreates())).toBe('perform');
  });

  it('and a desktop in ERROR is not replaced once it works, was used, or is not ours', () => {
    expect(permit(toClear, clear, broken({ state: 'AVAILABLE' }), context())).toBe('notPermitted');
    const used = look({ desktop: successor, state: 'ERROR', lastConnectedAt: at(-1) });
    expect(permit(toClear, clear, used, context())).toBe('notPermitted');
    expect(permit(toClear, clear, broken({ policy: 'none' }), context())).toBe('notPermitted');
  });
});

describe('A call that has arrived already is not made again', () => {
  it.each([
    ['the desktop is REBUILDING', toRebuild, calls.rebuild, look({ state: 'REBUILDING' })],
    [
      'its address has changed',
      toRebuild,
      calls.rebuild,
      look({ desktop: { ...desktop, ipAddress: '10.0.0.9' } }),
    ],
    ['the desktop is TERMINATING', toTerminate, calls.terminate, recreate({ state: 'TERMINATING' })],
    ['the desktop is not there', toTerminate, calls.terminate, missing],
    ['the removed desktop is not there', toRemove, calls.terminate, missing],
  ])('when %s', (_why, seat, call, what) => {
    expect(permit(seat, call, what, context())).toBe('alreadyDone');
  });

  it('though a desktop without an address tells nothing', () => {
    const { ipAddress: _none, ...addressless } = desktop;
    expect(permit(toRebuild, calls.rebuild, look({ desktop: addressless }), context())).toBe('perform');
    const reset = { ...resetBy(rebuildPolicy), oldDesktop: addressless };
    const seat = waiting(rebuilding({ ...decided, reset }), calls.rebuild);
    expect(permit(seat, calls.rebuild, look(), context())).toBe('perform');
  });
});

describe('A call that is not the seat’s any more is not made', () => {
  it.each<[string, Seat, Call]>([
    ['somebody else has dealt with it', { ...toRebuild, pending: [] }, calls.rebuild],
    ['AWS has taken it', waiting(rebuilding(), calls.rebuild), calls.rebuild],
    ['AWS has taken the terminate', waiting(terminating(), calls.terminate), calls.terminate],
    ['the user has kept the desktop', waiting(live, calls.rebuild), calls.rebuild],
    ['the terminate was taken back', waiting(away(), calls.terminate), calls.terminate],
    ['the desktop is made', waiting(live, calls.create), calls.create],
    [
      'its desktop is known',
      waiting(recreating({ workspaceId: successor.workspaceId }), calls.create),
      calls.create,
    ],
  ])('when %s', (_why, seat, call) => {
    expect(permit(seat, call, recreate(), context())).toBe('superseded');
  });
});

describe('A call that may not be made is taken back', () => {
  const takenBack = (seat: Seat, id: string, what: Look) =>
    when(seat, { type: 'CallNotPermitted', id, look: what });

  it.each([
    ['the user is connected', { connection: 'CONNECTED' }, 'connected', 'away'],
    ['the user was there since', { lastConnectedAt: at(-1.5) }, 'userReturned', 'away'],
    ['no policy matches it', { policy: 'none' }, 'unmanaged', 'live'],
    ['nobody can tell', { connection: 'UNKNOWN' }, 'userReturned', 'away'],
    ['it is gone', { state: 'TERMINATED' }, 'desktopGone', 'absent'],
  ] as const)('and whoever waits for it is told why: %s', (_why, what, because, status) => {
    const back = takenBack(toRebuild, 'rebuild-1', look(what));
    expect(back.status).toBe(status);
    expect(said(back, 'ResetCancelled')).toMatchObject({ because });
    expect(back.seat.pending).not.toContain(calls.rebuild);
  });

  it('and decided anew by the policy that holds now', () => {
    const back = takenBack(toRebuild, 'rebuild-1', recreate());
    expect(back).toMatchObject({ status: 'away', says: ['ResetCancelled'], calls: [] });
    expect(back.timers).toEqual([{ for: 'look', dueAt: at(1) }]);
  });

  it('and the leaving goes on as it was', () => {
    const back = takenBack(toTerminate, 'terminate-1', recreate({ connection: 'UNKNOWN' }));
    expect(back.seat.phase).toMatchObject({ leave: { cause: absence.cause, seenAt: absence.seenAt } });
  });

  it('and a removal goes on waiting for its user', () => {
    const back = takenBack(toRemove, 'terminate-1', look({ connection: 'CONNECTED' }));
    expect(back).toMatchObject({ status: 'away', says: [], calls: [] });
    expect(back.seat.phase).toMatchObject({ leave: { cause: { kind: 'unwanted' } } });
  });

  it('and a desktop that recovered from ERROR is the new desktop', () => {
    const back = takenBack(toClear, 'clear-1', broken({ state: 'AVAILABLE' }));
    expect(back.seat.phase).toMatchObject({
      status: 'recreating',
      creation: { workspaceId: successor.workspaceId },
    });
    const used = takenBack(toClear, 'clear-1', look({ desktop: successor, state: 'ERROR' }));
    expect(used.status).toBe('recreating');
  });

  it('and a desktop in ERROR that is not ours to replace needs a person', () => {
    const failed = takenBack(toClear, 'clear-1', broken({ policy: 'none' }));
    expect(failed).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
    expect(failed.seat.phase).toMatchObject({ desktop: { workspaceId: successor.workspaceId } });
  });
});

describe('A call that got no answer', () => {
  const uncertain: Signal = { type: 'CallUncertain', id: 'rebuild-1', at: noon };

  it('stays pending: it may have happened, and whoever takes it up looks first', () => {
    const kept = when(toRebuild, uncertain);
    expect(kept.seat.pending).toContain(calls.rebuild);
    expect(kept).toMatchObject({ status: 'rebuilding', seat: { phase: { call: 'decided' } } });
  });

  it('is in nobody’s hands until two looks later', () => {
    const kept = when(toRebuild, uncertain);
    expect(kept.seat.leaseUntil).toBe(at(2));
    expect(kept.timers).toEqual([{ for: 'observation', dueAt: at(2) }]);
  });

  it('of which another run has heard meanwhile is no matter any more', () => {
    const dealtWith = seatThatIs(rebuilding());
    expect(when(dealtWith, uncertain).seat).toEqual(dealtWith);
  });
});

describe('An answer that another run has heard before', () => {
  const dealtWith = seatThatIs(rebuilding({ reset: { ...resetBy(rebuildPolicy), calledAt: at(-1) } }));

  it.each<[string, Signal]>([
    ['accepted', { type: 'CallAccepted', id: 'rebuild-1', at: noon }],
    ['refused', { type: 'CallRefused', id: 'rebuild-1', at: noon, code: 'c', message: 'm' }],
    ['not permitted', { type: 'CallNotPermitted', id: 'rebuild-1', look: look({ connection: 'CONNECTED' }) }],
  ])('changes nothing: %s', (_what, signal) => {
    expect(when(dealtWith, signal).seat).toEqual(dealtWith);
  });

  it('is taken off the seat, and nothing else, when the seat has moved on', () => {
    const moved = waiting(live, calls.rebuild);
    for (const type of ['CallAccepted', 'CallRefused', 'CallNotPermitted'] as const) {
      const told = when(moved, { type, id: 'rebuild-1', at: noon, code: 'c', message: 'm', look: look() });
      expect(told.seat).toEqual({ ...moved, pending: [] });
    }
  });
});

describe('A call that AWS has taken', () => {
  it.each<[string, Seat, string]>([
    ['a terminate', toTerminate, 'terminate-1'],
    ['a removal', toRemove, 'terminate-1'],
    ['a replacement', toClear, 'clear-1'],
  ])('is looked at until it is done: %s', (_what, seat, id) => {
    const accepted = when(seat, { type: 'CallAccepted', id, at: noon });
    expect(accepted.seat.phase).toMatchObject({ call: 'accepted' });
    expect(accepted.timers).toEqual([{ for: 'observation', dueAt: at(1) }]);
    expect(when(accepted.seat, { type: 'Due' }, context({ now: at(1) })).asks).toEqual(['Look']);
  });

  it('at an unknown time settles what was before the decision', () => {
    const accepted = when(toRebuild, { type: 'CallAccepted', id: 'rebuild-1' });
    expect(accepted.seat.phase).not.toHaveProperty('reset.calledAt');
  });
});

it('What was done is no longer pending', () => {
  const begun = when(seatThatIs(away()), { type: 'Looked', look: look() }).seat;
  const ids = begun.pending.filter(({ type }) => type !== 'Rebuild').map(({ id }) => id);
  const noted = when(begun, { type: 'Noted', ids }).seat;
  expect(noted.pending.map(({ type }) => type)).toEqual(['Rebuild']);
});

it('The same decision, made twice, is done once', () => {
  const once = when(toCreate, { type: 'FoundDesktop', at: noon }).seat;
  const twice = when(once, { type: 'FoundDesktop', at: noon }).seat;
  expect(twice.pending.filter(({ type }) => type === 'Create')).toHaveLength(2);
  expect(twice.pending.map(({ id }) => id)).toEqual([...new Set(twice.pending.map(({ id }) => id))]);
});

it('Others are told when what they may know of a seat has changed, and only then', () => {
  const changes = (seat: Seat, signal: Signal) =>
    when(seat, signal).seat.pending.filter(
      (one) => one.type === 'Publish' && one.detailType === 'SeatChanged.v1',
    );
  expect(
    changes(seatThatIs(live), {
      type: 'Disconnected',
      workspaceId: desktop.workspaceId,
      start: at(-10),
      end: at(-5),
    }),
  ).toHaveLength(1);
  expect(changes(seatThatIs(live), { type: 'LoggedIn', workspaceId: desktop.workspaceId, at: noon })).toEqual(
    [],
  );
  const claim: Signal = { type: 'Wanted', source: 'group', revision: 2, desired: spec };
  expect(changes(seatThatIs(live, { claims: byGroup }), claim)).toEqual([]);
  expect(
    when(seatThatIs(away()), { type: 'Looked', look: stateOnly('AVAILABLE') }).seat.pending,
  ).toContainEqual(
    expect.objectContaining({
      detailType: 'SeatChanged.v1',
      detail: expect.objectContaining({ version: 8 }),
    }),
  );
});
