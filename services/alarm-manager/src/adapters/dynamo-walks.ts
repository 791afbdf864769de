import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Task, Walks } from '../ports.ts';

/** Attempts to be remembered by a walk that may end in the same moment. */
const attempts = 3;

type Item = Record<string, AttributeValue>;
const text = (value: string) => ({ S: value });
const number = (value: number) => ({ N: String(value) });

/**
 * Walks in a DynamoDB table with hash key `task`, one item for each that is under way. Every change is conditional on what
 * it takes the item for, so that of two invocations that come at once one goes.
 */
export function dynamoWalks(options: { client: DynamoDBClient; tableName: string }): Walks {
  const { client, tableName: TableName } = options;
  const keyOf = (task: Task) => ({ TableName, Key: { task: text(task) } });

  /** @returns the item that stands in the way; nothing when the change was made. */
  async function unless(change: () => Promise<unknown>): Promise<Item | 'none' | undefined> {
    try {
      await change();
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item ?? 'none';
    }
  }

  const take: (...step: Parameters<Walks['enter']>) => ReturnType<typeof unless> = (task, stretch, times) => {
    const begins = stretch.number === 0;
    const again = '(walk = :walk AND stretch = :stretch AND busyUntil < :now)';
    const onward = 'walk = :walk AND stretch < :stretch';
    const free = 'attribute_not_exists(task) OR aliveUntil < :now';
    return unless(() =>
      client.send(
        new UpdateItemCommand({
          ...keyOf(task),
          UpdateExpression: `SET walk = :walk, stretch = :stretch, busyUntil = :busy, aliveUntil = :alive${begins ? ' REMOVE askedAgain' : ''}`,
          ConditionExpression: `${begins ? free : onward} OR ${again}`,
          ExpressionAttributeValues: {
            ':walk': text(stretch.walk),
            ':stretch': number(stretch.number),
            ':now': number(times.now),
            ':busy': number(times.busyUntil),
            ':alive': number(times.aliveUntil),
          },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
  };

  const remember = (task: Task, walk: AttributeValue) =>
    unless(() =>
      client.send(
        new UpdateItemCommand({
          ...keyOf(task),
          UpdateExpression: 'SET askedAgain = :yes',
          ConditionExpression: 'walk = :walk',
          ExpressionAttributeValues: { ':walk': walk, ':yes': { BOOL: true } },
        }),
      ),
    );

  return {
    async enter(task, stretch, times) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const inTheWay = await take(task, stretch, times);
        if (inTheWay === undefined) return 'mayGo';
        if (stretch.number > 0) return 'over';
        if (inTheWay === 'none' || inTheWay.walk === undefined) continue;
        // The same event, delivered twice.
        if (inTheWay.walk.S === stretch.walk) return 'over';
        // It may end in this moment: then there is nobody to remember it, and nobody in the way.
        if ((await remember(task, inTheWay.walk)) === undefined) return 'another';
      }
      throw new Error(`Walks of ${task} began and ended ${attempts} times while one was to begin`);
    },

    async leave(task, walk) {
      let item: Item | undefined;
      await unless(async () => {
        const { Attributes } = await client.send(
          new DeleteItemCommand({
            ...keyOf(task),
            ConditionExpression: 'walk = :walk',
            ExpressionAttributeValues: { ':walk': text(walk) },
            ReturnValues: 'ALL_OLD',
          }),
        );
        item = Attributes;
      });
      return item?.askedAgain?.BOOL === true ? 'askedAgain' : 'ended';
    },
  };
}
