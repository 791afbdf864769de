import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll } from 'vitest';
import { dynamoWalks } from '../src/adapters/dynamo-walks.ts';
import { keptWalks } from './kept-walks.ts';
import { walksContract } from './walks-contract.ts';

let base: BaseAlone;
let tables = 0;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
}, 180_000);
afterAll(() => base.stop());

async function newTable() {
  const client = new DynamoDBClient({
    endpoint: base.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  tables += 1;
  const tableName = `walks-${tables}`;
  // As terraform/modules/alarm-manager makes it.
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'task', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'task', AttributeType: 'S' }],
    }),
  );
  return { client, tableName };
}

walksContract('DynamoDB', async () => dynamoWalks(await newTable()));
keptWalks(newTable);
