import type { CallContext, Clock, Operation } from '../kernel.ts';
import { pageOf } from '../sorted-pages.ts';
import { dimensionList, dimensionMap } from './configuring.ts';
import { isQuery, readQuery } from './insights/grammar.ts';
import { queried, resultOf } from './insights/results.ts';
import type { MetricIdentity, Period } from './readable.ts';
import {
  invalidCombination,
  invalidToken,
  invalidValue,
  missingParameter,
  readInput,
  validationError,
} from './refusals.ts';
import type { Region } from './region.ts';
import { type Aggregate, type Statistic, secondsKeptMs, statisticOf, statistics } from './series.ts';
import {
  getMetricDataInput,
  getMetricStatisticsInput,
  listMetricsInput,
  type MetricDataQuery,
  type PutDatum,
  putMetricDataInput,
} from './shapes.ts';

const twoWeeksMs = 14 * 86_400_000;
const twoHoursMs = 2 * 3_600_000;
const mostStatistics = 1_440;
const metricsPerPage = 500;

export function metricOperations(
  regionOf: (context: CallContext) => Region,
  clock: Clock,
): [string, Operation][] {
  return [
    [
      'PutMetricData',
      (input, context) => {
        const { Namespace, MetricData = [], EntityMetricData = [] } = readInput(putMetricDataInput, input);
        // AWS keeps its own namespaces for itself; the WorkSpaces of this emulator measure from the inside.
        if (Namespace.startsWith('AWS/'))
          throw invalidValue(`The value ${Namespace} for parameter Namespace is invalid.`);
        const data = [...MetricData, ...EntityMetricData.flatMap((entity) => entity.MetricData ?? [])];
        if (data.length === 0) throw missingParameter('The parameter MetricData is required.');
        const { metrics, alarms } = regionOf(context);
        const now = clock.now();
        // All or nothing: what is refused must leave no trace.
        const read = data.map((datum, index) => readDatum(datum, index + 1, now));
        for (const { datum, timestamp, value } of read) {
          const identity = {
            namespace: Namespace,
            name: datum.MetricName,
            dimensions: dimensionMap(datum.Dimensions),
          };
          const metric = metrics.put(identity, timestamp, value, datum.Unit ?? 'None', now);
          alarms.noticed(metric, timestamp);
        }
      },
    ],
    [
      'GetMetricStatistics',
      (input, context) => {
        const given = readInput(getMetricStatisticsInput, input);
        if (given.ExtendedStatistics !== undefined)
          throw validationError('Percentiles are not supported here.');
        if (given.Statistics === undefined) {
          throw missingParameter(
            'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
          );
        }
        checkRange(given.StartTime, given.EndTime, given.Period);
        const start = Math.floor(given.StartTime / 60_000) * 60_000;
        const count = Math.ceil((given.EndTime - start) / (given.Period * 1_000));
        if (count > mostStatistics) {
          throw invalidCombination(
            `You have requested up to ${count} datapoints, which exceeds the limit of ${mostStatistics}.`,
          );
        }
        const metric = regionOf(context).metrics.find({
          namespace: given.Namespace,
          name: given.MetricName,
          dimensions: dimensionMap(given.Dimensions),
        });
        const wanted = given.Statistics;
        const unit = given.Unit ?? metric?.units[0] ?? 'None';
        const found = metric?.periods(start, given.EndTime, given.Period * 1_000, given.Unit) ?? [];
        const points = found.map((period) => ({
          Timestamp: new Date(period.start),
          ...Object.fromEntries(wanted.map((name) => [name, statisticOf(period.aggregate, name)])),
          Unit: unit,
        }));
        return { Label: given.MetricName, Datapoints: points };
      },
    ],
    [
      'GetMetricData',
      (input, context) => {
        const given = readInput(getMetricDataInput, input);
        const { metrics } = regionOf(context);
        const descending = given.ScanBy !== 'TimestampAscending';
        checkQueries(given.MetricDataQueries);
        const results = given.MetricDataQueries.filter((query) => query.ReturnData !== false).flatMap(
          (query) => {
            const { Id, Label, Expression, Period } = query;
            if (Expression !== undefined) {
              if (!isQuery(Expression)) throw noMath(Id, Expression);
              const asked = { id: Id, label: Label, period: Period, query: readQuery(Expression, Id) };
              return queried(metrics, asked, { from: given.StartTime, to: given.EndTime }, descending);
            }
            const { identity, period, statistic, unit } = readStat(query);
            checkRange(given.StartTime, given.EndTime, period);
            const aligned = Math.floor(given.StartTime / (period * 1_000)) * period * 1_000;
            const found = metrics.find(identity)?.periods(aligned, given.EndTime, period * 1_000, unit) ?? [];
            return [resultOf(Id, Label ?? identity.name, pointsOf(found, statistic), descending)];
          },
        );
        return { MetricDataResults: results, Messages: [] };
      },
    ],
    [
      'ListMetrics',
      (input, context) => {
        const given = readInput(listMetricsInput, input);
        const since = given.RecentlyActive === undefined ? 0 : clock.now() - secondsKeptMs;
        const wanted = {
          namespace: given.Namespace,
          name: given.MetricName,
          dimensions: given.Dimensions?.map(({ Name, Value }) => ({ name: Name, value: Value })),
        };
        const found = regionOf(context).metrics.list(wanted, since, given.NextToken !== undefined);
        const page = pageOf(found, ({ key }) => key, metricsPerPage, given.NextToken, invalidToken);
        return {
          Metrics: page.items.map(({ identity }) => ({
            Namespace: identity.namespace,
            MetricName: identity.name,
            Dimensions: dimensionList(identity.dimensions),
          })),
          NextToken: page.nextToken,
        };
      },
    ],
  ];
}

