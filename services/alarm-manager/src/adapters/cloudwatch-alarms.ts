import {
  type CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  type MetricAlarm,
  PutMetricAlarmCommand,
  ResourceNotFound,
} from '@aws-sdk/client-cloudwatch';
import { alarmNamePrefix } from '@cleandesk/contracts';
import { type AlarmRules, alarmNameOf, desktopOfAlarm, type StandingAlarm } from '../domain/alarm.ts';
import type { Alarms, Page } from '../ports.ts';

/** Begins the description of every alarm that this service made; people make alarms of the same names by hand. */
const signature = 'Made by Cleandesk.';

/** What a disconnect alarm measures: a connection was closed, or failed (AWS/WorkSpaces metrics, `SessionDisconnect`). */
const measure = {
  Namespace: 'AWS/WorkSpaces',
  MetricName: 'SessionDisconnect',
  Statistic: 'Sum',
  EvaluationPeriods: 1,
  DatapointsToAlarm: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  // A desktop that nobody uses sends no datapoints: without this it would lie in INSUFFICIENT_DATA.
  TreatMissingData: 'notBreaching',
} as const;

/**
 * Alarms in CloudWatch. Changes go one at a time through `turn`: PutMetricAlarm and DeleteAlarms take 3 calls a second
 * each, DescribeAlarms 9 (CloudWatch User Guide, service quotas); what is throttled all the same is repeated by the SDK.
 */
export function cloudwatchAlarms(options: { client: CloudWatchClient; turn: () => Promise<void> }): Alarms {
  const { client, turn } = options;

  const described = async (input: DescribeAlarmsCommandInput): Promise<Page<StandingAlarm>> => {
    const answer = await client.send(
      new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm'], MaxRecords: 100, ...input }),
    );
    const items = (answer.MetricAlarms ?? []).flatMap(standingOf);
    return answer.NextToken ? { items, next: answer.NextToken } : { items };
  };

  const standing: Alarms['standing'] = async (workspaceIds) => {
    if (workspaceIds.length === 0) return new Map();
    const { items } = await described({ AlarmNames: workspaceIds.map(alarmNameOf) });
    return new Map(items.map((alarm) => [alarm.workspaceId, alarm]));
  };

  const remove = async (workspaceIds: readonly string[]): Promise<void> => {
    await turn();
    await client.send(new DeleteAlarmsCommand({ AlarmNames: workspaceIds.map(alarmNameOf) }));
  };

  return {
    standing,
    list: (token) =>
      described({ AlarmNamePrefix: alarmNamePrefix, ...(token === undefined ? {} : { NextToken: token }) }),
    async put(workspaceId, rules) {
      await turn();
      await client.send(new PutMetricAlarmCommand(alarmOf(workspaceId, rules)));
    },
    async remove(workspaceIds) {
      if (workspaceIds.length === 0) return;
      try {
        await remove(workspaceIds);
      } catch (error) {
        // "In the event of an error, no alarms are deleted" (DeleteAlarms): one that is missing must not keep the others.
        if (!(error instanceof ResourceNotFound)) throw error;
        const left = [...(await standing(workspaceIds)).keys()];
        if (left.length > 0) await remove(left);
      }
    },
  };
}

const alarmOf = (workspaceId: string, rules: AlarmRules) => ({
  ...measure,
  AlarmName: alarmNameOf(workspaceId),
  AlarmDescription: `${signature} A connection to ${workspaceId} was closed. Changes by hand are put right by the reconcile run.`,
  Dimensions: [{ Name: 'WorkspaceId', Value: workspaceId }],
  Period: rules.periodSeconds,
  AlarmActions: rules.topicArn === undefined ? [] : [rules.topicArn],
  // CloudWatch ignores tags when the alarm exists already.
  Tags: Object.entries(rules.tags).map(([Key, Value]) => ({ Key, Value })),
});

/** Nothing for an alarm whose name only looks like one of a desktop. */
function standingOf(alarm: MetricAlarm): StandingAlarm[] {
  const workspaceId = desktopOfAlarm(alarm.AlarmName ?? '');
  if (workspaceId === undefined) return [];
  const [dimension, ...more] = alarm.Dimensions ?? [];
  return [
    {
      workspaceId,
      ours: alarm.AlarmDescription?.startsWith(signature) ?? false,
      periodSeconds: alarm.Period,
      actions: alarm.AlarmActions ?? [],
      sound:
        alarm.Namespace === measure.Namespace &&
        alarm.MetricName === measure.MetricName &&
        alarm.Statistic === measure.Statistic &&
        alarm.EvaluationPeriods === measure.EvaluationPeriods &&
        (alarm.DatapointsToAlarm ?? 1) === measure.DatapointsToAlarm &&
        alarm.Threshold === measure.Threshold &&
        alarm.ComparisonOperator === measure.ComparisonOperator &&
        alarm.TreatMissingData === measure.TreatMissingData &&
        dimension?.Name === 'WorkspaceId' &&
        dimension.Value === workspaceId &&
        more.length === 0,
    },
  ];
}
