import type { Candidate } from '../metrics.ts';
import { type Aggregate, merge } from '../series.ts';
import {
  type Group,
  groupOf,
  hasTags,
  mostMetrics,
  mostSeries,
  periodValue,
  type Query,
  rankOf,
} from './query.ts';

/** One series that a query returns, with its values. */
export type Selected = Group & {
  /** Start of the period (epoch ms) → what is known of it; at least one. */
  periods: Map<number, Aggregate>;
};

/** Metrics of the query's namespace and name that can have values in the range. */
export type Candidates = Iterable<Candidate>;

/**
 * Answers a query over periods of `lengthMs` that are counted from `from` (epoch ms), in the query's order; series of the
 * same rank, and all without ORDER BY, in the order of their attributes. Costs as much as there are values.
 * @returns `isPartial` when there were more metrics or series than AWS looks at
 */
export function select(
  query: Query,
  candidates: Candidates,
  range: { from: number; to: number; lengthMs: number },
): { series: Selected[]; isPartial: boolean } {
  const found = new Map<string, Selected>();
  let metrics = 0;
  for (const { identity, values, tags } of candidates) {
    const group = groupOf(query, identity);
    if (group === undefined || !hasTags(query, tags)) continue;
    const periods = values.periods(range.from, range.to, range.lengthMs);
    if (periods.length === 0) continue;
    metrics += 1;
    if (metrics > mostMetrics) break;
    const series = found.get(group.key) ?? { ...group, periods: new Map<number, Aggregate>() };
    found.set(group.key, series);
    for (const { start, aggregate } of periods) {
      const standing = series.periods.get(start);
      if (standing === undefined) series.periods.set(start, { ...aggregate });
      else merge(standing, aggregate);
    }
  }
  const ordered = inOrder(query, [...found.values()]);
  const most = Math.min(query.limit ?? mostSeries, mostSeries);
  const isCut = ordered.length > mostSeries && (query.limit ?? ordered.length) > mostSeries;
  return { series: ordered.slice(0, most), isPartial: metrics > mostMetrics || isCut };
}

function inOrder(query: Query, series: readonly Selected[]): Selected[] {
  const { orderBy } = query;
  const byKey = (a: Selected, b: Selected): number => (a.key < b.key ? -1 : 1);
  if (orderBy === undefined) return series.toSorted(byKey);
  const ranked = series.map((one) => {
    const values = Array.from(one.periods.values(), (aggregate) => periodValue(query.function, aggregate));
    return { one, rank: rankOf(orderBy.function, values) * (orderBy.isDescending ? -1 : 1) };
  });
  return ranked.sort((a, b) => a.rank - b.rank || byKey(a.one, b.one)).map(({ one }) => one);
}
