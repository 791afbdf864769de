import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/domain/signals.ts';
import {
  at,
  byGroup,
  byNobody,
  desktop,
  look,
  missing,
  noon,
  recreatePolicy,
  ref,
  resetBy,
  seatThatIs,
  spec,
  when,
  workspaceId,
} from './given.ts';

const broken = seatThatIs({ status: 'failed', reason: 'RebuildEndedInError', desktop });
const without = seatThatIs(
  { status: 'failed', reason: 'ResourceLimitExceeded', spec, reset: resetBy(recreatePolicy) },
  { claims: byGroup },
);
const resumed = (scope: { directoryId: string; bundleId: string }): Signal => ({ type: 'Resumed', scope });
const here = { directoryId: ref.directoryId, bundleId: spec.bundleId };

describe('A seat that failed with a desktop', () => {
  it.each([
    ['is left', { type: 'Disconnected', workspaceId, start: at(-10), end: at(-5) }],
    [
      'is swept',
      { type: 'Observed', workspaceId, at: noon, connection: { state: 'DISCONNECTED', checkedAt: at(-1) } },
    ],
    ['is not watched any more', { type: 'Unwatched', workspaceId }],
  ] as const)('is looked at when it %s', (_what, signal) => {
    expect(when(broken, signal)).toMatchObject({ status: 'failed', asks: ['Look'] });
  });

  it('goes on when somebody has mended it', () => {
    expect(when(broken, { type: 'Looked', look: look() })).toMatchObject({ status: 'live', calls: [] });
    expect(when(broken, { type: 'Looked', look: look({ state: 'ERROR' }) }).status).toBe('failed');
  });

  it('finds out what its user has when it is gone', () => {
    expect(when(broken, { type: 'Looked', look: missing }).asks).toEqual(['FindDesktopOfUser']);
  });

  it('gets a new one when that was removed and somebody claims it, and ends when only a policy adopted it', () => {
    const none: Signal = { type: 'FoundDesktop', at: noon };
    const made = when({ ...broken, claims: byGroup }, none);
    expect(made).toMatchObject({ status: 'provisioning', calls: ['Create'] });
    expect(when(broken, none)).toMatchObject({ status: 'absent', says: ['SeatRemoved'], calls: [] });
  });
});

describe('A seat that failed without a desktop', () => {
  it('is made when recreates go on, with all that it had', () => {
    const made = when(without, resumed(here));
    expect(made).toMatchObject({ status: 'recreating', calls: ['Create'] });
    expect(made.seat.phase).toMatchObject({ creation: { spec } });
  });

  it('is not made for another directory or bundle, or when nobody wants it', () => {
    expect(when(without, resumed({ ...here, bundleId: 'wsb-another11' })).status).toBe('failed');
    expect(when(without, resumed({ ...here, directoryId: 'd-9067000002' })).status).toBe('failed');
    const given = { ...without, claims: byNobody };
    expect(when(given, resumed(here))).toMatchObject({ status: 'failed', calls: [] });
  });

  it('and one with a desktop waits for a person', () => {
    expect(when(broken, resumed(here))).toMatchObject({ status: 'failed', calls: [] });
  });
});
