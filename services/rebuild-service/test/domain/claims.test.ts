import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import { newSeat, type Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  away,
  byGroup,
  byNobody,
  calls,
  clearing,
  context,
  live,
  look,
  noon,
  provisioning,
  rebuilding,
  rebuildPolicy,
  recreating,
  ref,
  removing,
  seatThatIs,
  seen,
  spec,
  stateOnly,
  successor,
  terminating,
  unwanted,
  when,
} from './given.ts';

const want = (revision: number, source = 'group'): Signal => ({
  type: 'Wanted',
  source,
  revision,
  desired: spec,
});
const unwant = (revision: number, source = 'group'): Signal => ({ type: 'Unwanted', source, revision });
const refusedWith = (code: string): Signal => ({
  type: 'CallRefused',
  id: calls.create.id,
  at: noon,
  code,
  message: 'No.',
});
const none: Signal = { type: 'FoundDesktop', at: noon };
const absent: Seat = { ...newSeat(ref), version: 7 };
const claimed = seatThatIs(live, { claims: byGroup });

describe('A seat that is wanted', () => {
  it('gets a desktop at once, and keeps the one that AWS says the user has', () => {
    const wanted = when(absent, want(1));
    expect(wanted).toMatchObject({ status: 'provisioning', calls: ['Create'], asks: [] });
    const exists = refusedWith('ResourceExists.WorkSpace');
    const waiting = when(seatThatIs(provisioning(), { claims: byGroup, pending: [calls.create] }), exists);
    expect(waiting).toMatchObject({ status: 'provisioning', says: [] });
    const stands: Signal = {
      type: 'FoundDesktop',
      at: noon,
      desktop: seen('AVAILABLE'),
      policy: rebuildPolicy,
    };
    const kept = when(waiting.seat, stands);
    expect(when(kept.seat, { type: 'Looked', look: stateOnly('AVAILABLE') })).toMatchObject({
      status: 'live',
      says: ['SeatProvisioned'],
    });
  });

  it('fails when the desktop belongs to a group that does not want it', () => {
    const of = (group: string) => ({ ...spec, tags: { DirectoryGroup: group } });
    const stands = (group: string): Signal => ({
      type: 'FoundDesktop',
      at: noon,
      desktop: seen('AVAILABLE'),
      policy: rebuildPolicy,
      tags: { DirectoryGroup: group },
    });
    const making = seatThatIs(provisioning(), {
      claims: {
        'group:sales': { revision: 1, wanted: true, desired: of('sales') },
        'group:support': { revision: 1, wanted: false, desired: of('support') },
      },
    });
    expect(when(making, stands('sales'))).toMatchObject({ status: 'provisioning' });
    const other = when(making, stands('support'));
    expect(other).toMatchObject({ status: 'failed', says: ['SeatFailed'], calls: [] });
    expect(other.seat.phase).toMatchObject({ reason: 'DesktopOfAnotherGroup' });
  });

  it('fails at once when the directory has no such user, and waits for a quota for as long as it takes', () => {
    const making = (more: Parameters<typeof provisioning>[0] = {}) =>
      seatThatIs(provisioning(more), { claims: byGroup, pending: [calls.create] });
    expect(when(making(), refusedWith('ResourceNotFound.User'))).toMatchObject({
      status: 'failed',
      says: ['SeatFailed'],
    });
    const quota = refusedWith('ResourceLimitExceededException');
    expect(when(making(), quota)).toMatchObject({ status: 'provisioning', says: ['SeatStuck'] });
    expect(when(making({ refusals: 40 }), quota)).toMatchObject({ status: 'provisioning', says: [] });
  });

  it('is ready when its desktop is seen AVAILABLE', () => {
    const making = seatThatIs(provisioning({ workspaceId: successor.workspaceId }), { claims: byGroup });
    const ready = when(making, { type: 'Looked', look: stateOnly('AVAILABLE', successor) });
    expect(ready).toMatchObject({ status: 'live', says: ['SeatProvisioned'] });
  });

  it('keeps the desktop that stands', () => {
    expect(when(seatThatIs(live), want(1))).toMatchObject({ status: 'live', calls: [], asks: [] });
  });

  it('gets a new desktop when somebody else terminated its own', () => {
    expect(when(claimed, none)).toMatchObject({ status: 'provisioning', calls: ['Create'] });
    const away_ = seatThatIs(away(), { claims: byGroup });
    const gone = look({ state: 'TERMINATED' });
    expect(when(away_, { type: 'Looked', look: gone })).toMatchObject({
      status: 'provisioning',
      calls: ['Create'],
    });
  });

  it('fails when its user has a desktop that no policy matches: it is not ours, and they can have no second', () => {
    const strange: Signal = { type: 'FoundDesktop', at: noon, desktop: seen('AVAILABLE') };
    const making = seatThatIs(provisioning(), { claims: byGroup });
    expect(when(making, strange)).toMatchObject({ status: 'failed', says: ['SeatFailed'], calls: [] });
    const waiting = seatThatIs({ status: 'absent' }, { claims: byGroup });
    expect(when(waiting, strange)).toMatchObject({ status: 'failed', says: ['SeatFailed'] });
    expect(when(absent, strange)).toMatchObject({ status: 'absent', says: [] });
  });

  it('that has failed is made again when it is wanted anew', () => {
    const failed = seatThatIs({ status: 'failed', reason: 'r', spec }, { claims: byGroup });
    expect(when(failed, want(2))).toMatchObject({ status: 'provisioning', calls: ['Create'] });
    const broken = seatThatIs({ status: 'failed', reason: 'r', desktop: successor }, { claims: byGroup });
    expect(when(broken, want(2))).toMatchObject({ status: 'failed', calls: [] });
  });
});

