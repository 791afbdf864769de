import type { Hold, Seat, SeatRef, SeatStatus } from './seat.ts';
import type { Instant } from './time.ts';

/** What the bus tells of seats, desktops and pauses, as far as the portal shows it. */
export type News =
  | {
      type: 'SeatChanged';
      ref: SeatRef;
      version: number;
      status: SeatStatus;
      workspaceId?: string;
      policy?: string;
      heldUntil?: Instant;
      resetDueAt?: Instant;
      waitsFor?: string;
    }
  | { type: 'HoldPlaced'; ref: SeatRef; hold: Hold }
  | { type: 'HoldLifted'; ref: SeatRef; holdId: string }
  | { type: 'Connected'; workspaceId: string; loginAt: Instant };

/**
 * The seat as it is known after the news.
 * @returns the same seat where the news are old: events come twice, and in any order.
 */
export function learn(seat: Seat, news: News, at: Instant): Seat {
  switch (news.type) {
    case 'SeatChanged': {
      // guard: older-news-change-nothing
      if (news.version <= seat.version) return seat;
      const { type: _type, ref: _ref, version, status, ...rest } = news;
      const { id, ref, lastConnectedAt, holds } = seat;
      return {
        id,
        ref,
        version,
        status,
        changedAt: at,
        ...rest,
        ...(lastConnectedAt === undefined ? {} : { lastConnectedAt }),
        holds: holds.filter(({ until }) => until > at),
      };
    }
    case 'HoldPlaced': {
      if (seat.holds.some(({ holdId }) => holdId === news.hold.holdId)) return seat;
      return { ...seat, holds: [...seat.holds, news.hold] };
    }
    case 'HoldLifted': {
      const holds = seat.holds.filter(({ holdId }) => holdId !== news.holdId);
      return holds.length === seat.holds.length ? seat : { ...seat, holds };
    }
    case 'Connected':
      return news.loginAt > (seat.lastConnectedAt ?? 0) ? { ...seat, lastConnectedAt: news.loginAt } : seat;
  }
  news satisfies never;
}

/** A seat of which nothing was heard yet. */
export const unheardOf = (id: string, ref: SeatRef): Seat => ({
  id,
  ref,
  version: -1,
  status: 'absent',
  changedAt: 0,
  holds: [],
});
