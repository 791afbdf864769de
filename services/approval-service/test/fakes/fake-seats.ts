import type { Seat, SeatStatus } from '../../src/domain/seat.ts';
import { iso } from '../../src/domain/time.ts';
import {
  type Pause,
  type Pauses,
  type Seats,
  Stale,
  type Stored,
  type TimelineItem,
} from '../../src/ports.ts';
import { pageOf } from './pages.ts';

/** What is known of the fleet, in memory. Holds to the same contract suite as DynamoDB. */
export function fakeSeats() {
  const seats = new Map<string, Stored<Seat>>();
  const desktops = new Map<string, string>();
  const notes = new Map<string, Map<string, TimelineItem>>();
  const all = () => [...seats.values()].map(({ value }) => value);
  const nameOf = ({ ref, id }: Seat) => `${ref.userName.toLowerCase()}#${id}`;
  const port: Seats = {
    load: async (seatId) => seats.get(seatId),
    ofDesktop: async (workspaceId) => desktops.get(workspaceId),
    async save(before, next) {
      if (seats.get(next.id)?.version !== before?.version) throw new Stale();
      seats.set(next.id, { value: next, version: (before?.version ?? 0) + 1 });
      if (next.workspaceId !== undefined) desktops.set(next.workspaceId, next.id);
    },
    async note(seatId, item) {
      const noted = notes.get(seatId) ?? new Map<string, TimelineItem>();
      notes.set(seatId, noted.set(`${iso(item.at)}#${item.id}`, item));
    },
    async timeline(seatId, page) {
      const found = pageOf([...(notes.get(seatId) ?? [])], ([key]) => key, page, 'newestFirst');
      return { ...found, items: found.items.map(([, item]) => item) };
    },
    async counts() {
      const byStatus: Partial<Record<SeatStatus, number>> = {};
      for (const { status } of all()) byStatus[status] = (byStatus[status] ?? 0) + 1;
      return { byStatus, waiting: all().filter(({ waitsFor }) => waitsFor !== undefined).length };
    },
    byStatus: async (status, page) =>
      pageOf(
        all().filter((seat) => seat.status === status),
        nameOf,
        page,
      ),
    byUser: async (start, page) =>
      pageOf(
        all().filter((seat) => nameOf(seat).startsWith(start.toLowerCase())),
        nameOf,
        page,
      ),
  };
  return port;
}

export function fakePauses(): Pauses {
  const pauses = new Map<string, { pause: Pause; at: number }>();
  return {
    async put(pause, at) {
      const { scope } = pause;
      const key = 'policy' in scope ? scope.policy : `${scope.directoryId}/${scope.bundleId}`;
      if ((pauses.get(key)?.at ?? 0) <= at) pauses.set(key, { pause, at });
    },
    all: async () => [...pauses.values()].map(({ pause }) => pause).filter(({ open }) => open),
  };
}
