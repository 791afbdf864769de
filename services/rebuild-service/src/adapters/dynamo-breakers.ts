import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Breakers, breakerKey } from '../ports.ts';

/** Beside the seats, whose keys all begin with `SEAT#`. */
const pk = 'BREAKERS';
const item = z.looseObject({ pk: z.string() });
const breakerOf = z.object({ at: z.number() });

/** All open breakers in one item, an attribute each: every decision on a recreate reads them all, in one consistent read. */
export function dynamoBreakers(options: { client: DynamoDBDocumentClient; tableName: string }): Breakers {
  const { client, tableName: TableName } = options;

  /** A condition that does not hold means that it is so already, or that something newer is. */
  async function change(update: string, condition: string, key: string, values: Record<string, unknown>) {
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk },
          UpdateExpression: update,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#breaker': key, '#at': 'at' },
          ExpressionAttributeValues: values,
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  return {
    async open() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: { pk }, ConsistentRead: true }));
      const { pk: _key, ...breakers } = item.parse(Item ?? { pk });
      return new Map(Object.entries(breakers).map(([key, breaker]) => [key, breakerOf.parse(breaker).at]));
    },
    trip: (scope, because, at) =>
      change(
        'SET #breaker = :why',
        'attribute_not_exists(#breaker) OR #breaker.#at < :at',
        breakerKey(scope),
        {
          ':why': { because, at },
          ':at': at,
        },
      ),
    close: (scope, asOf) =>
      change('REMOVE #breaker', '#breaker.#at <= :asOf', breakerKey(scope), { ':asOf': asOf }),
  };
}
