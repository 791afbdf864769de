import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { BadCursor, type Page, type PageOf } from '../ports.ts';

export type Key = { pk: string; sk: string };
export type Item = Readonly<Record<string, unknown>>;
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Attempts at a transaction that collides with another one. */
const attempts = 8;

export type TableOptions = {
  client: DynamoDBDocumentClient;
  tableName: string;
  /** How to wait, in ms, before trying once more. */
  wait?: (ms: number) => Promise<void>;
};

/** The portal's one table. */
export function table({ client, tableName, wait = pause }: TableOptions) {
  return {
    client,
    tableName,

    async get(key: Key): Promise<Item | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
      );
      return Item;
    },

    /**
     * All or nothing.
     * @returns `undefined` when it was written; else the places of the writes whose conditions failed.
     */
    async transact(writes: readonly Write[]): Promise<ReadonlySet<number> | undefined> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
          return undefined;
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
          const failed = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
          if (failed.length > 0) return new Set(failed);
          // Two transactions about one item: a count, mostly.
          if (!codes.includes('TransactionConflict') || attempt === attempts) throw error;
          await wait(20 * 2 ** Math.min(attempt, 5) * (0.5 + attempt / attempts));
        }
      }
    },

    /** A page of one partition of the table or an index. The cursor is the sort key of the last item, and no more. */
    async page(
      query: { index?: 'gsi1' | 'gsi2'; partition: string; start?: string; newestFirst?: boolean },
      { limit, cursor }: PageOf,
    ): Promise<Page<Item>> {
      const [pk, sk] = query.index === undefined ? ['pk', 'sk'] : [`${query.index}pk`, `${query.index}sk`];
      const { items, last } = await queried(client, {
        TableName: tableName,
        ...(query.index === undefined ? { ConsistentRead: true } : { IndexName: query.index }),
        KeyConditionExpression:
          query.start === undefined ? '#pk = :pk' : '#pk = :pk AND begins_with(#sk, :start)',
        ExpressionAttributeNames: { '#pk': pk, ...(query.start === undefined ? {} : { '#sk': sk }) },
        ExpressionAttributeValues: {
          ':pk': query.partition,
          ...(query.start === undefined ? {} : { ':start': query.start }),
        },
        ScanIndexForward: query.newestFirst !== true,
        Limit: limit,
        ...(cursor === undefined ? {} : { ExclusiveStartKey: startOf(cursor, query, [pk, sk]) }),
      });
      return { items, ...(last === undefined ? {} : { cursor: cursorOf(last, query.index) }) };
    },
  };
}

export type Table = ReturnType<typeof table>;

async function queried(client: DynamoDBDocumentClient, input: QueryCommandInput) {
  const { Items, LastEvaluatedKey } = await client.send(new QueryCommand(input));
  return { items: Items ?? [], last: LastEvaluatedKey };
}

/** Names and addresses may stand in sort keys of an index, and the person who turns pages is one who may read them. */
const cursorOf = (last: Item, index: string | undefined): string =>
  Buffer.from(
    JSON.stringify([last.pk, last.sk, ...(index === undefined ? [] : [last[`${index}sk`]])]),
  ).toString('base64url');

function startOf(
  cursor: string,
  { index, partition, start = '' }: { index?: string; partition: string; start?: string },
  [pkName, skName]: string[],
): Item {
  const [pk, sk, indexed] = partsOf(cursor);
  if (pk === undefined || sk === undefined || pkName === undefined || skName === undefined)
    throw new BadCursor();
  const place = index === undefined ? sk : (indexed ?? '');
  // DynamoDB refuses a place outside of what is asked for; and the seat's other items are no part of its timeline.
  // guard: a-cursor-stays-in-its-list
  if (!place.startsWith(start)) throw new BadCursor();
  if (index === undefined) return { pk: partition, sk };
  if (indexed === undefined) throw new BadCursor();
  return { pk, sk, [pkName]: partition, [skName]: indexed };
}

function partsOf(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string' && part !== '')) return parts;
  } catch {
    // Not JSON: not a cursor of ours.
  }
  throw new BadCursor();
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
