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
    ...(configuration.unit === undefined ? [] : [`"unit":${JSON.stringify(configuration.unit)}`]),
    `"statistic":"${configuration.statistic}"`,
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
