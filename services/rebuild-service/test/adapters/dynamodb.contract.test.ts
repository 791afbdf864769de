import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll } from 'vitest';
import { dynamoSafeguards } from '../../src/adapters/dynamo-safeguards.ts';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { safeguardsContract } from './safeguards-contract.ts';
import { noon } from './seat-samples.ts';
import { seatsContract } from './seats-contract.ts';

let base: BaseAlone;
let tables = 0;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  base = await startBaseAlone();
}, 180_000);
afterAll(() => base.stop());

/** The table as terraform/modules/rebuild-service makes it. */
async function openTable() {
  const client = new DynamoDBClient({
    endpoint: base.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  tables += 1;
  const tableName = `seats-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'workspaceId', AttributeType: 'S' },
        { AttributeName: 'inFlight', AttributeType: 'S' },
        { AttributeName: 'dueAt', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-desktop',
          KeySchema: [{ AttributeName: 'workspaceId', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['committedAt'] },
        },
        {
          IndexName: 'in-flight',
          KeySchema: [
            { AttributeName: 'inFlight', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['gate'] },
        },
      ],
    }),
  );
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

safeguardsContract('DynamoDB', async () => {
  const table = await openTable();
  const clock = { now: () => noon };
  return {
    safeguards: dynamoSafeguards(table),
    seats: dynamoSeats({ ...table, clock }),
    close: () => table.close(),
  };
});
