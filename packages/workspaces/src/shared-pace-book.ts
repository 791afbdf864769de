/** `calls` is the rate itself. `later` numbers those who are let in although others take all of it. */
export type PaceLine = 'calls' | 'later';

/** Times are epoch ms. */
export type Booking = {
  line: PaceLine;
  /** How much of the line it takes, in ms; above 0. */
  forMs: number;
  /** It begins then, or where the line ends, whichever is later. */
  from: number;
  /** Nothing is booked when the line ends later than this. Not before `from`. */
  until: number;
};

/** Where a booking begins; or, when nothing was booked, where the line ends. */
export type Booked = { kind: 'booked'; at: number } | { kind: 'full'; end: number };

/**
 * Who may call when, for all who hold the same book. Two bookings of a line never overlap, also when they are made in the
 * same moment by processes that don't know of each other.
 */
export type PaceBook = {
  /** Throws when nobody knows whether it was booked; it may have been. */
  book(booking: Booking): Promise<Booked>;
};

/** A book of one process. */
export function ownBook(): PaceBook {
  const ends = new Map<PaceLine, number>();
  return {
    async book({ line, forMs, from, until }) {
      const end = ends.get(line) ?? Number.NEGATIVE_INFINITY;
      if (end > until) return { kind: 'full', end };
      const at = Math.max(end, from);
      ends.set(line, at + forMs);
      return { kind: 'booked', at };
    },
  };
}
