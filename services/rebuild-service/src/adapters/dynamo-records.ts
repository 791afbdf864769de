import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { RecordInTheWay, type Records } from '../ports.ts';
import { keyOf } from './seat-key.ts';

export type DynamoRecordsOptions = {
  client: DynamoDBDocumentClient;
  /** With the key `pk` (the seat's) and `number`, and TTL on `expiresAt`. */
  tableName: string;
};

/** Records in a table of their own, where nothing is ever changed: appended, read, and forgotten when their time is over. */
export function dynamoRecords({ client, tableName: TableName }: DynamoRecordsOptions): Records {
  return {
    async append(ref, { kind, at, text, link }) {
      if (link === undefined) throw new RecordInTheWay('A record has no place among those of its seat');
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: { pk: keyOf(ref), ...link, kind, at, text },
            ConditionExpression: 'attribute_not_exists(pk) OR #hash = :hash',
            ExpressionAttributeNames: { '#hash': 'hash' },
            ExpressionAttributeValues: { ':hash': link.hash },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new RecordInTheWay(`Record ${link.number} of a seat is another one already`, { cause: error });
      }
    },
  };
}
