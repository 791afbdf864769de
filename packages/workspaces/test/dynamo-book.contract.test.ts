import {
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { dynamoBook } from '../src/index.ts';
import { paceBookContract } from './pace-book-contract.ts';

let base: BaseAlone;
let tables = 0;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
}, 180_000);
afterAll(() => base.stop());

/** The table as terraform/modules/workspaces-pace makes it. */
async function openTable() {
  const client = new DynamoDBClient({
    endpoint: base.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  tables += 1;
  const tableName = `pace-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  return {
    another: () => dynamoBook({ client, tableName }),
    lose: () =>
      client.send(new DeleteItemCommand({ TableName: tableName, Key: { pk: { S: 'workspaces' } } })),
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}

paceBookContract('DynamoDB', async () => {
  const table = await openTable();
  return { ...table, book: table.another() };
});

test('an item that somebody deleted begins anew', async () => {
  const { another, lose, close } = await openTable();
  onTestFinished(close);
  const book = another();
  const booking = { line: 'calls' as const, forMs: 5000, from: 1000, until: 60_000 };
  await book.book(booking);
  await lose();
  expect(await book.book({ ...booking, from: 1010 })).toEqual({ kind: 'booked', at: 1010 });
  expect(await another().book(booking)).toEqual({ kind: 'booked', at: 6010 });
});
