import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoGroups } from '../src/adapters/dynamo-groups.ts';
import { dynamoNotebook } from '../src/adapters/dynamo-notebook.ts';
import { wireOf } from './given.ts';
import { notebookContract } from './notebook-contract.ts';

let base: BaseAlone;
let tables = 0;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
}, 180_000);
afterAll(() => base.stop());

/** As terraform/modules/directory-sync makes it. */
async function newTable() {
  const client = new DynamoDBClient({
    endpoint: base.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  tables += 1;
  const tableName = `directory-sync-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
  return { client: DynamoDBDocumentClient.from(client), tableName };
}

notebookContract('DynamoDB', async () => dynamoNotebook(await newTable()));

test('groups are read in their order, with the defaults of their kind of directory', async () => {
  const table = await newTable();
  const key = 'CONFIG#1';
  for (const [place, name] of ['sales', 'support'].entries()) {
    const group = JSON.stringify(wireOf({ name, ...(place === 0 ? {} : { kind: 'openldap' }) }));
    await table.client.send(
      new PutCommand({ TableName: table.tableName, Item: { pk: key, sk: name, place, group } }),
    );
  }
  const groups = await dynamoGroups({ ...table, key }).all();
  expect(groups.map(({ name, precedence, dryRun }) => [name, precedence, dryRun])).toEqual([
    ['sales', 0, true],
    ['support', 1, true],
  ]);
  expect(groups.map(({ source }) => source.attributes.login)).toEqual(['sAMAccountName', 'uid']);
});

test('a group that can not be read is none, and says where', async () => {
  const table = await newTable();
  const group = JSON.stringify({ ...wireOf({ name: 'sales' }), urls: ['http://example.com'], bindUser: '' });
  const Item = { pk: 'CONFIG#1', sk: 'sales', place: 0, group };
  await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  const reading = dynamoGroups({ ...table, key: 'CONFIG#1' }).all();
  await expect(reading).rejects.toThrow(/groups\[0] can not be read: urls.0 .*; bindUser /);
});
