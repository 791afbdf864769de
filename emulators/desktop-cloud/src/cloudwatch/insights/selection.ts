import type { MetricIdentity, Readable } from '../metrics.ts';
import { type Aggregate, merge } from '../series.ts';
import { asksFor, attributesOf, mostMetrics, mostSeries, periodValue, type Query, rankOf } from './query.ts';

/** One series that a query returns. */
export type Selected = {
  attributes: Readonly<Record<string, string>>;
  /** Start of the period (epoch ms) → what is known of it; at least one. */
  periods: ReadonlyMap<number, Aggregate>;
};

/** Metrics of the query's namespace and name that can have values in the range. */
export type Candidates = Iterable<{ identity: MetricIdentity; values: Readable }>;

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
  const groups = new Map<string, { attributes: Record<string, string>; periods: Map<number, Aggregate> }>();
  let metrics = 0;
  for (const { identity, values } of candidates) {
    if (!asksFor(query, identity)) continue;
    const found = values.periods(range.from, range.to, range.lengthMs);
    if (found.length === 0) continue;
    metrics += 1;
    if (metrics > mostMetrics) break;
    const attributes = attributesOf(query, identity);
    const key = JSON.stringify(Object.values(attributes));
    const group = groups.get(key) ?? { attributes, periods: new Map<number, Aggregate>() };
    groups.set(key, group);
    for (const { start, aggregate } of found) {
      const known = group.periods.get(start);
      if (known === undefined) group.periods.set(start, { ...aggregate });
      else merge(known, aggregate);
    }
  }
  const ordered = inOrder(query, groups);
  const most = Math.min(query.limit ?? mostSeries, mostSeries);
  const isCut = ordered.length > mostSeries && (query.limit ?? ordered.length) > mostSeries;
  return { series: ordered.slice(0, most), isPartial: metrics > mostMetrics || isCut };
}

function inOrder(query: Query, groups: ReadonlyMap<string, Selected>): Selected[] {
  const { orderBy } = query;
  const ranked = Array.from(groups, ([key, series]) => {
    if (orderBy === undefined) return { key, series, rank: 0 };
    const values = Array.from(series.periods.values(), (aggregate) => periodValue(query.function, aggregate));
    return { key, series, rank: rankOf(orderBy.function, values) * (orderBy.isDescending ? -1 : 1) };
  });
  return ranked.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1)).map(({ series }) => series);
}
