import type { SeatRef } from '@cleandesk/contracts';
import type { Group } from '../domain/group.ts';
import { refused } from './news.ts';
import type { Occasion } from './occasion.ts';
import type { World } from './world.ts';

/** What rebuild-service says when the user's desktop is not this group's to manage. */
const inTheWay: ReadonlySet<string> = new Set(['DesktopNotOurs', 'DesktopOfAnotherGroup']);

/** A seat got no desktop: it is asked for again later, and a person is told when something stands in its way. */
export async function seatFailed(
  { seat, reason, at }: Extract<Occasion, { type: 'SeatFailed' }>,
  world: World,
): Promise<void> {
  for (const group of await groupsOf(seat, world)) {
    const isOurs = await world.notebook.troubled(group.name, seat, { reason, at });
    if (!isOurs) continue;
    world.meter.count('MemberWithoutDesktop', 1, { group: group.name });
    if (!inTheWay.has(reason)) continue;
    const explanation =
      'This member has a desktop that is not tagged as this group’s. Tag it, remove it, or take the member out of the group.';
    await refused(group, { reason: 'DesktopInTheWay', explanation }, { times: 1, seat }, world);
  }
}

export async function seatProvisioned(
  { seat }: Extract<Occasion, { type: 'SeatProvisioned' }>,
  world: World,
): Promise<void> {
  for (const group of await groupsOf(seat, world)) await world.notebook.helped(group.name, seat);
}

const groupsOf = async (seat: SeatRef, { groups }: World): Promise<readonly Group[]> =>
  (await groups.all()).filter(({ directoryId }) => directoryId === seat.directoryId);
