import type { AwsEvent } from '../kernel.ts';
import type { Alarm, AlarmConfiguration, AlarmState, StateValue } from './alarm.ts';
import type { ContributorChange } from './contributors.ts';
import { offsetTime } from './reasons.ts';

/**
 * The event of a state change, as CloudWatch shapes it.
 * Source: CloudWatch User Guide, "Alarm events and EventBridge".
 */
export function stateChangeEvent(alarm: Alarm, previous: AlarmState): AwsEvent {
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    time: alarm.state.since,
    resources: [alarm.arn],
    detail: {
      alarmName: alarm.name,
      state: described(alarm.state),
      previousState: described(previous),
      configuration: describedConfiguration(alarm),
    },
  };
}

/** A series of the alarm's query has come into a state: it is told whatever the alarm's own state is. */
export function contributorEvent(alarm: Alarm, { id, value, contributor }: ContributorChange): AwsEvent {
  const { attributes, reason, since } = contributor;
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm Contributor State Change',
    time: since,
    resources: [alarm.arn],
    detail: {
      alarmName: alarm.name,
      alarmContributor: { id, attributes },
      state: { value, reason, timestamp: offsetTime(since) },
      configuration: describedConfiguration(alarm),
    },
  };
}

function describedConfiguration({ configuration, metricId }: Alarm): Record<string, unknown> {
  const { watch, period, description } = configuration;
  const told = description === undefined ? {} : { description };
  if (watch.kind === 'query') {
    const { id, label, expression } = watch;
    const named = label === undefined ? {} : { label };
    return { metrics: [{ id, expression, ...named, returnData: true, period }], ...told };
  }
  const { metric, statistic, unit, entry } = watch;
  return {
    ...told,
    metrics: [
      {
        id: entry?.id ?? metricId,
        metricStat: {
          metric: { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions },
          period,
          stat: statistic,
          ...(unit === undefined ? {} : { unit }),
        },
        returnData: true,
      },
    ],
  };
}

function described({ value, reason, reasonData, since, isPartial }: AlarmState): Record<string, unknown> {
  return {
    value,
    reason,
    ...(reasonData === undefined ? {} : { reasonData }),
    timestamp: offsetTime(since),
    ...(isPartial === true ? { evaluationState: 'PARTIAL_DATA' } : {}),
  };
}

/** What an alarm, or one series of its query, tells an SNS topic. Subjects end at 100 characters there. */
export function notification(
  alarm: Alarm,
  told: { value: StateValue; reason: string; since: number; previous: StateValue },
  contributor?: { id: string; attributes: Readonly<Record<string, string>> },
): { subject: string; message: string } {
  const { configuration } = alarm;
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: configuration.description ?? null,
    AWSAccountId: alarm.accountId,
    AlarmConfigurationUpdatedTimestamp: offsetTime(alarm.configuredAt),
    NewStateValue: told.value,
    NewStateReason: told.reason,
    StateChangeTime: offsetTime(told.since),
    Region: alarm.region,
    AlarmArn: alarm.arn,
    OldStateValue: told.previous,
    ...(contributor === undefined
      ? {}
      : { AlarmContributorId: contributor.id, AlarmContributorAttributes: contributor.attributes }),
    OKActions: configuration.okActions,
    AlarmActions: configuration.alarmActions,
    InsufficientDataActions: configuration.insufficientDataActions,
    Trigger: trigger(configuration),
  };
  return {
    subject: `${told.value}: "${alarm.name}" in ${alarm.region}`.slice(0, 100),
    message: JSON.stringify(message),
  };
}

function trigger(configuration: AlarmConfiguration): Record<string, unknown> {
  const { watch, period, evaluationPeriods, datapointsToAlarm, comparison, threshold } = configuration;
  const rule = {
    Period: period,
    EvaluationPeriods: evaluationPeriods,
    ...(datapointsToAlarm === undefined ? {} : { DatapointsToAlarm: datapointsToAlarm }),
    ComparisonOperator: comparison,
    Threshold: threshold,
    TreatMissingData: configuration.treatMissingData ?? '',
    EvaluateLowSampleCountPercentile: '',
  };
  if (watch.kind === 'query') {
    const { id, label, expression } = watch;
    const Label = label === undefined ? {} : { Label: label };
    return {
      ...rule,
      Metrics: [{ Expression: expression, Id: id, ...Label, ReturnData: true, Period: period }],
    };
  }
  return {
    MetricName: watch.metric.name,
    Namespace: watch.metric.namespace,
    StatisticType: 'Statistic',
    Statistic: watch.statistic.toUpperCase(),
    Unit: watch.unit ?? null,
    Dimensions: Object.entries(watch.metric.dimensions).map(([name, value]) => ({ value, name })),
    ...rule,
  };
}
