import type { DesktopCloud } from '../desktop-cloud.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { Move } from '../moves.ts';
import type { Branch } from '../workspaces/branch.ts';
import { asWorkspace } from '../workspaces/desktops/answers.ts';
import type { Desktop, Session } from '../workspaces/desktops/desktop.ts';
import { asTags } from '../workspaces/tags.ts';

/** Everything at once, for people and tests. Times are ISO texts. */
export function cloudState(cloud: DesktopCloud, options: { ledger: boolean }) {
  const branches = cloud.allBranches();
  return {
    now: time(cloud.clock.now()),
    speed: cloud.pace.speed,
    settings: cloud.settings,
    directories: branches.flatMap(({ directories, place }) =>
      directories.values().map((directory) => ({
        directoryId: directory.directoryId,
        directoryName: directory.directoryName,
        state: directory.state,
        region: place.region,
      })),
    ),
    bundles: branches.flatMap(({ bundles, place }) =>
      bundles.values().map(({ bundleId, name, owner, computeType, deleted }) => ({
        bundleId,
        name,
        owner,
        computeType,
        deleted,
        region: place.region,
      })),
    ),
    users: users(branches),
    desktops: branches.flatMap((branch) =>
      [...branch.fleet.desktops].map((desktop) => shownDesktop(branch, desktop)),
    ),
    schedules: cloud.scheduler.list(),
    alarms: cloud.cloudwatch.alarms(),
    lostDeliveries: cloud.scheduler.lost(),
    faults: cloud.faults.list(),
    calls: cloud.ledger.total,
    ...(options.ledger ? { ledger: cloud.ledger.list().map(shownCall) } : {}),
  };
}

function users(branches: readonly Branch[]) {
  const found = new Map<string, string[]>();
  for (const { userName, directoryId } of branches[0]?.people.values() ?? []) {
    const key = userName.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), directoryId]);
  }
  return [...found].map(([userName, directoryIds]) => ({ userName, directoryIds }));
}

/** One desktop with all that no API tells of it. */
export function shownDesktop({ place, sessions }: Branch, desktop: Desktop) {
  const check = sessions.check(desktop);
  return {
    ...asWorkspace(desktop),
    region: place.region,
    listed: desktop.listed,
    createdAt: time(desktop.createdAt),
    tags: asTags(desktop.tags),
    ipAddress: desktop.ipAddress ?? null,
    session: shownSession(desktop.session),
    lastLogin: desktop.lastLogin === undefined ? null : time(desktop.lastLogin),
    connection: {
      state: check.state,
      checkedAt: time(check.checkedAt),
      lastKnownUserConnection: check.lastKnown === undefined ? null : time(check.lastKnown),
    },
    snapshots: desktop.snapshots.map(time),
    history: desktop.history.map(({ at, state }) => ({ at: time(at), state })),
  };
}

export const shownCall = (entry: LedgerEntry) => ({ ...entry, at: time(entry.at) });

export const shownMove = (move: Move) => ({
  ...move,
  at: time(move.at),
  session: shownSession(move.session),
});

const shownSession = (session: Session | undefined) =>
  session === undefined
    ? null
    : {
        since: time(session.since),
        droppedAt: session.droppedAt === undefined ? null : time(session.droppedAt),
      };

const time = (at: number): string => new Date(at).toISOString();
