import { describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/decide.ts';
import { permit } from '../../src/domain/permit.ts';
import type { Reset, Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  away,
  byGroup,
  byNobody,
  calls,
  clearing,
  context,
  desktop,
  kinds,
  look,
  missing,
  noon,
  rebuilding,
  rebuildPolicy,
  recreatePolicy,
  recreating,
  removing,
  request,
  resetBy,
  safeguards,
  said,
  seatThatIs,
  spec,
  stateOnly,
  terminating,
  unwanted,
  when,
} from './given.ts';

const left = seatThatIs(away());
const looked = (policy = rebuildPolicy): Signal => ({ type: 'Looked', look: look({ policy }) });
const shows = (state: string): Signal => ({ type: 'Looked', look: stateOnly(state) });
const paused = context({ safeguards: safeguards({ pausedByFailures: (policy) => policy === 'kiosks' }) });
const unproven = context({ safeguards: safeguards({ isProven: () => false }) });
const alone = (policy = rebuildPolicy): Reset => ({ ...resetBy(policy), alone: kinds[policy.strategy] });
const notes = ({ pending }: Seat, type: string) => pending.filter((action) => action.type === type);

describe('A rebuild that ends in ERROR', () => {
  const ended = when(seatThatIs(rebuilding({ sawRebuilding: true })), shows('ERROR'));

  it('is told of, recorded, and counted by its policy', () => {
    expect(ended).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
    expect(notes(ended.seat, 'Record')).toMatchObject([{ kind: 'failed' }]);
    expect(notes(ended.seat, 'CountFailure')).toMatchObject([
      { policy: 'kiosks', at: noon, kinds: [kinds.rebuild], alone: false },
    ]);
  });

  it('counts for more when it was the first of its kind', () => {
    const first = when(seatThatIs(rebuilding({ sawRebuilding: true, reset: alone() })), shows('ERROR'));
    expect(notes(first.seat, 'CountFailure')).toMatchObject([{ alone: true }]);
  });

  it('does not count when the desktop was in ERROR before: that says nothing of the image', () => {
    const found: Signal = { type: 'SnapshotFound', look: look({ state: 'ERROR' }), rebuildFrom: noon };
    const begun = when(seatThatIs(away(request)), found);
    expect(begun.seat.phase).toMatchObject({ status: 'rebuilding', reset: { wasInError: true } });
    expect(when(left, looked()).seat.phase).not.toHaveProperty('reset.wasInError');
    const reset: Reset = { ...alone(), wasInError: true };
    const again = when(seatThatIs(rebuilding({ sawRebuilding: true, reset })), shows('ERROR'));
    expect(again.says).toEqual(['ResetFailed']);
    expect(notes(again.seat, 'CountFailure')).toEqual([]);
  });

  it('is told of also where nobody knows whether its call arrived, and no policy matches the desktop any more', () => {
    const { policy: _none, ...unmatched } = look({ state: 'ERROR' });
    const notPermitted: Signal = { type: 'CallNotPermitted', id: calls.rebuild.id, look: unmatched };
    const silent = (of: Partial<Reset> = {}) =>
      seatThatIs(rebuilding({ call: 'decided', reset: { ...resetBy(rebuildPolicy), ...of } }), {
        pending: [calls.rebuild],
      });
    expect(when(silent(), notPermitted)).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
    const before = when(silent({ wasInError: true }), notPermitted);
    expect(before).toMatchObject({ status: 'live', says: ['ResetCancelled'] });
  });

  it('is told of also where nobody saw it go on', () => {
    const long = rebuilding({ call: 'accepted', observation: { count: 21, nextAt: noon } });
    expect(when(seatThatIs(long), shows('ERROR'))).toMatchObject({ status: 'failed', says: ['ResetFailed'] });
  });

  it('is like one that never ends', () => {
    const long = rebuilding({ sawRebuilding: true, observation: { count: 25, nextAt: noon } });
    const told = when(seatThatIs(long), shows('REBUILDING'));
    expect(told).toMatchObject({ status: 'rebuilding', says: ['SeatStuck'] });
    expect(notes(told.seat, 'CountFailure')).toHaveLength(1);
    const recreate = recreating({ observation: { count: 25, nextAt: noon }, workspaceId: 'ws-1' });
    expect(notes(when(seatThatIs(recreate), { type: 'Due' }).seat, 'CountFailure')).toEqual([]);
  });
});

describe('Where too many ended badly', () => {
  it('nobody of the policy is reset: whoever left waits for a person, and is not looked at', () => {
    const waits = when(left, looked(), paused);
    expect(waits).toMatchObject({ status: 'away', asks: [], calls: [], timers: [] });
    expect(waits.seat.phase).toMatchObject({ leave: { waitsFor: 'failures:kiosks' } });
    expect(when(left, looked(recreatePolicy), paused).seat.phase).toMatchObject({ status: 'away' });
    expect(when(left, looked({ ...rebuildPolicy, name: 'lobby' }), paused).status).toBe('rebuilding');
  });

  it('what was decided before is not called', () => {
    const toRebuild = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    expect(permit(toRebuild, calls.rebuild, look(), context())).toBe('perform');
    expect(permit(toRebuild, calls.rebuild, look(), paused)).toBe('notPermitted');
    const toRecreate = seatThatIs(terminating({ call: 'decided' }), { pending: [calls.terminate] });
    const last = look({ policy: recreatePolicy });
    expect(permit(toRecreate, calls.terminate, last, context())).toBe('perform');
    expect(permit(toRecreate, calls.terminate, last, paused)).toBe('notPermitted');
  });

  it('who asks for a reset is told so, and who lost the desktop loses it', () => {
    const refused = when(seatThatIs(away(request)), looked(), paused);
    expect(refused.says).toEqual(['ResetCancelled', 'RequestRefused']);
    expect(said(refused, 'RequestRefused')).toMatchObject({ reason: 'paused' });
    const leaver = seatThatIs(away(unwanted), { claims: byNobody });
    expect(when(leaver, looked(), paused).status).toBe('removing');
  });
});

describe('A seat whose rebuild ended in ERROR', () => {
  it('stays failed when somebody asks for a reset while the policy is paused, and is tried when it goes on', () => {
    const failed = seatThatIs({ status: 'failed', reason: 'RebuildEndedInError', desktop });
    const asks: Signal = { type: 'ResetAsked', requestId: 'r-9', requestedBy: 'ops', at: noon };
    expect(when(failed, asks, paused)).toMatchObject({ status: 'failed', says: ['RequestRefused'] });
    expect(when(failed, asks)).toMatchObject({ status: 'away', asks: ['Look'] });
  });
});

describe('The first rebuild of its kind', () => {
  it('goes alone, and is another kind than a recreate', () => {
    const begun = when(left, looked(), unproven);
    expect(begun.seat.phase).toMatchObject({
      status: 'rebuilding',
      reset: { kinds: [kinds.rebuild], alone: kinds.rebuild },
    });
    const others = context({ safeguards: safeguards({ isProven: () => false, allows: () => false }) });
    expect(when(left, looked(), others).seat.phase).toMatchObject({
      status: 'away',
      leave: { waitsFor: `first:${kinds.rebuild}` },
    });
    expect(when(left, looked()).seat.phase).not.toHaveProperty('reset.alone');
  });

  it('is one of a new image, too: that is rolled out by changing the bundle', () => {
    const ofNew = `${kinds.rebuild}~wsi-new`;
    const found = (imageId?: string): Signal => ({
      type: 'SnapshotFound',
      look: { ...look(), ...(imageId === undefined ? {} : { imageId }) },
      rebuildFrom: noon,
    });
    const known = (...proven: string[]) =>
      context({ safeguards: safeguards({ isProven: (kind) => proven.includes(kind) }) });
    const begun = when(left, found('wsi-new'), known(kinds.rebuild));
    expect(begun.seat.phase).toMatchObject({ reset: { kinds: [kinds.rebuild, ofNew], alone: ofNew } });
    expect(when(left, found('wsi-new'), known(kinds.rebuild, ofNew)).seat.phase).not.toHaveProperty(
      'reset.alone',
    );
    expect(when(left, found(), known(kinds.rebuild)).seat.phase).not.toHaveProperty('reset.alone');
    const examined: Signal = {
      type: 'Examined',
      look: { ...look({ policy: recreatePolicy }), imageId: 'wsi-new' },
      examination: { creatable: true, spec },
    };
    expect(when(left, examined, known(kinds.recreate)).seat.phase).toMatchObject({
      reset: { alone: `${kinds.recreate}~wsi-new` },
    });
    const taken = context({
      safeguards: safeguards({ isProven: (kind) => kind === kinds.rebuild, allows: () => false }),
    });
    expect(when(left, found('wsi-new'), taken).seat.phase).toMatchObject({
      leave: { waitsFor: `first:${ofNew}` },
    });
  });

  it('proves it for the next ones when its desktop is ready', () => {
    const done = when(
      seatThatIs(rebuilding({ sawRebuilding: true, reset: alone() })),
      shows('AVAILABLE'),
      unproven,
    );
    expect(done.status).toBe('live');
    expect(notes(done.seat, 'Prove')).toMatchObject([{ first: kinds.rebuild }]);
    expect(notes(done.seat, 'GiveBack')).toEqual([]);
    expect(
      notes(when(seatThatIs(rebuilding({ sawRebuilding: true })), shows('AVAILABLE')).seat, 'Prove'),
    ).toEqual([]);
  });
});

describe('Who went alone lets the others go when', () => {
  const back = (seat: Seat) =>
    notes(seat, 'GiveBack').map((note) => (note.type === 'GiveBack' ? note.first : ''));
  const refusal = (id: string): Signal => ({
    type: 'CallRefused',
    id,
    at: noon,
    code: 'NotNow',
    message: 'no',
  });

  it('the rebuild ends in ERROR, or AWS refuses it', () => {
    const ended = when(seatThatIs(rebuilding({ sawRebuilding: true, reset: alone() })), shows('ERROR'));
    expect(back(ended.seat)).toEqual([kinds.rebuild]);
    const decided = seatThatIs(rebuilding({ call: 'decided', reset: alone() }), { pending: [calls.rebuild] });
    expect(back(when(decided, refusal('rebuild-1')).seat)).toEqual([kinds.rebuild]);
    const later = when(seatThatIs(rebuilding({ reset: alone() })), shows('REBUILDING'));
    expect(back(later.seat)).toEqual([]);
  });

  it('no desktop can be made', () => {
    const reset = alone(recreatePolicy);
    const making = { ...recreating({ refusals: 4 }), reset };
    const failed = when(
      seatThatIs(making, { claims: byGroup, pending: [calls.create] }),
      refusal('create-1'),
    );
    expect(failed.status).toBe('failed');
    expect(back(failed.seat)).toEqual([kinds.recreate]);
    const again = when(
      seatThatIs(
        { ...making, creation: { ...making.creation, refusals: 0 } },
        { claims: byGroup, pending: [calls.create] },
      ),
      refusal('create-1'),
    );
    expect(back(again.seat)).toEqual([]);
  });

  it('nobody wants the desktop any more', () => {
    const reset = alone(recreatePolicy);
    const gone: Signal = { type: 'Looked', look: missing };
    const going = seatThatIs(terminating({ reset, missing: 1 }), { claims: byNobody });
    expect(when(going, gone).status).toBe('absent');
    expect(back(when(going, gone).seat)).toEqual([kinds.recreate]);
    const replaced = clearing({ missing: 1, making: { ...recreating(), reset } });
    expect(back(when(seatThatIs(replaced, { claims: byNobody }), gone).seat)).toEqual([kinds.recreate]);
    expect(back(when(seatThatIs(replaced, { claims: byGroup }), gone).seat)).toEqual([]);
  });
});

describe('What AWS refuses', () => {
  const paid = { policy: 'kiosks', window: 'an hour' };
  const refused = (id: string): Signal => ({
    type: 'CallRefused',
    id,
    at: noon,
    code: 'Never',
    message: 'no',
  });
  const spends = (seat: Seat, signal: Signal) =>
    decide(seat, signal, context()).actions.filter(({ type }) => type === 'Spend');

  it('gives back what it took of the budget: a desktop that can not be reset costs the others nothing', () => {
    const given = [{ of: 'budget', ...paid, back: true }];
    const reset = { ...resetBy(rebuildPolicy), paid };
    const rebuild = seatThatIs(rebuilding({ call: 'decided', reset }), { pending: [calls.rebuild] });
    expect(spends(rebuild, refused('rebuild-1'))).toMatchObject(given);
    const removal = seatThatIs(removing({ call: 'decided', paid }), {
      claims: byNobody,
      pending: [calls.terminate],
    });
    expect(spends(removal, refused('terminate-1'))).toMatchObject(given);
  });

  it('and only that: what was taken back by ourselves, or may have happened, has been spent', () => {
    const reset = { ...resetBy(rebuildPolicy), paid };
    const rebuild = seatThatIs(rebuilding({ call: 'decided', reset }), { pending: [calls.rebuild] });
    const connected = look({ connection: 'CONNECTED' });
    expect(spends(rebuild, { type: 'CallNotPermitted', id: 'rebuild-1', look: connected })).toEqual([]);
    expect(spends(rebuild, { type: 'CallUncertain', id: 'rebuild-1', at: noon })).toEqual([]);
    const free = seatThatIs(rebuilding({ call: 'decided' }), { pending: [calls.rebuild] });
    expect(spends(free, refused('rebuild-1'))).toEqual([]);
  });

  it('is remembered with what it took', () => {
    const budgeted = { ...rebuildPolicy, budget: { count: 5, windowMs: 3_600_000 } };
    const window = `${new Date(noon).toISOString()}/PT3600S`;
    expect(when(left, looked(budgeted)).seat.phase).toMatchObject({
      reset: { paid: { policy: 'kiosks', window } },
    });
    const leaver = seatThatIs(away(unwanted), { claims: byNobody });
    expect(when(leaver, looked(budgeted)).seat.phase).toMatchObject({ paid: { policy: 'kiosks', window } });
    expect(when(left, looked()).seat.phase).not.toHaveProperty('reset.paid');
  });
});
