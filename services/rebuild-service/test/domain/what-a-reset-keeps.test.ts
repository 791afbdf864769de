import { seatChangedV1 } from '@cleandesk/contracts';
import { describe, expect, it } from 'vitest';
import { keptBy } from '../../src/domain/strategy.ts';
import {
  at,
  context,
  live,
  look,
  noon,
  rebuildPolicy,
  recreatePolicy,
  rehearsed,
  seatThatIs,
  when,
  workspaceId,
} from './given.ts';

const hour = 3_600_000;
const sweep = {
  type: 'Observed',
  workspaceId,
  at: noon,
  connection: { state: 'DISCONNECTED', checkedAt: at(-1) },
} as const;
/** Of each change that is said, what it says of resets. */
const toldChanges = ({ seat }: ReturnType<typeof when>) =>
  seat.pending.flatMap((action) =>
    action.type === 'Publish' && action.detailType === 'SeatChanged.v1'
      ? [seatChangedV1.detail.parse(action.detail).resetKeeps]
      : [],
  );

describe('What a reset keeps', () => {
  it('is the user volume of a rebuild, nothing of a recreate, and all in a dry run', () => {
    expect(keptBy(rebuildPolicy)).toBe('userVolume');
    expect(keptBy({ ...rebuildPolicy, dataLoss: { maxMs: hour, action: 'wait' } })).toBe('userVolume');
    expect(keptBy({ ...rebuildPolicy, dataLoss: { maxMs: hour, action: 'recreate' } })).toBe(
      'userVolumeIfRecent',
    );
    expect(keptBy(recreatePolicy)).toBe('nothing');
    expect(keptBy(rehearsed(recreatePolicy))).toBe('everything');
  });

  it('is told anew by the next sweep when a deployment has changed the policy, once', () => {
    const changed = when(seatThatIs(live), sweep, context({ policies: [recreatePolicy] }));
    expect(toldChanges(changed)).toEqual(['nothing']);
    const again = when({ ...changed.seat, pending: [] }, sweep, context({ policies: [recreatePolicy] }));
    expect(toldChanges(again)).toEqual([]);
  });

  it('is told of no desktop that no policy matches any more', () => {
    const over = when(seatThatIs(live), { type: 'Looked', look: look({ policy: 'none' }) });
    expect(toldChanges(over)).toEqual([undefined]);
    expect(over.seat.resetKeeps).toBeUndefined();
  });
});
