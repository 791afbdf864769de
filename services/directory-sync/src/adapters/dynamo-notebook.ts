import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { keyOf } from '../domain/memory.ts';
import { type Notebook, Overtaken, type Run } from '../ports.ts';
import { claimItem, claimPrefix, memoryOf, runOf, troublePrefix } from './notebook-items.ts';

/** Keys of one BatchGetItem (DynamoDB API Reference). */
const perGet = 100;
/** Requests that are remembered as answered. */
const answeredMost = 20;
/** Attempts at a transaction that collides with another one. */
const attempts = 5;

const runKey = (group: string) => ({ pk: `GROUP#${group}`, sk: 'RUN' });
const groupKey = (group: string) => `GROUP#${group}`;

/**
 * What is remembered, in a DynamoDB table with the keys `pk` and `sk`: of each group an item for its run, one for each user it
 * ever spoke for, and one for each of them whose seat failed.
 */
export function dynamoNotebook(options: {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** How to wait, in ms, before asking again. */
  wait?: (ms: number) => Promise<void>;
}): Notebook {
  const { client, tableName: TableName } = options;
  const wait = options.wait ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));

  const itemsOf = async (group: string): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    for (let from: Record<string, unknown> | undefined, first = true; first || from; first = false) {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :group',
          ExpressionAttributeValues: { ':group': groupKey(group) },
          ConsistentRead: true,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    }
    return items;
  };

  /** Only while no newer run has begun. */
  const change = async (run: Run, update: { set: Record<string, unknown>; remove?: string[] }) => {
    const names = [...Object.keys(update.set), ...(update.remove ?? [])];
    const set = Object.keys(update.set).map((name) => `#${name} = :${name}`);
    const remove = update.remove ?? [];
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: runKey(run.group),
          UpdateExpression: `SET ${set.join(', ')}${remove.length ? ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}` : ''}`,
          ConditionExpression: 'revision = :mine',
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(Object.entries(update.set).map(([name, value]) => [`:${name}`, value])),
            ':mine': run.revision,
          },
        }),
      );
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw new Overtaken();
      throw error;
    }
  };

  return {
    async begin(group, { now, until }, requestId) {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: runKey(group), ConsistentRead: true }),
      );
      const before = runOf(Item);
      if (requestId !== undefined && before.answered.includes(requestId)) return 'answered';
      if (before.leaseUntil > now) return 'another';
      const revision = Math.max(now, before.revision + 1);
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: runKey(group),
            UpdateExpression: 'SET revision = :next, leaseUntil = :until',
            ConditionExpression: Item === undefined ? 'attribute_not_exists(pk)' : 'revision = :before',
            ExpressionAttributeValues: {
              ':next': revision,
              ':until': until,
              ...(Item === undefined ? {} : { ':before': before.revision }),
            },
          }),
        );
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'another';
        throw error;
      }
      // Only now: what an earlier run commits from here on is refused.
      return { group, revision, memory: memoryOf(await itemsOf(group)) };
    },

    async commit(run, changes) {
      if (changes.length === 0) return;
      const TransactItems = [
        {
          ConditionCheck: {
            TableName,
            Key: runKey(run.group),
            ConditionExpression: 'revision = :mine',
            ExpressionAttributeValues: { ':mine': run.revision },
          },
        },
        ...changes.map(({ key, claim }) => ({
          Put: { TableName, Item: { pk: groupKey(run.group), ...claimItem(key, claim) } },
        })),
      ];
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.send(new TransactWriteCommand({ TransactItems }));
          return;
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          if (error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed') throw new Overtaken();
          // Two chunks of one run look at its item at once.
          if (attempt === attempts) throw error;
          await wait(25 * 2 ** attempt * (0.5 + attempt / attempts));
        }
      }
    },

    async end(run, ending) {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: runKey(run.group), ConsistentRead: true }),
      );
      const answered = [...runOf(Item).answered, ...(ending.answered === undefined ? [] : [ending.answered])];
      const common = { leaseUntil: 0, answered: answered.slice(-answeredMost) };
      const { repeatedHour } = ending;
      if ('refused' in ending)
        return change(run, { set: { ...common, repeatedHour, refused: ending.refused } });
      const { readAt, saidThrough } = ending;
      await change(run, { set: { ...common, readAt, saidThrough, repeatedHour }, remove: ['refused'] });
    },

    async abandon(run) {
      try {
        await change(run, { set: { leaseUntil: 0 } });
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
      }
    },

    look: async (group) => memoryOf(await itemsOf(group)),

    async wantedBy(groups, keys) {
      const asked = groups.flatMap((group) =>
        keys.map((key) => ({ pk: groupKey(group), sk: `${claimPrefix}${key}` })),
      );
      const wanting = new Map<string, string[]>();
      for (let index = 0; index < asked.length; index += perGet) {
        let keysLeft: Record<string, unknown>[] = asked.slice(index, index + perGet);
        for (let attempt = 1; keysLeft.length > 0; attempt += 1) {
          const { Responses, UnprocessedKeys } = await client.send(
            new BatchGetCommand({
              RequestItems: { [TableName]: { Keys: keysLeft, ProjectionExpression: 'pk, sk, said' } },
            }),
          );
          for (const { pk, sk, said } of Responses?.[TableName] ?? []) {
            if (said !== 'wanted') continue;
            const key = String(sk).slice(claimPrefix.length);
            wanting.set(key, [...(wanting.get(key) ?? []), String(pk).slice(groupKey('').length)]);
          }
          keysLeft = UnprocessedKeys?.[TableName]?.Keys ?? [];
          if (keysLeft.length > 0) await wait(50 * 2 ** Math.min(attempt, 6));
        }
      }
      return wanting;
    },

    async troubled(group, { userName }, { reason, at }) {
      const key = keyOf(userName);
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { pk: groupKey(group), sk: `${claimPrefix}${key}` } }),
      );
      if (Item?.said !== 'wanted') return false;
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: { pk: groupKey(group), sk: `${troublePrefix}${key}` },
            UpdateExpression: 'SET reason = :reason, #at = :at ADD times :one',
            // The same news once more.
            ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: { ':reason': reason, ':at': at, ':one': 1 },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return false;
      }
      return true;
    },

    async helped(group, { userName }) {
      const Key = { pk: groupKey(group), sk: `${troublePrefix}${keyOf(userName)}` };
      await client.send(new DeleteCommand({ TableName, Key }));
    },
  };
}
