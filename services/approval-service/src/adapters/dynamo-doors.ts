import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { dayMs } from '../domain/time.ts';
import type { Limits, Links, Mailbook } from '../ports.ts';
import { expiry, keys } from './items.ts';
import type { Table } from './table.ts';

const link = z.object({
  requestId: z.string(),
  approver: z.string(),
  expiresAt: z.number(),
  codeHash: z.string(),
  triesLeft: z.number(),
});

/** Links of mails, by the hash of their token. They are kept a while after they are over, to say so. */
export function dynamoLinks(table: Table): Links {
  const { client, tableName: TableName } = table;
  return {
    async put(tokenHash, { triesLeft, ...data }) {
      const Item = {
        ...keys.link(tokenHash),
        data,
        triesLeft,
        expiresAt: expiry(data.expiresAt + 30 * dayMs),
      };
      await client.send(new PutCommand({ TableName, Item }));
    },

    async load(tokenHash) {
      const item = await table.get(keys.link(tokenHash));
      return item === undefined
        ? undefined
        : link.parse({ ...z.record(z.string(), z.unknown()).parse(item.data), triesLeft: item.triesLeft });
    },

    async tryOnce(tokenHash) {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName,
            Key: keys.link(tokenHash),
            UpdateExpression: 'ADD triesLeft :less',
            ConditionExpression: 'triesLeft > :none',
            ExpressionAttributeValues: { ':less': -1, ':none': 0 },
            ReturnValues: 'UPDATED_OLD',
          }),
        );
        return z.number().parse(Attributes?.triesLeft);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 0;
        throw error;
      }
    },
  };
}

export function dynamoLimits(table: Table): Limits {
  const { client, tableName: TableName } = table;
  return {
    async within(who, { most, ms }, now) {
      const window = Math.floor(now / ms);
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: keys.count(who, `${ms}:${window}`),
          UpdateExpression: 'ADD n :one SET expiresAt = :expiry',
          ExpressionAttributeValues: { ':one': 1, ':expiry': expiry((window + 2) * ms) },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return z.number().parse(Attributes?.n) <= most;
    },
  };
}

export function dynamoMailbook(table: Table): Mailbook {
  const { client, tableName: TableName } = table;
  return {
    async begin(id, now) {
      try {
        await client.send(
          new PutCommand({
            TableName,
            Item: { ...keys.mail(id), at: now, expiresAt: expiry(now + 400 * dayMs) },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    async giveBack(id) {
      await client.send(new DeleteCommand({ TableName, Key: keys.mail(id) }));
    },
  };
}
