import { describe, expect, it } from 'vitest';
import { permit } from '../../src/domain/permit.ts';
import type { Claim, Seat } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  away,
  context,
  live,
  look,
  missing,
  rebuilding,
  rebuildPolicy,
  seatThatIs,
  spec,
  stateOnly,
  unwanted,
  when,
  workspaceId,
} from './given.ts';

const tagsOf = (group: string) => ({ Automation: 'Managed', DirectoryGroup: group });
const wants = (group: string, precedence: number, revision = 1): Claim => ({
  revision,
  wanted: true,
  desired: { ...spec, tags: tagsOf(group) },
  precedence,
});
const gaveUp = (group: string, revision = 2): Claim => ({
  revision,
  wanted: false,
  onlyTagged: tagsOf(group),
});
const inBoth = { 'group:sales': wants('sales', 0), 'group:support': wants('support', 1) };
const salesLeave: Signal = {
  type: 'Unwanted',
  source: 'group:sales',
  revision: 2,
  onlyTagged: tagsOf('sales'),
};
const salesWant: Signal = {
  type: 'Wanted',
  source: 'group:sales',
  revision: 5,
  desired: { ...spec, tags: tagsOf('sales') },
  precedence: 0,
};
const order = (group: string) =>
  ({ type: 'Tag', id: `tag:${workspaceId}:${group}`, workspaceId, group }) as const;
const tagging = (seat: Seat) => seat.pending.filter(({ type }) => type === 'Tag');
const looked = (tags?: Record<string, string>): Signal => ({
  type: 'Looked',
  look: { ...look(), ...(tags === undefined ? {} : { tags }) },
});

describe('A desktop whose user goes from one group to another', () => {
  it('is tagged as the group that decides from now on', () => {
    const left = when(seatThatIs(live, { claims: inBoth }), salesLeave);
    expect(left).toMatchObject({ status: 'live', calls: ['Tag'] });
    expect(tagging(left.seat)).toEqual([order('support')]);
  });

  it('is tagged as the first group again when its user comes back there, and as nobody else', () => {
    const left = when(seatThatIs(live, { claims: inBoth }), salesLeave);
    const back = when(left.seat, salesWant);
    expect(tagging(back.seat)).toEqual([order('sales')]);
  });

  it('keeps its tag while the same group decides, when nobody wants it, and when only one group ever did', () => {
    const supportLeaves: Signal = { ...salesLeave, source: 'group:support', onlyTagged: tagsOf('support') };
    expect(when(seatThatIs(live, { claims: inBoth }), supportLeaves).calls).toEqual([]);
    const last = seatThatIs(live, { claims: { ...inBoth, 'group:support': gaveUp('support') } });
    expect(when(last, salesLeave)).toMatchObject({ status: 'away', calls: [] });
    const claimed = when(seatThatIs(live), salesWant);
    expect(claimed).toMatchObject({ status: 'live', calls: [] });
  });

  it('is tagged anew where a look shows that it was not, or that it was made of what stood before', () => {
    const claims = { 'group:sales': gaveUp('sales'), 'group:support': wants('support', 1) };
    const moved = seatThatIs(live, { claims });
    expect(tagging(when(moved, looked(tagsOf('sales'))).seat)).toEqual([order('support')]);
    expect(when(moved, looked(tagsOf('support'))).calls).toEqual([]);
    expect(when(moved, looked()).calls).toEqual([]);
    const rebuilt = seatThatIs(rebuilding({ sawRebuilding: true }), { claims });
    const ready = when(rebuilt, { type: 'Looked', look: stateOnly('AVAILABLE') });
    expect(ready.status).toBe('live');
    expect(tagging(ready.seat)).toEqual([order('support')]);
  });

  it('is not, when it carries the tag of a group that never claimed its seat: somebody gave it to another purpose', () => {
    const claims = { 'group:sales': gaveUp('sales'), 'group:support': wants('support', 1) };
    expect(when(seatThatIs(live, { claims }), looked(tagsOf('training'))).calls).toEqual([]);
    expect(when(seatThatIs(live, { claims }), looked({ DirectoryGroup: 'sales' })).calls).toEqual([]);
  });

  it('can be removed for the group that it went to', () => {
    const claims = { 'group:sales': gaveUp('sales'), 'group:support': gaveUp('support', 3) };
    const seat = seatThatIs(away(unwanted), { claims });
    const seen = { ...look({ state: 'STOPPED', connection: 'UNKNOWN' }), tags: tagsOf('support') };
    expect(when(seat, { type: 'Looked', look: seen })).toMatchObject({ status: 'removing' });
  });
});

describe('A desktop that is to be tagged as another group’s', () => {
  const claims = { 'group:sales': gaveUp('sales'), 'group:support': wants('support', 1) };
  const pending = [order('support')];
  const seat = seatThatIs(live, { claims, pending });
  const may = (tags: Record<string, string>, of = seat) =>
    permit(of, order('support'), { ...look(), tags }, context());

  it('is looked at: it has the old tag still, and a policy', () => {
    expect(may(tagsOf('sales'))).toBe('perform');
    expect(may(tagsOf('support'))).toBe('alreadyDone');
    expect(may(tagsOf('training'))).toBe('notPermitted');
    expect(may({ DirectoryGroup: 'sales' })).toBe('notPermitted');
    expect(permit(seat, order('support'), missing, context())).toBe('notPermitted');
    expect(permit(seat, order('support'), look(), context())).toBe('notPermitted');
    const { policy: _none, ...unmanaged } = { ...look(), tags: tagsOf('sales') };
    expect(permit(seat, order('support'), unmanaged, context())).toBe('notPermitted');
    expect(look().policy).toEqual(rebuildPolicy);
  });

  it('stays as it is when another group decides meanwhile, or nobody wants it any more', () => {
    const back = seatThatIs(live, { claims: inBoth, pending });
    expect(may(tagsOf('training'), back)).toBe('notPermitted');
    expect(may(tagsOf('sales'), back)).toBe('notPermitted');
    const nobody = seatThatIs(live, {
      claims: { ...claims, 'group:support': gaveUp('support', 3) },
      pending,
    });
    expect(may(tagsOf('sales'), nobody)).toBe('notPermitted');
  });

  it.each(['accepted', 'refused', 'not permitted'])('is not called for again when that was %s', (how) => {
    const { id } = order('support');
    const seen = { ...look(), tags: tagsOf('support') };
    const signal: Signal =
      how === 'accepted'
        ? { type: 'CallAccepted', id, at: 0 }
        : how === 'refused'
          ? { type: 'CallRefused', id, at: 0, code: 'AccessDeniedException', message: 'No.' }
          : { type: 'CallNotPermitted', id, look: seen };
    expect(when(seat, signal)).toMatchObject({ status: 'live', calls: [], says: [] });
    expect(when(seat, signal).seat.pending).toEqual([]);
  });
});
