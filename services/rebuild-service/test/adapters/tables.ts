import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Whoever it lets in. */
export const clientOf = ({ url }: { url: string }): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

let tables = 0;

/** The table of seats as terraform/modules/rebuild-service makes it. @returns its name */
export async function seatsTable(client: DynamoDBClient): Promise<string> {
  tables += 1;
  const TableName = `seats-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName,
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
          IndexName: 'seat-of-desktop',
          KeySchema: [{ AttributeName: 'workspaceId', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['committedAt'] },
        },
        {
          IndexName: 'work-due',
          KeySchema: [
            { AttributeName: 'inFlight', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['gate'] },
        },
      ],
    }),
  );
  return TableName;
}

/** The table of records as terraform/modules/rebuild-service makes it. @returns its name */
export async function recordsTable(client: DynamoDBClient): Promise<string> {
  tables += 1;
  const TableName = `records-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'number', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'number', AttributeType: 'N' },
      ],
    }),
  );
  return TableName;
}
