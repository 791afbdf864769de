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
    EvaluationState: state.isPartial === true ? 'PARTIAL_DATA' : undefined,
    StateTransitionedTimestamp: new Date(state.transitioned),
  };
}

/** An alarm is described the way it was put: by its metric, or by `Metrics`. */
export function describedSource({
  configuration: { watch, period },
}: Pick<Alarm, 'configuration'>): Record<string, unknown> {
  if (watch.kind === 'query') {
    const { id, label, expression } = watch;
    return {
      Dimensions: [],
      Metrics: [{ Id: id, Expression: expression, Label: label, ReturnData: true, Period: period }],
    };
  }
  const { metric, statistic, unit, entry } = watch;
  const described = {
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: dimensionList(metric.dimensions),
  };
  if (entry === undefined) return { ...described, Statistic: statistic, Period: period, Unit: unit };
  return {
    Dimensions: [],
    Metrics: [
      {
        Id: entry.id,
        Label: entry.label,
        MetricStat: { Metric: described, Period: period, Stat: statistic, Unit: unit },
        ReturnData: true,
      },
    ],
  };
}
