import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Breakers, breakerKey } from '../ports.ts';

/** Beside the seats, whose keys all begin with `SEAT#`. */
const pk = 'BREAKERS';

/** All open breakers in one item, an attribute each: every decision on a recreate reads them all, in one consistent read. */
export function dynamoBreakers(options: { client: DynamoDBDocumentClient; tableName: string }): Breakers {
  const { client, tableName: TableName } = options;

  /** @returns whether it changed anything. */
  async function change(update: string, condition: string, key: string, values: Record<string, unknown>) {
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk },
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#breaker': key },
          ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    async open() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { pk }, ConsistentRead: true }));
      return new Set(Object.keys(Item ?? {}).filter((name) => name !== 'pk'));
    },
    trip: (scope, because, at) =>
      change('SET #breaker = :why', 'attribute_not_exists(#breaker)', breakerKey(scope), {
        ':why': { because, at },
      }),
    close: (scope) => change('REMOVE #breaker', 'attribute_exists(#breaker)', breakerKey(scope), {}),
  };
}
