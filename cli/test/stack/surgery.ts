import { gunzipSync } from 'node:zlib';
import { StartLoggingCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { CreateEmailIdentityCommand, DeleteEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { PurgeQueueCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Account } from '../../src/doctor/account.ts';

/** Puts a fault into a deployment. @returns how it is taken out again */
export type Fault = {
  name: string;
  /** The one check that finds it, how bad it is, and what it says. */
  finds: readonly [check: string, state: 'warn' | 'fail', saw: RegExp];
  plant(account: Account): Promise<() => Promise<unknown>>;
};

const prefix = 'WorkSpace_Disconnected_id_';
const cloudwatch = () => new CloudWatchClient({});

export const faults: readonly Fault[] = [
  {
    name: 'the trail is stopped',
    finds: ['trail', 'fail', /account-trail is stopped/],
    async plant({ trails }) {
      await trails.send(new StopLoggingCommand({ Name: 'account-trail' }));
      return () => trails.send(new StartLoggingCommand({ Name: 'account-trail' }));
    },
  },
  {
    name: 'SES does not know who mails come from',
    finds: ['mail', 'fail', /SES knows neither desktops@example.com nor example.com/],
    async plant({ mails }) {
      await mails.send(new DeleteEmailIdentityCommand({ EmailIdentity: 'example.com' }));
      return () => mails.send(new CreateEmailIdentityCommand({ EmailIdentity: 'example.com' }));
    },
  },
  {
    name: 'a rule on the bus is switched off',
    finds: ['rules', 'fail', /cleandesk-user-notices-tell-hears-rebuild-service is switched off/],
    async plant({ events }) {
      const rule = { Name: 'cleandesk-user-notices-tell-hears-rebuild-service', EventBusName: 'cleandesk' };
      await events.send(new DisableRuleCommand(rule));
      return () => events.send(new EnableRuleCommand(rule));
    },
  },
  {
    name: 'what AWS says of logins is forwarded to nobody',
    finds: ['rules', 'fail', /cleandesk-in-workspaces-access does not send to cleandesk/],
    async plant({ events }) {
      const Rule = 'cleandesk-in-workspaces-access';
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }));
      await events.send(new RemoveTargetsCommand({ Rule, Ids: Targets.flatMap(({ Id }) => Id ?? []) }));
      return () => events.send(new PutTargetsCommand({ Rule, Targets }));
    },
  },
  {
    name: 'a function takes nothing from its queue',
    finds: ['queues', 'fail', /cleandesk-user-notices-tell takes nothing from its queue/],
    async plant({ lambda }) {
      const { EventSourceMappings: [mapping] = [] } = await lambda.send(
        new ListEventSourceMappingsCommand({ FunctionName: 'cleandesk-user-notices-tell' }),
      );
      const set = (Enabled: boolean) =>
        lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled }));
      await set(false);
      return () => set(true);
    },
  },
  {
    name: 'a queue is open to everybody',
    finds: ['queues', 'fail', /Anybody whom IAM lets may send to the queue cleandesk-rebuild-service-seats/],
    async plant(account) {
      const { queue } = await account.the('rebuild-service-seats');
      const policy = z
        .looseObject({ Statement: z.array(z.looseObject({ Effect: z.string() })) })
        .parse(JSON.parse(queue.attributes.Policy ?? '{}'));
      const set = (Policy: string | undefined) =>
        account.queues.send(
          new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy: Policy ?? '' } }),
        );
      const Statement = policy.Statement.filter(({ Effect }) => Effect === 'Allow');
      await set(JSON.stringify({ ...policy, Statement }));
      return () => set(queue.attributes.Policy);
    },
  },
  {
    name: 'a letter lies in a dead-letter queue',
    finds: ['dead letters', 'warn', /1 letter lies in the dead-letter queue of rebuild-service-seats/],
    async plant(account) {
      const { url: QueueUrl } = (await account.the('rebuild-service-seats')).letters;
      await account.queues.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
      return () => account.queues.send(new PurgeQueueCommand({ QueueUrl }));
    },
  },
  {
    name: 'the sweep does not come due any more',
    finds: ['timers', 'fail', /recurring-ConnectionSweepCameDue is switched off/],
    plant: ({ timers }) => rescheduled(timers, 'recurring-ConnectionSweepCameDue', { State: 'DISABLED' }),
  },
  {
    name: 'the last reconcile run was days ago',
    finds: ['last reconcile', 'fail', /96 hours ago/],
    async plant({ tables, deployment }) {
      const item = { TableName: deployment.seats, Key: { pk: 'FLEETS' } };
      const { Item = {} } = await tables.send(new GetCommand(item));
      const policies = Object.keys(Item).filter((name) => name !== 'pk');
      const set = (at: number) =>
        tables.send(
          new UpdateCommand({
            ...item,
            UpdateExpression: `SET ${policies.map((_, number) => `#of${number}.#at = :at`).join(', ')}`,
            ExpressionAttributeNames: {
              '#at': 'at',
              ...Object.fromEntries(policies.map((name, number) => [`#of${number}`, name])),
            },
            ExpressionAttributeValues: { ':at': at },
          }),
        );
      await set(Date.now() - 96 * 3_600_000);
      return () => set(Date.now());
    },
  },
  {
    name: 'a managed desktop has no alarm',
    finds: ['alarms', 'fail', /(\d) of \1 managed desktops have no alarm/],
    async plant() {
      const { MetricAlarms = [] } = await cloudwatch().send(
        new DescribeAlarmsCommand({ AlarmNamePrefix: prefix }),
      );
      await cloudwatch().send(
        new DeleteAlarmsCommand({ AlarmNames: MetricAlarms.flatMap(({ AlarmName }) => AlarmName ?? []) }),
      );
      return () =>
        Promise.all(MetricAlarms.map((alarm) => cloudwatch().send(new PutMetricAlarmCommand(alike(alarm)))));
    },
  },
  {
    name: 'an alarm stands whose desktop nobody manages',
    finds: ['alarms', 'warn', /1 alarms are of desktops that no policy manages: ws-nobody00/],
    async plant() {
      const AlarmName = `${prefix}ws-nobody00`;
      const { MetricAlarms: [alarm] = [] } = await cloudwatch().send(
        new DescribeAlarmsCommand({ AlarmNamePrefix: prefix }),
      );
      await cloudwatch().send(new PutMetricAlarmCommand({ ...alike(alarm), AlarmName }));
      return () => cloudwatch().send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));
    },
  },
  {
    name: 'two policies match the same desktop',
    finds: [
      'policies',
      'warn',
      /\d desktops are matched by two policies, and rebuild-tagged goes before recreate-tagged/,
    ],
    async plant({ lambda }) {
      const names = ['alarm-manager-watch', 'alarm-manager-reconcile', 'rebuild-service-seats'];
      const back: (() => Promise<unknown>)[] = [];
      for (const of of names)
        back.push(
          await reconfigured(lambda, `cleandesk-${of}`, ({ POLICIES = '' }) => ({
            POLICIES: overlapping(POLICIES),
          })),
        );
      return () => Promise.all(back.map((undo) => undo()));
    },
  },
  {
    name: 'the key of a queue is closed to EventBridge',
    finds: ['keys', 'fail', /key of the queue cleandesk-user-notices-tell does not let EventBridge use it/],
    async plant(account) {
      const root = {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::000000000000:root' },
        Action: 'kms:*',
        Resource: '*',
      };
      const { KeyMetadata } = await account.keys.send(
        new CreateKeyCommand({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: [root] }) }),
      );
      const { url: QueueUrl } = (await account.the('user-notices-tell')).queue;
      const set = (KmsMasterKeyId: string) =>
        account.queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { KmsMasterKeyId } }));
      await set(KeyMetadata?.KeyId ?? '');
      return () => set('');
    },
  },
  {
    name: 'a role lost what its function needs',
    finds: ['permissions', 'fail', /cleandesk-rebuild-service-seats may not .*workspaces:RebuildWorkspaces/],
    async plant({ roles }) {
      const role = { RoleName: 'cleandesk-rebuild-service-seats', PolicyName: 'work' };
      const { PolicyDocument = '' } = await roles.send(new GetRolePolicyCommand(role));
      await roles.send(new DeleteRolePolicyCommand(role));
      return () =>
        roles.send(new PutRolePolicyCommand({ ...role, PolicyDocument: decodeURIComponent(PolicyDocument) }));
    },
  },
  {
    name: 'a function may not run',
    finds: ['functions', 'fail', /cleandesk-user-notices-tell may not run/],
    async plant({ lambda }) {
      const FunctionName = 'cleandesk-user-notices-tell';
      await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
      return () => lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    },
  },
  {
    name: 'resets of a bundle are paused',
    finds: ['pauses', 'warn', /Resets of d-9067000001\/wsb-standard1 are paused/],
    async plant({ tables, deployment }) {
      const change = (UpdateExpression: string, values?: Record<string, unknown>) =>
        tables.send(
          new UpdateCommand({
            TableName: deployment.seats,
            Key: { pk: 'BREAKERS' },
            UpdateExpression,
            ExpressionAttributeNames: { '#scope': 'd-9067000001/wsb-standard1' },
            ...(values === undefined ? {} : { ExpressionAttributeValues: values }),
          }),
        );
      await change('SET #scope = :why', { ':why': { because: 'a test', at: Date.now() } });
      return () => change('REMOVE #scope');
    },
  },
];

