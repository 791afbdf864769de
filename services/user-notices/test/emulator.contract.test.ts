import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { ownTemplates } from '../src/adapters/dynamo-templates.ts';
import { dynamoTold } from '../src/adapters/dynamo-told.ts';
import { sesMail } from '../src/adapters/ses-mail.ts';
import { snsTopic } from '../src/adapters/sns-topic.ts';
import { addressOf } from '../src/domain/address.ts';
import { graceStarted } from './given.ts';
import { keptTold } from './kept-told.ts';
import { toldContract } from './told-contract.ts';

let base: BaseAlone;
let tables = 0;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
}, 180_000);
afterAll(() => base.stop());

const there = () => ({
  endpoint: base.url,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** As terraform/modules/user-notices makes it. */
async function newTable() {
  const client = new DynamoDBClient(there());
  tables += 1;
  const tableName = `user-notices-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  return { client, tableName };
}

toldContract('DynamoDB', async () => dynamoTold(await newTable()));
keptTold(newTable);

const letter = {
  subject: 'Ihr Desktop wird zurückgesetzt',
  text: 'bald',
  html: '<p>bald</p>',
  topic: 'Der Desktop wird zurückgesetzt.',
};

function mailer() {
  const client = new SESv2Client({ ...there(), maxAttempts: 1 });
  return {
    client,
    ...sesMail({
      client,
      from: 'Desktops <desk@example.com>',
      addressOf: async ({ userName }) => addressOf('{userName}@example.com', userName),
      patienceMs: 0,
      clock: { now: () => 0 },
      pause: async () => undefined,
    }),
  };
}

test('a mail arrives, and one from nobody who may send is refused', async () => {
  const { client, tell } = mailer();
  expect(await tell(letter, 'before', graceStarted)).toEqual({ refused: 'MessageRejected' });
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'example.com' }));
  expect(await tell(letter, 'before', graceStarted)).toBe('told');
  const answer = await fetch(`${base.url}/_ministack/ses/messages`);
  expect(JSON.stringify(await answer.json())).toContain(
    JSON.stringify({ To: ['ada.berg@example.com'] }).slice(1, -1),
  );
});

test('whoever has subscribed to the topic is told', async () => {
  const topics = new SNSClient({ ...there(), maxAttempts: 1 });
  const queues = new SQSClient(there());
  const { TopicArn = '' } = await topics.send(new CreateTopicCommand({ Name: 'people' }));
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'people' }));
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await topics.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  expect(await snsTopic({ client: topics, topicArn: TopicArn }).tell(letter, 'before', graceStarted)).toBe(
    'told',
  );
  const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  const told = z
    .object({
      Subject: z.string(),
      Message: z.string(),
      MessageAttributes: z.record(z.string(), z.object({ Value: z.string() })),
    })
    .parse(JSON.parse(Messages[0]?.Body ?? ''));
  expect(told).toEqual({
    Subject: 'Cleandesk: ws-0000000a1 will be reset',
    Message: letter.topic,
    MessageAttributes: {
      notice: { Value: 'before' },
      directoryId: { Value: 'd-9067000001' },
      userName: { Value: 'ada.berg' },
      workspaceId: { Value: 'ws-0000000a1' },
      policy: { Value: 'kiosks' },
    },
  });
});

test('templates are read from the table, and whoever finds none is told so', async () => {
  const table = await newTable();
  const put = (pk: string, templates: string) =>
    table.client.send(
      new PutItemCommand({
        TableName: table.tableName,
        Item: { pk: { S: pk }, templates: { S: templates } },
      }),
    );
  await put('TEMPLATES#1', '{"before":{"subject":"Achtung"}}');
  await put('TEMPLATES#2', '{"before":{"titel":"Achtung"}}');
  await put('TEMPLATES#3', '{');
  let missing = 0;
  const read = (key: string) =>
    ownTemplates({
      ...table,
      key,
      onMissing() {
        missing += 1;
      },
    });
  expect(await read('TEMPLATES#1')).toEqual({ before: { subject: 'Achtung' } });
  expect(missing).toBe(0);
  for (const key of ['TEMPLATES#2', 'TEMPLATES#3', 'TEMPLATES#4']) expect(await read(key)).toEqual({});
  expect(missing).toBe(3);
});

test('a topic that is not there leaves the notice to be told again', async () => {
  const client = new SNSClient({ ...there(), maxAttempts: 1 });
  const topicArn = 'arn:aws:sns:eu-central-1:000000000000:nobody';
  await expect(snsTopic({ client, topicArn }).tell(letter, 'before', graceStarted)).rejects.toThrow(
    'SNS did not take it: NotFound',
  );
});
