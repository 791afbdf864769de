import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesktopState } from '../../src/domain/workspaces/states.ts';
import { away, type Doing, does, histories, home } from './doings.ts';
import { minute, type Stand, stand } from './stand.ts';

/**
 * Where each state can lead without anybody's hand: the service model's text of the operations, the Administration
 * Guide on maintenance, images, AutoStop and migration. TERMINATING goes from everywhere but SUSPENDED.
 */
const leadsTo: Readonly<Record<DesktopState, readonly DesktopState[]>> = {
  PENDING: ['AVAILABLE', 'ERROR'],
  AVAILABLE: [
    'REBOOTING',
    'REBUILDING',
    'RESTORING',
    'STOPPING',
    'MAINTENANCE',
    'ADMIN_MAINTENANCE',
    'SUSPENDED',
    'UPDATING',
  ],
  IMPAIRED: ['STOPPING'],
  UNHEALTHY: ['REBOOTING', 'REBUILDING', 'RESTORING', 'STOPPING'],
  REBOOTING: ['AVAILABLE', 'REBOOTING', 'REBUILDING'],
  STARTING: ['AVAILABLE'],
  REBUILDING: ['AVAILABLE', 'ERROR'],
  RESTORING: ['AVAILABLE', 'ERROR'],
  MAINTENANCE: ['AVAILABLE', 'STOPPED'],
  ADMIN_MAINTENANCE: ['AVAILABLE'],
  TERMINATING: ['TERMINATED'],
  TERMINATED: [],
  SUSPENDED: ['AVAILABLE'],
  UPDATING: ['AVAILABLE', 'STOPPED'],
  STOPPING: ['STOPPED'],
  STOPPED: ['STARTING', 'REBUILDING', 'RESTORING', 'MAINTENANCE', 'SUSPENDED', 'UPDATING'],
  ERROR: ['REBUILDING', 'RESTORING', 'STOPPING'],
};

const isAllowed = (from: DesktopState, to: DesktopState): boolean =>
  leadsTo[from].includes(to) || (to === 'TERMINATING' && from !== 'SUSPENDED' && from !== 'TERMINATED');

/** Reads every change of state since it was asked last, and finds those that AWS does not know. */
function watcher({ control }: Stand) {
  const last = new Map<string, DesktopState>();
  let read = 0;
  return (doing: Doing): string[] => {
    const { moves, total } = control.moves(read);
    read = total;
    const wrong: string[] = [];
    let byHand = doing.kind === 'force';
    for (const { workspaceId, state } of moves) {
      const before = last.get(workspaceId);
      last.set(workspaceId, state);
      if (before === undefined ? state !== 'PENDING' : !isAllowed(before, state) && !byHand) {
        wrong.push(`${workspaceId}: ${before ?? 'nothing'} to ${state} by ${doing.kind}`);
      }
      byHand = false;
    }
    return wrong;
  };
}

const leaves = (state: DesktopState): boolean => state === 'TERMINATING' || state === 'TERMINATED';

/** Users with more than one desktop in a directory, save one that takes the place of another. */
function crowded({ cloud }: Stand): string[] {
  return [home, away].flatMap((place) => {
    const standing = [...cloud.branch(place).fleet.desktops].filter(({ state }) => !leaves(state));
    const replaced = new Set(
      standing.filter(({ state }) => state === 'PENDING').map(({ migratesFrom }) => migratesFrom?.id),
    );
    const seats = standing
      .filter(({ id }) => !replaced.has(id))
      .map(({ directoryId, userName }) => `${place.region} ${directoryId} ${userName}`);
    return seats.filter((seat, index) => seats.indexOf(seat) !== index);
  });
}

/** Appointments of desktops that are gone. */
const orphaned = ({ cloud }: Stand): string[] =>
  [home, away].flatMap((place) => {
    const { agenda, fleet } = cloud.branch(place);
    return [...agenda.keys()].filter(
      (key) => key.startsWith('ws-') && fleet.evenGone(key.split('/')[0] ?? '') === undefined,
    );
  });

const settings = { throttle: { enabled: false }, maintenance: true };

describe('Whatever is done, in whatever order', () => {
  it('states change as AWS says, a user has one desktop in a directory, and nothing is left of what is gone', async () => {
    await fc.assert(
      fc.asyncProperty(histories(40), async (done) => {
        const made = stand({ settings });
        const wrongSince = watcher(made);
        for (const doing of done) {
          await does(made, doing);
          expect(wrongSince(doing)).toEqual([]);
          expect(crowded(made)).toEqual([]);
          expect(orphaned(made)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it('when all desktops are gone, nothing is booked any more', async () => {
    await fc.assert(
      fc.asyncProperty(histories(30), async (done) => {
        const made = stand();
        for (const doing of done) await does(made, doing);
        made.control.clearFaults();
        for (const place of [home, away]) {
          const { fleet, lifecycle } = made.cloud.branch(place);
          for (const desktop of fleet.desktops) {
            lifecycle.resume(desktop);
            lifecycle.terminate(desktop);
          }
        }
        made.clock.advance(10 * minute);
        for (const place of [home, away]) {
          const { agenda, fleet } = made.cloud.branch(place);
          expect([...agenda.keys()].filter((key) => key.startsWith('ws-'))).toEqual([]);
          expect([...fleet.keys()]).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
