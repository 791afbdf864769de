import { isDeepStrictEqual } from 'node:util';
import { seatUnwantedV1, seatWantedV1 } from '@cleandesk/contracts';
import { eventually } from '@cleandesk/testkit';
import { endOfPeriod, until } from '../people/moments.ts';
import type { DesktopState } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';
import { type Books, seatKey } from './books.ts';
import type { Ear } from './ear.ts';
import type { Visited } from './inhabitant.ts';
import type { SeatPlan } from './plan.ts';
import type { SeatStory } from './verdict.ts';

/** One seat amid the chaos. */
export type Seat = {
  plan: SeatPlan;
  userName: string;
  key: string;
  /** What its desktop was at first, and has to be in the end. Not known of one that chaos makes. */
  first: DesktopState | undefined;
  tags: Readonly<Record<string, string>>;
  visited: Visited[];
};

const isAdopted = ({ plan }: Seat): boolean => plan.kind === 'rebuilt' || plan.kind === 'recreated';

const claim = { source: 'group:chaos', revision: 1 } as const;

/**
 * All users are known in their directories, and those who had a desktop before have one now, with alarm and seat.
 * `settlesMs`: how long that may take.
 */
export async function settle(
  stage: Stage,
  ear: Ear,
  plans: readonly SeatPlan[],
  settlesMs: number,
): Promise<Seat[]> {
  const seats = plans.map((plan): Seat => {
    const userName = `${plan.name}.${stage.run}`;
    return {
      plan,
      userName,
      key: seatKey({ directoryId: plan.directoryId, userName }),
      first: undefined,
      tags: { Cleandesk: plan.kind === 'rebuilt' ? 'rebuild' : 'recreate', Seat: plan.name, Kind: plan.kind },
      visited: [],
    };
  });
  for (const { userName } of seats) await stage.cloud.user(userName);
  const adopted = seats.filter(isAdopted);
  const ids = new Map(
    await Promise.all(adopted.map(async (seat) => [seat, await order(stage, seat)] as const)),
  );
  const patience = { withinMs: settlesMs, everyMs: 1000 };
  const standing = await eventually(
    'all desktops stand',
    async () => {
      const { desktops } = await stage.cloud.state();
      const usable = new Map(
        desktops.flatMap((one) => (one.state === 'AVAILABLE' ? [[one.workspaceId, one]] : [])),
      );
      return [...ids.values()].every((id) => usable.has(id)) ? usable : undefined;
    },
    patience,
  );
  for (const [seat, workspaceId] of ids) {
    seat.first = standing.get(workspaceId);
    await stage.cloud.snapshotNow(workspaceId);
  }
  await eventually(
    'all desktops have their alarm and their seat',
    () =>
      [...ids].every(([{ key }, workspaceId]) => ear.watched.has(workspaceId) && ear.live.has(key)) ||
      undefined,
    patience,
  );
  // What lies in the datapoint in which a seat was made may have been before it.
  await until(endOfPeriod(Math.max(0, ...adopted.map(({ key }) => ear.live.get(key) ?? 0))));
  return seats;
}

const order = (stage: Stage, { plan, userName, tags }: Seat): Promise<string> =>
  stage.orderDesktop({
    DirectoryId: plan.directoryId,
    UserName: userName,
    BundleId: plan.bundleId,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });

/** A group wants this seat: said twice, as it may come. */
export async function claimSeat(stage: Stage, { plan, userName, tags }: Seat): Promise<void> {
  const seat = { directoryId: plan.directoryId, userName };
  stage.tell(userName, 'is wanted by a group');
  const desired = { bundleId: plan.bundleId, runningMode: 'ALWAYS_ON' as const, tags: { ...tags } };
  for (let twice = 0; twice < 2; twice += 1) await stage.say(seatWantedV1, { seat, claim, desired });
}

/** It wants it no more; an older wish that comes after that must not bring it back. */
export async function giveUpSeat(stage: Stage, { plan, userName }: Seat): Promise<void> {
  const seat = { directoryId: plan.directoryId, userName };
  stage.tell(userName, 'is not wanted any more');
  await stage.say(seatUnwantedV1, { seat, claim: { ...claim, revision: 2 } });
  await stage.say(seatWantedV1, { seat, claim, desired: { bundleId: plan.bundleId } });
}

/** What is known of every seat now. */
export async function stories(
  stage: Stage,
  books: Books,
  ear: Ear,
  seats: readonly Seat[],
): Promise<Map<Seat, SeatStory>> {
  const [{ desktops }] = await Promise.all([stage.cloud.state(), books.read()]);
  const bySeat = Map.groupBy(desktops, seatKey);
  return new Map(
    seats.map((seat) => [
      seat,
      {
        kind: seat.plan.kind,
        visits: seat.visited,
        moves: books.movesOf(seat.key),
        receipts: ear.receipts(seat.key),
        desktops: (bySeat.get(seat.key) ?? []).map((desktop) => ({
          workspaceId: desktop.workspaceId,
          state: desktop.state,
          differs: differences(seat, desktop),
        })),
      },
    ]),
  );
}

/** In what a desktop is another one than it was to be. Our own tags are the product's business. */
function differences({ plan, tags, first }: Seat, desktop: DesktopState): string[] {
  const given = Object.fromEntries(Object.keys(tags).map((name) => [name, desktop.tags[name]]));
  return [
    ...(desktop.bundleId === plan.bundleId ? [] : ['bundle']),
    ...(isDeepStrictEqual(given, tags) ? [] : ['tags']),
    ...(first === undefined || isDeepStrictEqual(first.properties, desktop.properties) ? [] : ['properties']),
    ...(first === undefined || isDeepStrictEqual(first.encryption, desktop.encryption) ? [] : ['encryption']),
  ];
}
