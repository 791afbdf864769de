import { createHash } from 'node:crypto';
import type { MetricIdentity } from '../readable.ts';
import { type Aggregate, type Statistic, statisticOf } from '../series.ts';

export const queryFunctions = ['AVG', 'COUNT', 'MAX', 'MIN', 'SUM'] as const;
export type QueryFunction = (typeof queryFunctions)[number];

type Term = { key: string; isEqual: boolean; value: string };

/** A query of Metrics Insights. */
export type Query = {
  function: QueryFunction;
  metricName: string;
  namespace: string;
  /** Of SCHEMA: only metrics with exactly these. */
  dimensions?: string[] | undefined;
  where: readonly Term[];
  /** Of the resources that the metrics are about. */
  tags: readonly Term[];
  groupBy: readonly string[];
  orderBy?: { function: QueryFunction; isDescending: boolean } | undefined;
  limit?: number | undefined;
};

/** At most so many metrics are looked at, and so many series come back. Source: CloudWatch User Guide, "Metrics Insights quotas". */
export const mostMetrics = 10_000;
export const mostSeries = 500;
/** Shorter periods become a minute. Same source: "does not support high-resolution data". */
export const shortestPeriod = 60;

/** A series that a query returns. */
export type Group = {
  /** Order of series of the same rank. */
  key: string;
  /** The same for the same attributes, in every alarm. On AWS it is opaque, and as long. */
  id: string;
  attributes: Readonly<Record<string, string>>;
};

const known = new WeakMap<Query, WeakMap<MetricIdentity, Group | 'none'>>();

/**
 * The series that a metric of the query's namespace and name belongs to, if the query asks for it. It is worked out
 * once for each metric: an alarm asks every minute.
 */
export function groupOf(query: Query, metric: MetricIdentity): Group | undefined {
  const ofQuery = known.get(query) ?? new WeakMap<MetricIdentity, Group | 'none'>();
  known.set(query, ofQuery);
  const found = ofQuery.get(metric) ?? (asksFor(query, metric) ? newGroup(query, metric) : 'none');
  ofQuery.set(metric, found);
  return found === 'none' ? undefined : found;
}

/** A dimension that is not there differs from every value. */
function asksFor({ dimensions, where }: Query, metric: MetricIdentity): boolean {
  if (dimensions !== undefined) {
    const names = Object.keys(metric.dimensions);
    if (names.length !== dimensions.length || !dimensions.every((name) => names.includes(name))) return false;
  }
  return where.every(({ key, isEqual, value }) => (metric.dimensions[key] === value) === isEqual);
}

/** As with dimensions: a tag that is not there differs from every value. Tags come and go, so nothing is kept of it. */
export function hasTags(query: Query, tags: () => Readonly<Record<string, string>>): boolean {
  if (query.tags.length === 0) return true;
  const found = tags();
  return query.tags.every(({ key, isEqual, value }) => (found[key] === value) === isEqual);
}

/** A metric without a dimension goes to `Other`, as on AWS. */
function newGroup({ groupBy }: Query, metric: MetricIdentity): Group {
  const attributes = Object.fromEntries(groupBy.map((key) => [key, metric.dimensions[key] ?? 'Other']));
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  const id = createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
  return { key: JSON.stringify(Object.values(attributes)), id, attributes };
}

const statisticFor: Record<QueryFunction, Statistic> = {
  AVG: 'Average',
  COUNT: 'SampleCount',
  MAX: 'Maximum',
  MIN: 'Minimum',
  SUM: 'Sum',
};

/** The value of one period. */
export const periodValue = (name: QueryFunction, aggregate: Aggregate): number =>
  statisticOf(aggregate, statisticFor[name]);

/** What ORDER BY makes of a series: its function over the values of the periods. */
export function rankOf(name: QueryFunction, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  return periodValue(name, { sum, count: values.length, min: Math.min(...values), max: Math.max(...values) });
}
