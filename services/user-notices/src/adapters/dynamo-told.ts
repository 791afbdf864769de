import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { announcements, stageOf } from '../domain/notice.ts';
import type { Channel, Item, Told } from '../ports.ts';

/** ms that a story is remembered after the last word of it. A reset may wait for a window of next week, or for a hold. */
const keepMs = 30 * 86_400_000;
const channels = ['mail', 'topic'] as const satisfies readonly Channel[];

const text = (value: string) => ({ S: value });
const number = (value: number) => ({ N: String(value) });
/** DynamoDB forgets an item some time after this: epoch seconds. */
const expiry = (now: number) => number(Math.ceil((now + keepMs) / 1000));

/**
 * What has been told, in a DynamoDB table with hash key `pk`: one item for each story, with an attribute for each notice that was
 * told by each way. The key is a hash: the table names nobody.
 */
export function dynamoTold(options: { client: DynamoDBClient; tableName: string }): Told {
  const { client, tableName: TableName } = options;
  const keyOf = (story: string) => ({
    TableName,
    Key: { pk: text(`STORY#${createHash('sha256').update(story).digest('base64url')}`) },
  });

  return {
    async begin(item, { now, until }) {
      const { how, inHand } = attributesOf(item);
      const stage = stageOf[item.notice];
      try {
        await client.send(
          new UpdateItemCommand({
            ...keyOf(item.story),
            UpdateExpression: 'SET #inHand = :until, stage = :stage, expiresAt = :expiry',
            ConditionExpression:
              'attribute_not_exists(#how) AND (attribute_not_exists(stage) OR stage <= :stage) AND (attribute_not_exists(#inHand) OR #inHand < :now)',
            ExpressionAttributeNames: { '#how': how, '#inHand': inHand },
            ExpressionAttributeValues: {
              ':now': number(now),
              ':until': number(until),
              ':stage': number(stage),
              ':expiry': expiry(now),
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return 'mayGo';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const old = error.Item ?? {};
        if (old[how] !== undefined) return 'done';
        return Number(old.stage?.N ?? 0) > stage ? 'passed' : 'inHand';
      }
    },

    async end(item, outcome, now) {
      const { how, inHand } = attributesOf(item);
      await client.send(
        new UpdateItemCommand({
          ...keyOf(item.story),
          UpdateExpression: 'SET #how = :how, expiresAt = :expiry REMOVE #inHand',
          ExpressionAttributeNames: { '#how': how, '#inHand': inHand },
          ExpressionAttributeValues: { ':how': text(outcome), ':expiry': expiry(now) },
        }),
      );
    },

    async giveBack(item, until) {
      try {
        await client.send(
          new UpdateItemCommand({
            ...keyOf(item.story),
            UpdateExpression: 'REMOVE #inHand',
            ConditionExpression: '#inHand = :until',
            ExpressionAttributeNames: { '#inHand': attributesOf(item).inHand },
            ExpressionAttributeValues: { ':until': number(until) },
          }),
        );
      } catch (error) {
        // Its time was over, and another run has it in hand.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async callOff(story, now) {
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          ...keyOf(story),
          UpdateExpression: 'SET stage = :over, expiresAt = :expiry',
          ExpressionAttributeValues: { ':over': number(stageOf.withdrawn), ':expiry': expiry(now) },
          ReturnValues: 'ALL_OLD',
        }),
      );
      return new Map(
        channels.flatMap((channel) => {
          const state = announcedBy(channel, Attributes, now);
          return state === undefined ? [] : [[channel, state]];
        }),
      );
    },
  };
}

function announcedBy(channel: Channel, item: Readonly<Record<string, AttributeValue>>, now: number) {
  const attributes = announcements.map((notice) => attributesOf({ notice, channel }));
  if (attributes.some(({ how }) => item[how]?.S === 'told')) return 'announced';
  if (attributes.some(({ inHand }) => Number(item[inHand]?.N ?? 0) >= now)) return 'inHand';
  return undefined;
}

const attributesOf = ({ notice, channel }: Omit<Item, 'story'>) => ({
  how: `${notice}-${channel}`,
  inHand: `${notice}-${channel}-inHandUntil`,
});