describe('A seat that several want', () => {
  it('gets the desktop of who comes first in the owner’s order', () => {
    const first = { ...spec, bundleId: 'wsb-first0001' };
    const claims = { 'group:support': { revision: 1, wanted: true, desired: spec, precedence: 1 } };
    const both = when(seatThatIs(live, { claims }), {
      type: 'Wanted',
      source: 'group:sales',
      revision: 1,
      desired: first,
      precedence: 0,
    });
    const made = when(both.seat, none);
    expect(made.seat.phase).toMatchObject({ status: 'provisioning', creation: { spec: first } });
    const left = when(both.seat, unwant(2, 'group:sales'));
    expect(left).toMatchObject({ status: 'live', calls: [] });
    expect(when(left.seat, none).seat.phase).toMatchObject({ creation: { spec } });
  });
});

describe('A seat that is wanted again', () => {
  it('keeps its desktop, if that has not gone yet', () => {
    const leaving = seatThatIs(away(unwanted), { claims: byNobody });
    const kept = when(leaving, want(3));
    expect(kept.seat.phase).toEqual(live);
    // A look may have missed it meanwhile, and nobody would tell of it again.
    expect(kept.asks).toEqual(['Look']);
  });

  it('goes on being away from it, if its user was', () => {
    const left = seatThatIs(away(), { claims: byGroup });
    expect(when(left, want(2)).seat.phase).toEqual(away());
  });

  it('keeps it at the last moment: a terminate that is pending is not made', () => {
    const pending = seatThatIs(removing({ call: 'decided' }), {
      claims: byNobody,
      pending: [calls.terminate],
    });
    const wanted = when(pending, want(3)).seat;
    expect(permit(wanted, calls.terminate, look(), context())).toBe('notPermitted');
    const kept = when(wanted, { type: 'CallNotPermitted', id: 'terminate-1', look: look() });
    expect(kept.seat.phase).toEqual(live);
    expect(permit(pending, calls.terminate, look(), context())).toBe('perform');
  });

  it.each([
    ['rebuilt', rebuilding()],
    ['terminated for a recreate', terminating()],
    ['made', recreating()],
    ['cleared', clearing()],
  ])('while its desktop is being %s waits for that', (_what, phase) => {
    const wanted = when(seatThatIs(phase, { claims: byNobody }), want(3));
    expect(wanted.seat.phase).toEqual(phase);
    expect(wanted.seat.claims.group?.wanted).toBe(true);
  });
});

describe('Claims', () => {
  it('that are older, or told twice, change nothing', () => {
    expect(when(claimed, unwant(1)).seat).toEqual(claimed);
    expect(when(claimed, want(1)).seat).toEqual(claimed);
    const gone = seatThatIs({ status: 'absent' }, { claims: byNobody });
    expect(when(gone, want(2)).seat).toEqual(gone);
    expect(when(gone, want(3)).status).toBe('provisioning');
  });

  it('of several sources: one is enough', () => {
    const both = when(claimed, want(1, 'portal')).seat;
    const one = when(both, unwant(2)).seat;
    expect(one.phase).toEqual(live);
    expect(when(one, unwant(2, 'portal')).status).toBe('away');
  });

  it('take a seat over from the policy that only adopted it', () => {
    const taken = when(seatThatIs(live), want(1)).seat;
    expect(taken.claims).toEqual(byGroup);
    expect(when(taken, unwant(2)).status).toBe('away');
  });

  it('that nobody ever made can not be given up: what a policy adopted stays', () => {
    const adopted = seatThatIs(live);
    expect(when(adopted, unwant(1))).toMatchObject({ status: 'live' });
    expect(when(adopted, unwant(1, 'policy')).seat).toEqual(adopted);
    expect(when(adopted, want(1, 'policy')).seat).toEqual(adopted);
  });
});
