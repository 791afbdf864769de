import type { ResetKeeps } from '@cleandesk/contracts';
import type { Hold, Seat, SeatRef, SeatStatus } from './seat.ts';
import { dayMs, type Instant } from './time.ts';

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
      resetKeeps?: ResetKeeps;
    }
  | { type: 'HoldPlaced'; ref: SeatRef; hold: Hold }
  | { type: 'HoldLifted'; ref: SeatRef; holdId: string }
  | { type: 'Connected'; workspaceId: string; loginAt: Instant };

/** ms for which a lifted hold is remembered: redelivery comes within days. */
const rememberedMs = 14 * dayMs;
const mostRemembered = 50;

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
      const { id, ref, lastConnectedAt, holds, lifted } = seat;
      return {
        id,
        ref,
        version,
        status,
        changedAt: at,
        ...rest,
        ...(lastConnectedAt === undefined ? {} : { lastConnectedAt }),
        holds: holds.filter(({ until }) => until > at),
        ...(lifted === undefined ? {} : { lifted: lifted.filter((one) => one.at > at - rememberedMs) }),
      };
    }
    case 'HoldPlaced': {
      if (seat.holds.some(({ holdId }) => holdId === news.hold.holdId)) return seat;
      // guard: what-was-lifted-is-not-placed-by-old-news
      if (seat.lifted?.some(({ holdId }) => holdId === news.hold.holdId)) return seat;
      return { ...seat, holds: [...seat.holds, news.hold] };
    }
    case 'HoldLifted': {
      const { holdId } = news;
      if (seat.lifted?.some((one) => one.holdId === holdId)) return seat;
      const holds = seat.holds.filter((hold) => hold.holdId !== holdId);
      return { ...seat, holds, lifted: [...(seat.lifted ?? []), { holdId, at }].slice(-mostRemembered) };
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
