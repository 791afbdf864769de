import type { AlarmConfiguration } from './alarm.ts';
import { comparisons } from './alarm.ts';
import { readInput, validationError } from './refusals.ts';
import { statistics } from './series.ts';
import { type Dimension, putMetricAlarmInput } from './shapes.ts';

/** An alarm reaches back at most a day, or seven with periods of an hour and more. Source: botocore model, `Period`. */
const longestSeconds = (period: number): number => (period >= 3_600 ? 604_800 : 86_400);

/**
 * What PutMetricAlarm asks for.
 * @throws AwsFault ValidationError; also for what AWS has and this emulator has not, named in the message
 */
export function readAlarm(input: unknown): {
  name: string;
  configuration: AlarmConfiguration;
  tags: Record<string, string>;
} {
  const given = readInput(putMetricAlarmInput, input);
  const source =
    given.Metrics === undefined || given.Metrics.length === 0 ? ofMetric(given) : ofMetrics(given);
  const comparison = comparisons.find((known) => known === given.ComparisonOperator);
  if (comparison === undefined || given.ThresholdMetricId !== undefined) {
    throw notHere(`anomaly detection (${given.ComparisonOperator})`);
  }
  if (given.Threshold === undefined)
    throw validationError('Threshold is required for alarms on a static threshold.');
  const { EvaluationPeriods: evaluationPeriods, DatapointsToAlarm: datapointsToAlarm } = given;
  checkPeriod(source.period, evaluationPeriods);
  if (datapointsToAlarm !== undefined && datapointsToAlarm > evaluationPeriods) {
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  }
  return {
    name: given.AlarmName,
    tags: Object.fromEntries((given.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    configuration: {
      description: given.AlarmDescription,
      actionsEnabled: given.ActionsEnabled ?? true,
      okActions: given.OKActions ?? [],
      alarmActions: given.AlarmActions ?? [],
      insufficientDataActions: given.InsufficientDataActions ?? [],
      ...source,
      evaluationPeriods,
      datapointsToAlarm,
      threshold: given.Threshold,
      comparison,
      treatMissingData: given.TreatMissingData,
    },
  };
}

type Given = ReturnType<typeof putMetricAlarmInput.parse>;
type Source = Pick<
  AlarmConfiguration,
  'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'period' | 'unit' | 'metricsEntry'
>;

function ofMetric(given: Given): Source {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Period } = given;
  if (ExtendedStatistic !== undefined) throw notHere(`percentiles (ExtendedStatistic ${ExtendedStatistic})`);
  if (MetricName === undefined || Namespace === undefined) {
    throw validationError('MetricName and Namespace, or Metrics, must be specified.');
  }
  if (Statistic === undefined) throw validationError('Statistic must be specified for an alarm on a metric.');
  if (Period === undefined) throw validationError('Period must be specified for an alarm on a metric.');
  return {
    namespace: Namespace,
    metricName: MetricName,
    dimensions: dimensionMap(given.Dimensions),
    statistic: Statistic,
    period: Period,
    unit: given.Unit,
  };
}

function ofMetrics(given: Given): Source {
  if (given.MetricName !== undefined || given.Period !== undefined || given.Statistic !== undefined) {
    throw validationError('Metrics cannot be combined with MetricName, Period or Statistic.');
  }
  const [entry, ...more] = given.Metrics ?? [];
  const math = [entry, ...more].find((query) => query?.Expression !== undefined);
  if (math?.Expression !== undefined) throw notHere(`metric math and Metrics Insights (${math.Expression})`);
  if (more.length > 0 || entry?.MetricStat === undefined)
    throw notHere('Metrics with other than one MetricStat');
  const { Metric, Period, Stat, Unit } = entry.MetricStat;
  const statistic = statistics.find((known) => known === Stat);
  if (statistic === undefined) throw notHere(`statistic ${Stat}`);
  if (Metric.Namespace === undefined || Metric.MetricName === undefined) {
    throw validationError('A MetricStat needs a Namespace and a MetricName.');
  }
  return {
    namespace: Metric.Namespace,
    metricName: Metric.MetricName,
    dimensions: dimensionMap(Metric.Dimensions),
    statistic,
    period: Period,
    unit: Unit,
    metricsEntry: { id: entry.Id, label: entry.Label },
  };
}

function checkPeriod(period: number, evaluationPeriods: number): void {
  if (![10, 20, 30].includes(period) && period % 60 !== 0) {
    throw validationError('Period must be 10, 20, 30 or a multiple of 60.');
  }
  const longest = longestSeconds(period);
  if (period * evaluationPeriods > longest) {
    const days = longest === 86_400 ? 'a day' : 'seven days';
    throw validationError(
      `Metrics cannot be checked across more than ${days} (EvaluationPeriods * Period must be <= ${longest}).`,
    );
  }
}

const notHere = (what: string): Error => validationError(`Alarms with ${what} are not supported here.`);

export function dimensionMap(dimensions: readonly Dimension[] = []): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));
}

export function dimensionList(dimensions: Readonly<Record<string, string>>): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
