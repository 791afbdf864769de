import { describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/decide.ts';
import { permit } from '../../src/domain/permit.ts';
import type { Signal } from '../../src/domain/signals.ts';
import {
  absence,
  at,
  away,
  calls,
  context,
  look,
  minute,
  outcomeOf,
  rebuilding,
  rebuildPolicy,
  request,
  said,
  seatThatIs,
  spec,
  stateOnly,
  terminating,
  when,
} from './given.ts';

const left = seatThatIs(away());
/** An hour of work may be lost, not more. */
const careful = (action: 'rebuild' | 'wait' | 'recreate') => ({
  ...rebuildPolicy,
  dataLoss: { maxMs: 60 * minute, action },
});
const saved = (policy = rebuildPolicy, rebuildFrom?: number): Signal => ({
  type: 'SnapshotFound',
  look: look({ policy }),
  ...(rebuildFrom === undefined ? {} : { rebuildFrom }),
});
/** The user left 19 minutes before noon. */
const early = at(-19 - 61);
const lately = at(-19 - 59);

describe('Before a rebuild', () => {
  it('somebody asks when the user volume was saved', () => {
    const asked = outcomeOf(decide(left, { type: 'Looked', look: look() }, context()));
    expect(asked).toMatchObject({ status: 'away', asks: ['FindSnapshot'], calls: [] });
  });

  it('whatever is lost is lost, where the policy says nothing; the receipt says from when the volume is', () => {
    const begun = when(left, saved(rebuildPolicy, at(-720)));
    expect(begun).toMatchObject({ status: 'rebuilding', calls: ['Rebuild'] });
    const done = when(
      seatThatIs(rebuilding({ reset: { ...rebuilding().reset, snapshotAt: at(-720) }, sawRebuilding: true })),
      { type: 'Looked', look: stateOnly('AVAILABLE') },
    );
    expect(said(done, 'ResetCompleted')).toMatchObject({ snapshotAt: new Date(at(-720)).toISOString() });
  });

  it('more than the policy allows is not lost: it waits for the next snapshot', () => {
    expect(when(left, saved(careful('wait'), lately)).status).toBe('rebuilding');
    const waits = when(left, saved(careful('wait'), early));
    expect(waits).toMatchObject({ status: 'away', calls: [], timers: [{ for: 'look', dueAt: at(60) }] });
  });

  it('or is, where the policy says so', () => {
    expect(when(left, saved(careful('rebuild'), early)).status).toBe('rebuilding');
  });

  it('or everything goes, where the policy says so', () => {
    const instead = when(left, saved(careful('recreate'), early));
    expect(instead).toMatchObject({ status: 'away', asks: ['Look'] });
    const examined: Signal = {
      type: 'Examined',
      look: look({ policy: careful('recreate') }),
      examination: { creatable: true, spec },
    };
    const asked = when(instead.seat, { type: 'Looked', look: look({ policy: careful('recreate') }) });
    expect(asked.asks).toEqual(['Examine']);
    const recreated = when(instead.seat, examined);
    expect(recreated.seat.phase).toMatchObject({ status: 'terminating', reset: { strategy: 'recreate' } });
    expect(when(left, examined).status).toBe('away');
  });

  it('and a policy that is changed meanwhile counts', () => {
    const leave = { ...absence, instead: 'recreate' } as const;
    const reset = { ...terminating().reset, leave };
    const pending = seatThatIs(terminating({ call: 'decided', reset }), { pending: [calls.terminate] });
    expect(permit(pending, calls.terminate, look({ policy: careful('recreate') }), context())).toBe(
      'perform',
    );
    expect(permit(pending, calls.terminate, look({ policy: careful('wait') }), context())).toBe(
      'notPermitted',
    );
  });

  it('nothing is rebuilt without a snapshot, since AWS would not; after a day a person is told', () => {
    expect(when(left, saved(careful('rebuild')))).toMatchObject({ status: 'away', calls: [], says: [] });
    expect(when(left, saved())).toMatchObject({ status: 'away', calls: [], says: [] });
    const overdue = seatThatIs(away({ ...absence, seenAt: at(-1441) }));
    const told = when(overdue, saved());
    expect(told).toMatchObject({ status: 'away', says: ['SeatStuck'] });
    expect(when(told.seat, saved()).says).toEqual([]);
    expect(when(left, saved(careful('recreate')))).toMatchObject({ asks: ['Look'] });
  });

  it('who asked is told that there is none', () => {
    const refused = when(seatThatIs(away(request)), saved());
    expect(refused).toMatchObject({ status: 'live', says: ['ResetCancelled', 'RequestRefused'] });
  });
});
