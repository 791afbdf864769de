import {
  type CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  ResourceNotFound,
} from '@aws-sdk/client-cloudwatch';
import { desktopOfContributor, type Plan, type StandingShardAlarm, shardPeriodOf } from '../domain/shard.ts';
import type { ShardAlarms } from '../ports.ts';

/** What becomes of an alarm is written on it: one walk at a time writes, and people read it, too. */
const signatures: Readonly<Record<Plan, string>> = {
  watches: 'Made by Cleandesk. Tells who leaves a desktop of its shard.',
  outgrown: 'Made by Cleandesk. Its shard is outgrown: the desktops have alarms of their own.',
  leaves: 'Made by Cleandesk. It is removed when alarms of desktops have stood beside it for long enough.',
};
const plans = ['watches', 'outgrown', 'leaves'] as const;

const rule = {
  EvaluationPeriods: 1,
  DatapointsToAlarm: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  // Else a fleet in which nobody leaves would lie in INSUFFICIENT_DATA.
  TreatMissingData: 'notBreaching',
} as const;

/** In the JSON of a history item, which CloudWatch may cut. */
const cameIntoAlarm = /"newState":\{[^}]*"stateValue":"ALARM"/;

/**
 * Alarms on queries of Metrics Insights, in which each desktop is a contributor. `prefix`: what the names of this
 * deployment's begin with. Changes go one at a time through `turn`.
 */
export function cloudwatchShards(options: {
  client: CloudWatchClient;
  prefix: string;
  turn: () => Promise<void>;
}): ShardAlarms {
  const { client, prefix, turn } = options;

  return {
    async standing() {
      const found: StandingShardAlarm[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new DescribeAlarmsCommand({
            AlarmTypes: ['MetricAlarm'],
            AlarmNamePrefix: prefix,
            MaxRecords: 100,
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        );
        found.push(...(page.MetricAlarms ?? []).flatMap((alarm) => standingOf(alarm, prefix)));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found;
    },
    async put({ name, query, plan }, { periodSeconds, topicArn, tags }) {
      await turn();
      await client.send(
        new PutMetricAlarmCommand({
          ...rule,
          AlarmName: prefix + name,
          AlarmDescription: signatures[plan],
          Metrics: [
            { Id: 'left', Expression: query, Period: shardPeriodOf(periodSeconds), ReturnData: true },
          ],
          AlarmActions: topicArn === undefined ? [] : [topicArn],
          // CloudWatch ignores tags when the alarm exists already.
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        }),
      );
    },
    async remove(name) {
      await turn();
      try {
        await client.send(new DeleteAlarmsCommand({ AlarmNames: [prefix + name] }));
      } catch (error) {
        if (!(error instanceof ResourceNotFound)) throw error;
      }
    },
    async hasTold(name, since) {
      const { AlarmHistoryItems } = await client.send(
        new DescribeAlarmHistoryCommand({
          AlarmName: prefix + name,
          HistoryItemType: 'AlarmContributorStateUpdate',
          StartDate: new Date(since),
          ScanBy: 'TimestampDescending',
          MaxRecords: 100,
        }),
      );
      // Metrics of directories are one contributor more: what is told of those is no sign that desktops are heard. Nor is
      // an OK: who was in ALARM goes there when the alarm is given a query that finds nobody.
      return (AlarmHistoryItems ?? []).some(({ AlarmContributorAttributes, HistoryData }) => {
        const id = desktopOfContributor(AlarmContributorAttributes ?? {});
        return id !== undefined && id !== 'nobody' && cameIntoAlarm.test(HistoryData ?? '');
      });
    },
  };
}

/** Nothing for an alarm that only begins like one of ours and asks for no query. */
function standingOf(alarm: MetricAlarm, prefix: string): StandingShardAlarm[] {
  const [measured, ...more] = alarm.Metrics ?? [];
  if (alarm.AlarmName === undefined || measured?.Expression === undefined) return [];
  return [
    {
      name: alarm.AlarmName.slice(prefix.length),
      query: measured.Expression,
      // What a person has written is none of these, so that it is put right.
      plan: plans.find((plan) => alarm.AlarmDescription === signatures[plan]) ?? 'leaves',
      periodSeconds: measured.Period,
      actions: alarm.AlarmActions ?? [],
      sound:
        more.length === 0 &&
        alarm.ActionsEnabled !== false &&
        alarm.EvaluationPeriods === rule.EvaluationPeriods &&
        (alarm.DatapointsToAlarm ?? 1) === rule.DatapointsToAlarm &&
        alarm.Threshold === rule.Threshold &&
        alarm.ComparisonOperator === rule.ComparisonOperator &&
        alarm.TreatMissingData === rule.TreatMissingData,
      // Without a time it was put just now, for all that anybody knows.
      since: alarm.AlarmConfigurationUpdatedTimestamp?.getTime() ?? Number.MAX_SAFE_INTEGER,
      state: alarm.StateValue === 'OK' || alarm.StateValue === 'ALARM' ? 'known' : 'unknown',
      evaluation:
        alarm.EvaluationState === undefined
          ? 'whole'
          : alarm.EvaluationState === 'PARTIAL_DATA'
            ? 'partial'
            : 'failing',
    },
  ];
}
