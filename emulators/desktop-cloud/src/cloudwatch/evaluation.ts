import type { AlarmConfiguration, MetricWatch, QueryWatch, StateValue } from './alarm.ts';
import { periodValue } from './insights/query.ts';
import { type Aggregate, statisticOf } from './series.ts';

/** One period that an evaluation looks at. `value` is absent when there is no data in it. */
export type Datapoint = { start: number; value?: number; sampleCount?: number };

export type Verdict = {
  /** Absent: the alarm keeps the state that it has. */
  value?: StateValue;
  /** Newest first: the data that decided, and the missing points that were filled in. */
  evaluated: Datapoint[];
  missing: number;
};

/** Queries are evaluated on the last three hours. Source: CloudWatch User Guide, "Limits" of alarms. */
const queriedSeconds = 3 * 3_600;

/**
 * Periods of the evaluation range. More than the evaluation periods are read, so that a gap can be bridged with older
 * data. AWS says that "the exact number depends on the length of the alarm period" and shows 5 for 3; two more is what
 * its examples have.
 */
export function evaluationRange({
  watch,
  period,
  evaluationPeriods,
}: Pick<AlarmConfiguration, 'watch' | 'period' | 'evaluationPeriods'>): number {
  const wanted = evaluationPeriods + 2;
  return watch.kind === 'query' ? Math.min(wanted, Math.floor(queriedSeconds / period)) : wanted;
}

/**
 * The periods of the evaluation range that ends at `end` (epoch ms), newest first. They slide: a 5-minute period
 * ends at the last full minute, not at a multiple of five.
 */
export function datapointsIn(
  end: number,
  configuration: AlarmConfiguration,
  read: (from: number, to: number) => Aggregate | undefined,
): Datapoint[] {
  const period = configuration.period * 1_000;
  return Array.from({ length: evaluationRange(configuration) }, (_, index) => {
    const start = end - (index + 1) * period;
    const aggregate = read(start, start + period);
    if (aggregate === undefined) return { start };
    return { start, value: watchedValue(configuration.watch, aggregate), sampleCount: aggregate.count };
  });
}

const watchedValue = (watch: MetricWatch | QueryWatch, aggregate: Aggregate): number =>
  watch.kind === 'metric'
    ? statisticOf(aggregate, watch.statistic)
    : periodValue(watch.query.function, aggregate);

/**
 * What an alarm's state is, given its evaluation range (newest first).
 * Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", whose tables are the tests.
 */
export function judge(datapoints: readonly Datapoint[], configuration: AlarmConfiguration): Verdict {
  const {
    evaluationPeriods: periods,
    datapointsToAlarm: needed = periods,
    treatMissingData = 'missing',
  } = configuration;
  const real = datapoints.filter((point) => point.value !== undefined).slice(0, periods);
  const breaching = real.filter((point) => isBreaching(point, configuration)).length;
  const missing = periods - real.length;
  const gaps = datapoints.filter((point) => point.value === undefined).slice(0, missing);
  const evaluated = [...real, ...gaps].sort((a, b) => b.start - a.start);
  const verdict = (value?: StateValue): Verdict => ({
    ...(value === undefined ? {} : { value }),
    evaluated,
    missing,
  });

  if (breaching >= needed) return verdict('ALARM');
  if (missing === 0 || treatMissingData === 'notBreaching') return verdict('OK');
  if (treatMissingData === 'breaching') return verdict(breaching + missing >= needed ? 'ALARM' : 'OK');
  if (real.length === 0) return verdict(treatMissingData === 'ignore' ? undefined : 'INSUFFICIENT_DATA');
  if (breaching < real.length) return verdict('OK');
  // Only breaching data and gaps. The alarm waits for the next point until the oldest breaching one is old enough.
  const oldest = datapoints.findLastIndex((point) => point.value !== undefined);
  return verdict(treatMissingData === 'missing' && oldest + 1 >= needed ? 'ALARM' : undefined);
}

export function isBreaching({ value }: Datapoint, { comparison, threshold }: AlarmConfiguration): boolean {
  if (value === undefined) return false;
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
  return comparison satisfies never;
}
