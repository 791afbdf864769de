import type { Span, Weekday } from '../src/index.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const byNumber: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * The reset window once more, as its documentation says it and in the slowest way: somebody watches the clock on the wall of a place,
 * minute by minute. Knows no offset and no rule of a zone.
 */
export function watchClock(timeZone: string, from: number, to: number) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const shown: { readonly at: number; readonly wall: number }[] = [];
  for (let at = from; at < to; at += minute) {
    const parts = format.formatToParts(at);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    shown.push({ at, wall });
  }
  // When the clock first had reached a time. It may be put back after that.
  let furthest = Number.NEGATIVE_INFINITY;
  const advances = shown.filter(({ wall }) => {
    const further = wall > furthest;
    furthest = Math.max(furthest, wall);
    return further;
  });
  function reaches(wall: number) {
    let [low, high] = [0, advances.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((advances[middle]?.wall ?? 0) < wall) low = middle + 1;
      else high = middle;
    }
    return advances[low]?.at;
  }
  const dates = [...new Set(shown.map(({ wall }) => Math.floor(wall / day) * day))].slice(1, -2);

  /** Every opening that begins on a date of which the whole was watched, in order. */
  function openings(span: Span) {
    return dates
      .filter((date) => span.days.some((one) => one === byNumber[new Date(date).getUTCDay()]))
      .map((date) => {
        const opens = date + span.from * minute;
        const closes = date + span.to * minute + (span.to <= span.from ? day : 0);
        const [opensAt, closesAt] = [reaches(opens), reaches(closes)];
        if (opensAt === undefined || closesAt === undefined)
          throw new Error('The clock was not watched so long');
        return { date, opensAt, closesAt: closesAt === opensAt ? opensAt + (closes - opens) : closesAt };
      });
  }
  return { dates, openings, reaches };
}

/** Around both changes of the clock in 2026 where there are any, else around the same times. */
export const watched = [
  ['Europe/Berlin', Date.UTC(2026, 2, 29, 1)],
  ['Europe/Berlin', Date.UTC(2026, 9, 25, 1)],
  ['America/New_York', Date.UTC(2026, 2, 8, 7)],
  ['America/New_York', Date.UTC(2026, 10, 1, 6)],
  // Half an hour.
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
  ['Australia/Lord_Howe', Date.UTC(2026, 9, 3, 15, 30)],
  ['Asia/Kolkata', Date.UTC(2026, 2, 29, 1)],
  ['Asia/Kolkata', Date.UTC(2026, 9, 25, 1)],
  ['UTC', Date.UTC(2026, 2, 29, 1)],
  ['UTC', Date.UTC(2026, 9, 25, 1)],
  // At midnight: a day that begins at 01:00, and an hour before midnight that is there twice.
  ['Africa/Cairo', Date.UTC(2026, 3, 23, 22)],
  ['Africa/Cairo', Date.UTC(2026, 9, 29, 21)],
] as const;
