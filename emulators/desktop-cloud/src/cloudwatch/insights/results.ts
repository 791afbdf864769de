import type { Metrics } from '../metrics.ts';
import { validationError } from '../refusals.ts';
import { periodValue, type Query, shortestPeriod } from './query.ts';
import { type Selected, select } from './selection.ts';

type Result = { Id: string; Label: string; Timestamps: Date[]; Values: number[]; StatusCode: 'Complete' };
type Point = { at: number; value: number };

/** How far back a query looks. Source: CloudWatch User Guide, "Metrics Insights quotas". */
const queriedMs = 14 * 86_400_000;

/**
 * A query as GetMetricData answers it: a result for each series, called as AWS calls them. `range`: epoch ms.
 * @throws AwsFault ValidationError
 */
export function queried(
  metrics: Metrics,
  asked: { id: string; label: string | undefined; period: number | undefined; query: Query },
  range: { from: number; to: number },
  descending: boolean,
): Result[] {
  const { id, label, query } = asked;
  const lengthMs = periodOf(id, asked.period) * 1_000;
  if (range.from >= range.to) {
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  }
  const minute = 60_000;
  const to = Math.floor(range.to / minute) * minute;
  const from = Math.max(Math.floor(range.from / minute) * minute, to - queriedMs);
  const candidates = metrics.candidates(query.namespace, query.metricName);
  const { series } = select(query, candidates, { from, to, lengthMs });
  if (query.groupBy.length === 0) return [resultOf(id, label ?? id, points(query, series[0]), descending)];
  return series.map((one, index) => {
    const named = Object.values(one.attributes).join(' ');
    const ranked = query.orderBy === undefined ? named : `${index + 1} - ${named}`;
    return resultOf(id, label === undefined ? ranked : `${label} ${ranked}`, points(query, one), descending);
  });
}

function periodOf(id: string, period: number | undefined): number {
  const refused = (why: string): Error => validationError(`Error in expression '${id}': ${why}`);
  if (period === undefined) throw refused('Period is a required field when using query within an expression');
  if (period < shortestPeriod) return shortestPeriod;
  if (period % 60 !== 0) throw refused('The parameter Period must be a multiple of 60.');
  return period;
}

const points = ({ function: name }: Query, series: Selected | undefined): Point[] =>
  Array.from(series?.periods ?? [], ([at, aggregate]) => ({ at, value: periodValue(name, aggregate) })).sort(
    (a, b) => a.at - b.at,
  );

/** One series, oldest first unless it is to be descending. */
export function resultOf(id: string, label: string, found: readonly Point[], descending: boolean): Result {
  const ordered = descending ? found.toReversed() : found;
  return {
    Id: id,
    Label: label,
    Timestamps: ordered.map(({ at }) => new Date(at)),
    Values: ordered.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}