function readDatum(
  datum: PutDatum,
  position: number,
  now: number,
): { datum: PutDatum; timestamp: number; value: Aggregate } {
  const parameter = `MetricData.member.${position}`;
  const timestamp = datum.Timestamp ?? now;
  if (timestamp < now - twoWeeksMs) {
    throw invalidValue(
      `The parameter ${parameter}.Timestamp must specify a time no more than two weeks in the past.`,
    );
  }
  if (timestamp > now + twoHoursMs) {
    throw invalidValue(
      `The parameter ${parameter}.Timestamp must specify a time within two hours in the future.`,
    );
  }
  return { datum, timestamp, value: readValues(datum, parameter) };
}

function readValues({ Value, StatisticValues, Values, Counts }: PutDatum, parameter: string): Aggregate {
  const ways = [Value, StatisticValues, Values].filter((way) => way !== undefined).length;
  if (ways !== 1) {
    throw invalidCombination(`${parameter} must have exactly one of Value, Values and StatisticValues.`);
  }
  if (Value !== undefined) return { sum: Value, count: 1, min: Value, max: Value };
  if (StatisticValues !== undefined) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    if (SampleCount <= 0)
      throw invalidValue(`The value ${SampleCount} for parameter ${parameter}.SampleCount is invalid.`);
    return { sum: Sum, count: SampleCount, min: Minimum, max: Maximum };
  }
  const values = Values ?? [];
  const counts = Counts ?? values.map(() => 1);
  if (values.length === 0 || values.length !== counts.length) {
    throw invalidValue(
      `${parameter}.Values and ${parameter}.Counts must be of the same length and not empty.`,
    );
  }
  return {
    sum: values.reduce((sum, value, index) => sum + value * (counts[index] ?? 1), 0),
    count: counts.reduce((sum, count) => sum + count, 0),
    min: Math.min(...values),
    max: Math.max(...values),
  };
}

const pointsOf = (found: readonly Period[], statistic: Statistic): { at: number; value: number }[] =>
  found.map(({ start, aggregate }) => ({ at: start, value: statisticOf(aggregate, statistic) }));

/** Each call can have one query, also among those whose data it does not return. */
function checkQueries(queries: readonly MetricDataQuery[]): void {
  const count = queries.filter(({ Expression }) => Expression !== undefined && isQuery(Expression)).length;
  if (count > 1) throw validationError('There can be only one query in MetricDataQueries.');
}

const noMath = (id: string, expression: string): Error =>
  validationError(`Error in expression '${id}': metric math (${expression}) is not supported here.`);

function readStat({ MetricStat, Id }: MetricDataQuery): {
  identity: MetricIdentity;
  period: number;
  statistic: Statistic;
  unit: string | undefined;
} {
  if (MetricStat === undefined) throw validationError(`The query ${Id} needs a MetricStat or an Expression.`);
  const { Metric, Period, Stat, Unit } = MetricStat;
  const statistic = statistics.find((known) => known === Stat);
  if (statistic === undefined)
    throw validationError(`The statistic ${Stat} of query ${Id} is not supported here.`);
  if (Metric.Namespace === undefined || Metric.MetricName === undefined) {
    throw validationError(`The metric of query ${Id} needs a Namespace and a MetricName.`);
  }
  const dimensions = dimensionMap(Metric.Dimensions);
  return {
    identity: { namespace: Metric.Namespace, name: Metric.MetricName, dimensions },
    period: Period,
    statistic,
    unit: Unit,
  };
}

function checkRange(start: number, end: number, period: number): void {
  if (start >= end) throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  if (![1, 5, 10, 20, 30].includes(period) && period % 60 !== 0) {
    throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  }
}
