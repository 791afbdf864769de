import type { AwsEvent } from '../kernel.ts';
import type { Alarm, AlarmState } from './alarm.ts';
import { offsetTime } from './reasons.ts';

/**
 * The event of a state change, as CloudWatch shapes it.
 * Source: CloudWatch User Guide, "Alarm events and EventBridge".
 */
export function stateChangeEvent(alarm: Alarm, previous: AlarmState): AwsEvent {
  const { configuration, state } = alarm;
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    time: state.since,
    resources: [alarm.arn],
    detail: {
      alarmName: alarm.name,
      state: described(state),
      previousState: described(previous),
      configuration: {
        ...(configuration.description === undefined ? {} : { description: configuration.description }),
        metrics: [
          {
            id: configuration.metricsEntry?.id ?? alarm.metricId,
            metricStat: {
              metric: {
                namespace: configuration.namespace,
                name: configuration.metricName,
                dimensions: configuration.dimensions,
              },
              period: configuration.period,
              stat: configuration.statistic,
              ...(configuration.unit === undefined ? {} : { unit: configuration.unit }),
            },
            returnData: true,
          },
        ],
      },
    },
  };
}

function described({ value, reason, reasonData, since }: AlarmState): Record<string, unknown> {
  return { value, reason, ...(reasonData === undefined ? {} : { reasonData }), timestamp: offsetTime(since) };
}

/** What an alarm tells an SNS topic. Subjects end at 100 characters there. */
export function notification(alarm: Alarm, previous: AlarmState): { subject: string; message: string } {
  const { configuration, state } = alarm;
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: configuration.description ?? null,
    AWSAccountId: alarm.accountId,
    AlarmConfigurationUpdatedTimestamp: offsetTime(alarm.configuredAt),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: offsetTime(state.since),
    Region: alarm.region,
    AlarmArn: alarm.arn,
    OldStateValue: previous.value,
    OKActions: configuration.okActions,
    AlarmActions: configuration.alarmActions,
    InsufficientDataActions: configuration.insufficientDataActions,
    Trigger: {
      MetricName: configuration.metricName,
      Namespace: configuration.namespace,
      StatisticType: 'Statistic',
      Statistic: configuration.statistic.toUpperCase(),
      Unit: configuration.unit ?? null,
      Dimensions: Object.entries(configuration.dimensions).map(([name, value]) => ({ value, name })),
      Period: configuration.period,
      EvaluationPeriods: configuration.evaluationPeriods,
      ...(configuration.datapointsToAlarm === undefined
        ? {}
        : { DatapointsToAlarm: configuration.datapointsToAlarm }),
      ComparisonOperator: configuration.comparison,
      Threshold: configuration.threshold,
      TreatMissingData: configuration.treatMissingData ?? '',
      EvaluateLowSampleCountPercentile: '',
    },
  };
  return {
    subject: `${state.value}: "${alarm.name}" in ${alarm.region}`.slice(0, 100),
    message: JSON.stringify(message),
  };
}
