import type { Pause } from './safeguards.ts';
import type { Instant } from './time.ts';

const minuteMs = 60_000;

export const minuteOf = (at: Instant): number => Math.floor(at / minuteMs);

/**
 * Whether this leaving is one of too many within a short time: some span of that length which contains it holds more
 * leavings than the threshold.
 * @param counts leavings by minute of the epoch, this one among them
 * @param since minutes up to this one do not count: a person has said that what was then is over
 * @returns from when until when users left together
 */
export function outageAround(
  counts: ReadonlyMap<number, number>,
  leftAt: Instant,
  { threshold, withinMs, since }: { threshold: number; withinMs: number; since?: Instant },
): { from: Instant; to: Instant } | undefined {
  const minutes = Math.max(1, Math.ceil(withinMs / minuteMs));
  const first = since === undefined ? Number.NEGATIVE_INFINITY : minuteOf(since) + 1;
  const minute = minuteOf(leftAt);
  if (minute < first) return undefined;
  const starts = Array.from({ length: minutes }, (_, back) => minute - minutes + 1 + back);
  const full = starts.filter((start) => {
    let sum = 0;
    for (let one = Math.max(start, first); one < start + minutes; one += 1) sum += counts.get(one) ?? 0;
    return sum > threshold;
  });
  const [earliest] = full;
  const latest = full.at(-1);
  if (earliest === undefined || latest === undefined) return undefined;
  return {
    from: Math.max(earliest, first) * minuteMs,
    to: (latest + minutes) * minuteMs - 1,
  };
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
