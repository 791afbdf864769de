import type { AlarmConfiguration, Comparison, StateValue } from './alarm.ts';
import { type Datapoint, isBreaching, type Verdict } from './evaluation.ts';

/**
 * The sentences and the `reasonData` of a state change, as CloudWatch words them.
 * Sources: CloudWatch User Guide, "Alarm events and EventBridge" (sample events), and published answers of
 * DescribeAlarms for `evaluatedDatapoints`, which the guide's older samples lack.
 */
export function reasonFor(value: StateValue, verdict: Verdict, configuration: AlarmConfiguration): string {
  const { evaluated, missing } = verdict;
  if (value === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${counted(missing, 'datapoint')} ${was(missing)} unknown.`;
  const filled =
    missing > 0
      ? `${counted(missing, 'missing datapoint')} ${was(missing)} treated as [${treated(configuration)}]`
      : '';
  const telling = evaluated.filter(
    (point) => point.value !== undefined && isBreaching(point, configuration) === (value === 'ALARM'),
  );
  if (telling.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${counted(configuration.evaluationPeriods, 'period')} and ${filled}.`;
  }
  const { datapointsToAlarm: needed, evaluationPeriods: periods } = configuration;
  const values = telling
    .map((point) => `${asDouble(point.value ?? 0)} (${dayFirst(point.start)})`)
    .join(', ');
  const subject =
    needed === undefined
      ? counted(telling.length, 'datapoint')
      : `${telling.length} out of the last ${counted(periods, 'datapoint', true)}`;
  const not = value === 'OK' ? 'not ' : '';
  const crossed = `${was(telling.length)} ${not}${words[configuration.comparison]} the threshold (${asDouble(configuration.threshold)})`;
  return `Threshold Crossed: ${subject} [${values}] ${crossed}${filled === '' ? '' : ` and ${filled}`}${transition(value, configuration)}.`;
}

function transition(
  value: StateValue,
  { datapointsToAlarm: needed, evaluationPeriods: periods }: AlarmConfiguration,
): string {
  if (needed === undefined) return '';
  return value === 'ALARM'
    ? ` (minimum ${counted(needed, 'datapoint')} for OK -> ALARM transition)`
    : ` (minimum ${counted(periods - needed + 1, 'datapoint')} for ALARM -> OK transition)`;
}

/** JSON as CloudWatch writes it: doubles with their decimal point, recent data oldest first, evaluated newest first. */
export function reasonData(verdict: Verdict, configuration: AlarmConfiguration, queryDate: number): string {
  const real = verdict.evaluated.filter((point) => point.value !== undefined);
  const oldest = real.at(-1);
  const members = [
    `"version":"1.0"`,
    `"queryDate":"${offsetTime(queryDate)}"`,
    ...(oldest === undefined ? [] : [`"startDate":"${offsetTime(oldest.start)}"`]),
    ...describedStatistic(configuration),
    `"period":${configuration.period}`,
    `"recentDatapoints":[${real
      .map((point) => asDouble(point.value ?? 0))
      .reverse()
      .join(',')}]`,
    `"threshold":${asDouble(configuration.threshold)}`,
    `"evaluatedDatapoints":[${verdict.evaluated.map(evaluatedDatapoint).join(',')}]`,
  ];
  return `{${members.join(',')}}`;
}

/** A query has none: its function is part of the expression. */
function describedStatistic({ watch }: AlarmConfiguration): string[] {
  if (watch.kind === 'query') return [];
  return [
    ...(watch.unit === undefined ? [] : [`"unit":${JSON.stringify(watch.unit)}`]),
    `"statistic":"${watch.statistic}"`,
  ];
}

/** Of the state of a whole query, which has no datapoints of its own. */
export const queryReasonData = (queryDate: number): string =>
  `{"version":"1.0","queryDate":"${offsetTime(queryDate)}"}`;

/**
 * Why a series of a query is in its state: only the newest datapoint is told. Sources: CloudWatch User Guide, "Alarm
 * events and EventBridge", and published answers of AWS, which say `which not crossed` where a series returns to OK.
 */
export function contributorReason(
  value: 'OK' | 'ALARM',
  { evaluated, missing }: Verdict,
  configuration: AlarmConfiguration,
): string {
  const telling = evaluated.filter(
    (point) => point.value !== undefined && isBreaching(point, configuration) === (value === 'ALARM'),
  );
  const [newest] = telling;
  if (newest === undefined) return noDataReason;
  const { datapointsToAlarm: needed, evaluationPeriods: periods, treatMissingData } = configuration;
  const not = value === 'OK' ? 'not ' : '';
  const subject =
    needed === undefined
      ? counted(telling.length, 'datapoint')
      : `${telling.length} out of the last ${counted(periods, 'datapoint', true)}`;
  // Gaps are told where they decided something.
  const decides = treatMissingData === 'breaching' || treatMissingData === 'notBreaching';
  const filled =
    missing > 0 && decides
      ? ` and ${counted(missing, 'missing datapoint')} ${was(missing)} treated as [${treated(configuration)}]`
      : '';
  return (
    `Threshold Crossed: ${subject} ${was(telling.length)} ${not}${words[configuration.comparison]} the threshold ` +
    `(${asDouble(configuration.threshold)})${filled}. The most recent datapoint which ${not}crossed the threshold: ` +
    `[${asDouble(newest.value ?? 0)} (${dayFirst(newest.start)})]${transition(value, configuration)}.`
  );
}

/** Choice: AWS's own sentence for a series that a query no longer returns was not found. */
export const noDataReason = 'No data was returned for this contributor.';

/** Of a query with several series. Source: CloudWatch User Guide, "Limits" of alarms; published answers of AWS. */
export function queryReason(
  value: StateValue,
  { alarming, series, most }: { alarming: number; series: number; most: number },
  configuration: AlarmConfiguration,
): string {
  if (series === 0) {
    return `No time series were returned by the query. Treat missing data is configured as [${treated(configuration)}].`;
  }
  if (value !== 'ALARM') return `${series} time series evaluated to ${value}`;
  if (alarming > most) return `${most}+ time series evaluated to ALARM`;
  return `${alarming} out of ${series} time series evaluated to ALARM`;
}

function evaluatedDatapoint({ start, value, sampleCount }: Datapoint): string {
  const members = [
    `"timestamp":"${offsetTime(start)}"`,
    ...(sampleCount === undefined ? [] : [`"sampleCount":${asDouble(sampleCount)}`]),
    ...(value === undefined ? [] : [`"value":${asDouble(value)}`]),
  ];
  return `{${members.join(',')}}`;
}

/** `2026-11-21T05:00:00.000+0000`, as in CloudWatch's events. */
export const offsetTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '+0000');

const words: Record<Comparison, string> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

const treated = ({ treatMissingData = 'missing' }: AlarmConfiguration): string =>
  ({ missing: 'Missing', notBreaching: 'NonBreaching', breaching: 'Breaching', ignore: 'Ignore' })[
    treatMissingData
  ];
const counted = (count: number, what: string, plural = count !== 1): string =>
  `${count} ${what}${plural ? 's' : ''}`;
const was = (count: number): string => (count === 1 ? 'was' : 'were');
const asDouble = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `21/11/26 05:00:00` */
function dayFirst(ms: number): string {
  const [, year, month, day, time] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(ms).toISOString()) ?? [];
  return `${day}/${month}/${year} ${time}`;
}
