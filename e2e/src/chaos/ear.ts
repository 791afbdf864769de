import { desktopWatchedV1, resetCompletedV1, seatChangedV1 } from '@cleandesk/contracts';
import type { Stage } from '../stack/stage.ts';
import { seatKey } from './books.ts';

/** What is said on the bus, sorted as it comes: of thousands of events nobody looks for one a second time. */
export type Ear = {
  /** By detail type, how many events there were. */
  readonly counts: ReadonlyMap<string, number>;
  /** Desktops that have their alarm. */
  readonly watched: ReadonlySet<string>;
  /** Seats that are live, and when that was heard. */
  readonly live: ReadonlyMap<string, number>;
  /** Ids of resets that have a receipt. */
  receipts(seat: string): ReadonlySet<string>;
  /** Receipts that were said again. */
  readonly repeated: number;
};

const none: ReadonlySet<string> = new Set();

export function listen(stage: Stage): Ear {
  const counts = new Map<string, number>();
  const watched = new Set<string>();
  const live = new Map<string, number>();
  const receipts = new Map<string, Set<string>>();
  let repeated = 0;
  stage.bus.onEvent(({ 'detail-type': type, detail, heardAt }) => {
    counts.set(type, (counts.get(type) ?? 0) + 1);
    if (type === desktopWatchedV1.detailType) {
      watched.add(desktopWatchedV1.detail.parse(detail).workspaceId);
    } else if (type === seatChangedV1.detailType) {
      const { seat, status } = seatChangedV1.detail.parse(detail);
      if (status === 'live') live.set(seatKey(seat), heardAt);
    } else if (type === resetCompletedV1.detailType) {
      const { seat, resetId } = resetCompletedV1.detail.parse(detail);
      const known = receipts.get(seatKey(seat)) ?? new Set();
      if (known.has(resetId)) repeated += 1;
      receipts.set(seatKey(seat), known.add(resetId));
    }
  });
  return {
    counts,
    watched,
    live,
    receipts: (seat) => receipts.get(seat) ?? none,
    get repeated() {
      return repeated;
    },
  };
}
