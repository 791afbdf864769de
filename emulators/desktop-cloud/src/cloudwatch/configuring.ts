import { type AlarmConfiguration, comparisons, type QueryWatch } from './alarm.ts';
import { isQuery, readQuery } from './insights/grammar.ts';
import { shortestPeriod } from './insights/query.ts';
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
  const strange = notYet.find((member) => given[member] !== undefined);
  if (strange !== undefined) throw notHere(strange);
  const source =
    given.Metrics === undefined || given.Metrics.length === 0 ? ofMetric(given) : ofMetrics(given);
  const comparison = comparisons.find((known) => known === given.ComparisonOperator);
  if (comparison === undefined || given.ThresholdMetricId !== undefined) {
    throw notHere(`anomaly detection (${given.ComparisonOperator})`);
  }
  if (given.Threshold === undefined)
    throw validationError('Threshold is required for alarms on a static threshold.');
  const { EvaluationPeriods: evaluationPeriods, DatapointsToAlarm: datapointsToAlarm } = given;
  if (source.watch.kind === 'query') {
    checkQuery(source.watch, source.period, evaluationPeriods);
    if (source.watch.query.groupBy.length > 0) checkActions(given);
  } else checkPeriod(source.period, evaluationPeriods);
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

/** Of newer models: PromQL, windows of evaluation, and who is told how. */
const notYet = [
  'EvaluationCriteria',
  'EvaluationWindow',
  'WarmUpConfiguration',
  'ActionConfiguration',
] as const;

type Given = ReturnType<typeof putMetricAlarmInput.parse>;
type Source = Pick<AlarmConfiguration, 'watch' | 'period'>;

function ofMetric(given: Given): Source {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Period } = given;
  if (ExtendedStatistic !== undefined) throw notHere(`percentiles (ExtendedStatistic ${ExtendedStatistic})`);
  if (MetricName === undefined || Namespace === undefined) {
    throw validationError('MetricName and Namespace, or Metrics, must be specified.');
  }
  if (Statistic === undefined) throw validationError('Statistic must be specified for an alarm on a metric.');
  if (Period === undefined) throw validationError('Period must be specified for an alarm on a metric.');
  const metric = { namespace: Namespace, name: MetricName, dimensions: dimensionMap(given.Dimensions) };
  return { watch: { kind: 'metric', metric, statistic: Statistic, unit: given.Unit }, period: Period };
}

function ofMetrics(given: Given): Source {
  if (given.MetricName !== undefined || given.Period !== undefined || given.Statistic !== undefined) {
    throw validationError('Metrics cannot be combined with MetricName, Period or Statistic.');
  }
  const [entry, ...more] = given.Metrics ?? [];
  const expression = [entry, ...more].find((query) => query?.Expression !== undefined)?.Expression;
  if (expression !== undefined && !isQuery(expression)) throw notHere(`metric math (${expression})`);
  if (more.length > 0 || entry === undefined) throw notHere('Metrics with more than one entry');
  if (entry.ReturnData === false)
    throw validationError('Exactly one element of the metrics list should return data.');
  const { Id: id, Label: label } = entry;
  if (expression !== undefined) {
    if (entry.Period === undefined) {
      throw validationError(
        `Error in expression '${id}': Period is a required field when using query within an expression`,
      );
    }
    const query = readQuery(expression, id);
    return { watch: { kind: 'query', id, label, expression, query }, period: entry.Period };
  }
  if (entry.MetricStat === undefined)
    throw validationError(`The query ${id} needs a MetricStat or an Expression.`);
  const { Metric, Period, Stat, Unit } = entry.MetricStat;
  const statistic = statistics.find((known) => known === Stat);
  if (statistic === undefined) throw notHere(`statistic ${Stat}`);
  if (Metric.Namespace === undefined || Metric.MetricName === undefined) {
    throw validationError('A MetricStat needs a Namespace and a MetricName.');
  }
  const metric = {
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: dimensionMap(Metric.Dimensions),
  };
  return { watch: { kind: 'metric', metric, statistic, unit: Unit, entry: { id, label } }, period: Period };
}

/** The sentences are those of AWS. */
function checkQuery({ query }: QueryWatch, period: number, evaluationPeriods: number): void {
  if (period < shortestPeriod) {
    throw validationError('MetricsInsights monitors do not support less than 60 seconds period');
  }
  if (period % 60 !== 0) throw validationError('Period must be 10, 20, 30 or a multiple of 60.');
  if (period * evaluationPeriods > 3 * 3_600) {
    throw validationError('MetricsInsights monitors cannot be checked across more than 3 hours');
  }
  if (query.groupBy.length > 0 && query.orderBy === undefined) {
    throw validationError(
      'Metrics expression that return multi time series are only allowed for MetricsInsights expression with an ORDER BY clause',
    );
  }
}

/** Actions of an alarm with contributors are theirs, and they have no INSUFFICIENT_DATA. The sentences are those of AWS. */
function checkActions({ AlarmActions = [], OKActions = [], InsufficientDataActions = [] }: Given): void {
  const arns = [...AlarmActions, ...OKActions, ...InsufficientDataActions];
  if (arns.some((arn) => arn.includes(':autoscaling:'))) {
    throw validationError('Autoscaling actions are not available for Multi Time Series alarms');
  }
  if (InsufficientDataActions.some((arn) => /:(?:sns|lambda):/.test(arn))) {
    throw validationError(
      'InsufficientData actions are not supported for contributor-level action types in Multi Time Series alarms',
    );
  }
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
