import type { Pause } from './safeguards.ts';
import type { Instant } from './time.ts';

const minuteMs = 60_000;

export const minuteOf = (at: Instant): number => Math.floor(at / minuteMs);

/**
 * What a sweep is like that tells of leavings which no alarm told of. It reaches a large fleet in an hour or two, and each
 * leaving counts from the check that shows it: at any time only a part of those who left together is known. So what was
 * found stands for what is still to be seen.
 */
export type Sweep = {
  /** Leavings that only the sweep told of, by minute of the epoch; among the others, too. */
  found: ReadonlyMap<number, number>;
  /** Desktops that it looked at, by minute of the epoch. */
  seen: ReadonlyMap<number, number>;
  fleet: number;
  /** So many have to be found before they stand for others. */
  least: number;
};

/**
 * Whether this leaving is one of too many within a short time: some span of that length which contains it holds more
 * leavings than the threshold.
 * @param counts leavings by minute of the epoch, this one among them
 * @param since minutes up to this one do not count: a person has said that what was then is over
 * @param sweep when it was a sweep that told of it
 * @returns from when until when users left together
 */
export function outageAround(
  counts: ReadonlyMap<number, number>,
  leftAt: Instant,
  { threshold, withinMs, since }: { threshold: number; withinMs: number; since?: Instant },
  sweep?: Sweep,
): { from: Instant; to: Instant } | undefined {
  const minutes = Math.max(1, Math.ceil(withinMs / minuteMs));
  const first = since === undefined ? Number.NEGATIVE_INFINITY : minuteOf(since) + 1;
  const minute = minuteOf(leftAt);
  if (minute < first) return undefined;
  const starts = Array.from({ length: minutes }, (_, back) => minute - minutes + 1 + back);
  const full = starts.filter((start) => {
    const within = (those: ReadonlyMap<number, number>) =>
      sum(those, Math.max(start, first), start + minutes);
    return (
      within(counts) > threshold || (sweep !== undefined && estimated(within, counts, sweep) > threshold)
    );
  });
  const [earliest] = full;
  const latest = full.at(-1);
  if (earliest === undefined || latest === undefined) return undefined;
  return {
    from: Math.max(earliest, first) * minuteMs,
    to: (latest + minutes) * minuteMs - 1,
  };
}

function sum(counts: ReadonlyMap<number, number>, from: number, until: number): number {
  let all = 0;
  for (let one = from; one < until; one += 1) all += counts.get(one) ?? 0;
  return all;
}

/** How many have left, if among those who are still to be seen as many have as among those who were. */
function estimated(
  within: (counts: ReadonlyMap<number, number>) => number,
  counts: ReadonlyMap<number, number>,
  { found, seen, fleet, least }: Sweep,
): number {
  const known = within(found);
  // guard: few-that-a-sweep-found-stand-for-nobody
  if (known <= least) return 0;
  return within(counts) + known * (Math.max(1, fleet / Math.max(known, within(seen))) - 1);
}

/** The outages with this one among them; `undefined` when they say so already. One that grew is not told of again. */
export function withOutage(
  known: readonly Pause[],
  span: { from: Instant; to: Instant; because?: string },
  now: Instant,
): readonly Pause[] | undefined {
  const same = known.find(
    (outage) => outage.overSince === undefined && outage.from <= span.to && span.from <= outage.to,
  );
  if (same === undefined) return [...known, { ...span, openedAt: now, told: false }];
  if (same.from <= span.from && span.to <= same.to) return undefined;
  const grown = { ...same, from: Math.min(same.from, span.from), to: Math.max(same.to, span.to) };
  return known.map((outage) => (outage === same ? grown : outage));
}

/** A person says that it is over. Who left before that belongs to it; whoever leaves after that has left by themselves. */
export const over = (known: readonly Pause[], at: Instant): readonly Pause[] =>
  known.map((outage) =>
    outage.overSince === undefined && outage.openedAt <= at ? { ...outage, to: at, overSince: at } : outage,
  );

/** The outage that a leaving at this time belongs to; one that is not over counts before one that is. */
export function outageOf(known: readonly Pause[], leftAt: Instant): Pause | undefined {
  const around = known.filter(({ from, to }) => from <= leftAt && leftAt <= to);
  return around.find(({ overSince }) => overSince === undefined) ?? around.at(-1);
}
