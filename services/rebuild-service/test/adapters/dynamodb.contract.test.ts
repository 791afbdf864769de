import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { dynamoRecords } from '../../src/adapters/dynamo-records.ts';
import { dynamoSafeguards } from '../../src/adapters/dynamo-safeguards.ts';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { keyOf } from '../../src/adapters/seat-key.ts';
import { keptRecords } from './kept-records.ts';
import { keptSafeguards } from './kept-safeguards.ts';
import { recordsContract } from './records-contract.ts';
import { safeguardsContract } from './safeguards-contract.ts';
import { live, noon } from './seat-samples.ts';
import { seatsContract } from './seats-contract.ts';
import { clientOf, recordsTable, seatsTable } from './tables.ts';

let base: BaseAlone;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
}, 180_000);
afterAll(() => base.stop());

async function openTable(make = seatsTable) {
  const client = clientOf(base);
  const tableName = await make(client);
  return {
    tableName,
    client: DynamoDBDocumentClient.from(client),
    async close() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    },
  };
}

seatsContract('DynamoDB', async () => {
  const table = await openTable();
  // A second passes between two looks at the clock: which of two commits is newer must not be a tie.
  let now = noon;
  const clock = {
    now: () => {
      now += 1000;
      return now;
    },
  };
  return { seats: dynamoSeats({ ...table, clock }), close: () => table.close() };
});

recordsContract('DynamoDB', async () => {
  const table = await openTable(recordsTable);
  return {
    records: dynamoRecords(table),
    async kept(ref) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.tableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keyOf(ref) },
        }),
      );
      return Items.map((item) => z.object({ hash: z.string() }).parse(item).hash);
    },
    close: () => table.close(),
  };
});

safeguardsContract('DynamoDB', async () => {
  const table = await openTable();
  const clock = { now: () => noon };
  return {
    safeguards: dynamoSafeguards(table),
    seats: dynamoSeats({ ...table, clock }),
    close: () => table.close(),
  };
});

keptSafeguards(() => openTable());
keptRecords(() => openTable(recordsTable));

test('of the kinds of resets that have worked the latest are remembered, and whoever goes alone now', async () => {
  const table = await openTable();
  onTestFinished(() => table.close());
  const safeguards = dynamoSafeguards({ ...table, kindsKept: 5 });
  const alone = {
    type: 'Spend',
    of: 'first',
    key: 'alone',
    resetId: 'r',
    now: noon,
    until: noon + 3_600_000,
  } as const;
  await dynamoSeats({ ...table, clock: { now: () => noon } }).commit(live('a'), undefined, [alone]);
  for (let n = 0; n < 66; n += 1) await safeguards.prove(`kind ${n}`, noon + n);
  const kinds = [...(await safeguards.read([], noon)).firsts.keys()];
  expect(kinds).toHaveLength(7);
  expect(kinds).toEqual(expect.arrayContaining(['alone', 'kind 60', 'kind 65']));
});