/** What PutMetricAlarm takes of what DescribeAlarms tells. */
function alike(alarm: MetricAlarm = {}): PutMetricAlarmCommandInput {
  const {
    AlarmName,
    EvaluationPeriods,
    ComparisonOperator,
    AlarmDescription,
    Namespace,
    MetricName,
    Dimensions,
  } = alarm;
  const { Statistic, Period, DatapointsToAlarm, Threshold, TreatMissingData } = alarm;
  return {
    AlarmName,
    EvaluationPeriods,
    ComparisonOperator,
    AlarmDescription,
    Namespace,
    MetricName,
    Dimensions,
    Statistic,
    Period,
    DatapointsToAlarm,
    Threshold,
    TreatMissingData,
  };
}

/** A timer with something else about it. @returns how it becomes as it was */
export async function rescheduled(
  timers: Account['timers'],
  Name: string,
  change: { State?: 'DISABLED'; ScheduleExpression?: string; StartDate?: Date },
): Promise<() => Promise<unknown>> {
  const {
    Arn: _arn,
    CreationDate: _made,
    LastModificationDate: _changed,
    ...schedule
  } = await timers.send(new GetScheduleCommand({ GroupName: 'cleandesk', Name }));
  const { ScheduleExpression, FlexibleTimeWindow, Target } = schedule;
  const put = (more: typeof change) =>
    timers.send(
      new UpdateScheduleCommand({
        ...schedule,
        Name,
        ScheduleExpression,
        FlexibleTimeWindow,
        Target,
        ...more,
      }),
    );
  await put(change);
  return () => put({});
}

/** A function with other variables. @returns how it gets its own back */
async function reconfigured(
  lambda: Account['lambda'],
  FunctionName: string,
  change: (variables: Record<string, string>) => Record<string, string>,
): Promise<() => Promise<unknown>> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const own = Environment?.Variables ?? {};
  const put = (Variables: Record<string, string>) =>
    lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  await put({ ...own, ...change(own) });
  return () => put(own);
}

/** The same policies, of which the second one takes what the first one takes. */
function overlapping(packed: string): string {
  const json: unknown = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'));
  const [first, second, ...others] = z.array(z.looseObject({ match: z.unknown() })).parse(json);
  return JSON.stringify([first, { ...second, match: first?.match }, ...others]);
}
