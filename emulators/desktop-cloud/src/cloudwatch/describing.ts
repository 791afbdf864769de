import type { Alarm } from './alarm.ts';
import { dimensionList } from './configuring.ts';

/** A MetricAlarm as DescribeAlarms answers it. */
export function describedAlarm(alarm: Alarm): Record<string, unknown> {
  const { configuration, state } = alarm;
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: configuration.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: configuration.actionsEnabled,
    OKActions: configuration.okActions,
    AlarmActions: configuration.alarmActions,
    InsufficientDataActions: configuration.insufficientDataActions,
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: new Date(state.since),
    ...describedSource(alarm),
    EvaluationPeriods: configuration.evaluationPeriods,
    DatapointsToAlarm: configuration.datapointsToAlarm,
    Threshold: configuration.threshold,
    ComparisonOperator: configuration.comparison,
    TreatMissingData: configuration.treatMissingData,
    StateTransitionedTimestamp: new Date(state.since),
  };
}

/** An alarm is described the way it was put: by its metric, or by `Metrics`. */
function describedSource({ configuration }: Alarm): Record<string, unknown> {
  const metric = {
    Namespace: configuration.namespace,
    MetricName: configuration.metricName,
    Dimensions: dimensionList(configuration.dimensions),
  };
  const { metricsEntry, period, statistic, unit } = configuration;
  if (metricsEntry === undefined) {
    return { ...metric, Statistic: statistic, Period: period, Unit: unit };
  }
  return {
    Metrics: [
      {
        Id: metricsEntry.id,
        Label: metricsEntry.label,
        MetricStat: { Metric: metric, Period: period, Stat: statistic, Unit: unit },
        ReturnData: true,
      },
    ],
  };
}
