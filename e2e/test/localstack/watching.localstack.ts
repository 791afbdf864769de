import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { CreateWorkspacesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { desktopWatchedV1 } from '@cleandesk/contracts';
import { startDesktopCloud } from '@cleandesk/desktop-cloud';
import { repositoryRoot, startBaseAlone } from '@cleandesk/launcher';
import { eventually, recordBus } from '@cleandesk/testkit';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { places } from '../../src/people/person.ts';
import {
  account,
  endpoint,
  events,
  listeners,
  makeBus,
  makeQueue,
  ofAws,
  queues,
  region,
} from './local-aws.ts';

const module = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(
    (one) => typeof one === 'function',
  ),
});
const answer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The function as it is deployed, in this process: LocalStack's own need Docker. */
async function functionOf(path: string, environment: Record<string, string>) {
  Object.assign(process.env, environment);
  const file = pathToFileURL(join(repositoryRoot, 'services', path, 'index.mjs')).href;
  return module.parse(await import(file)).handler;
}

const record = ({ MessageId, ReceiptHandle, Body }: Message, queueArn: string) => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: `${Date.now()}` },
  messageAttributes: {},
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

test('a desktop is made, its event goes from the default bus through a rule and a queue to the function, and it is watched', async () => {
  const cloud = await startDesktopCloud({ eventsUrl: `${endpoint}/`, speed: 600 });
  onTestFinished(() => cloud.close());
  const tables = await startBaseAlone();
  onTestFinished(() => tables.stop());
  const watch = listeners.find(({ name }) => name === 'alarm-manager-watch');
  if (watch === undefined) throw new Error('There is no function that watches');
  const bus = await makeBus('watching', watch.patterns.filter(ofAws));
  const QueueUrl = await makeQueue(bus, watch);
  const heard = await recordBus({ events, queues, busName: bus });
  onTestFinished(() => heard.stop());

  const dynamodb = new DynamoDBClient({ endpoint: tables.url, region, credentials });
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'pace',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  dynamodb.destroy();
  const policy = {
    name: 'kiosks',
    match: { tags: { Pool: ['kiosk'] } },
    strategy: 'rebuild',
    graceSeconds: 600,
    dryRun: false,
  };
  const handler = await functionOf('alarm-manager/dist/watch', {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_LAMBDA_FUNCTION_NAME: 'watch',
    POWERTOOLS_SERVICE_NAME: 'alarm-manager',
    POWERTOOLS_METRICS_NAMESPACE: 'Cleandesk',
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: tables.url,
    AWS_ENDPOINT_URL_WORKSPACES: cloud.url,
    AWS_ENDPOINT_URL_CLOUDWATCH: cloud.url,
    AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: cloud.url,
    ACCOUNT_ID: account,
    PARTITION: 'aws',
    EVENT_BUS_NAME: bus,
    DEAD_LETTER_QUEUE_URL: `${QueueUrl}-dead-letters`,
    POLICIES: JSON.stringify([policy]),
    ALARM_PERIOD_SECONDS: '300',
    DETECTOR: 'per-desktop',
    PACE_TABLE: 'pace',
    PACE_OWN_SHARE: '0.5',
    PACE_PATIENCE_SECONDS: '20',
    WORKSPACES_CALLS_PER_SECOND: '2',
    WORKSPACES_CALLS_AT_ONCE: '5',
  });

  const workspaces = new WorkSpacesClient({ endpoint: cloud.url, region, credentials });
  const { PendingRequests } = await workspaces.send(
    new CreateWorkspacesCommand({
      Workspaces: [
        {
          DirectoryId: places.one,
          UserName: 'ada.berg',
          BundleId: places.standard,
          Tags: [{ Key: 'Pool', Value: 'kiosk' }],
        },
      ],
    }),
  );
  workspaces.destroy();
  const workspaceId = PendingRequests?.[0]?.WorkspaceId ?? '';

  // As Lambda does: what is not reported as failed is deleted, the rest comes again.
  await eventually(
    `${workspaceId} is watched`,
    async () => {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, VisibilityTimeout: 2 }),
      );
      if (Messages.length > 0) {
        const Records = Messages.map((one) => record(one, 'arn:aws:sqs:eu-central-1:000000000000:watch'));
        const raw = await handler(
          { Records },
          { getRemainingTimeInMillis: () => 20_000, awsRequestId: 'one' },
        );
        const failed = new Set(answer.parse(raw).batchItemFailures.map((one) => one.itemIdentifier));
        for (const { MessageId = '', ReceiptHandle } of Messages)
          if (!failed.has(MessageId))
            await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
      return heard.all(desktopWatchedV1)[0];
    },
    { withinMs: 60_000 },
  );
  expect(heard.all(desktopWatchedV1)[0]).toMatchObject({ workspaceId, policy: 'kiosks' });
  const alarms = new CloudWatchClient({ endpoint: cloud.url, region, credentials });
  const { MetricAlarms } = await alarms.send(new DescribeAlarmsCommand({}));
  alarms.destroy();
  expect(MetricAlarms?.map((one) => one.AlarmName)).toEqual([`WorkSpace_Disconnected_id_${workspaceId}`]);
});
