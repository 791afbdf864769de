import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { toSeat, UnreadableSeat } from '../../src/adapters/stored-seat.ts';
import type { RecordKind } from '../../src/domain/actions.ts';

type Table = { client: DynamoDBDocumentClient; tableName: string };

export type Which = {
  /** Epoch ms. */
  since?: number | undefined;
  kinds?: readonly RecordKind[] | undefined;
};

/** All records of these, as they are stored: seat by seat, each seat's in order. What is written meanwhile may be missing. */
export async function* recordsIn(table: Table, { since, kinds = [] }: Which = {}): AsyncGenerator<unknown> {
  const values = Object.fromEntries(kinds.map((kind, index) => [`:kind${index}`, kind]));
  const conditions = [
    ...(since === undefined ? [] : ['#at >= :since']),
    ...(kinds.length === 0 ? [] : [`#kind IN (${Object.keys(values).join(', ')})`]),
  ];
  const asked: Partial<ScanCommandInput> =
    conditions.length === 0
      ? {}
      : {
          FilterExpression: conditions.join(' AND '),
          ExpressionAttributeNames: {
            ...(since === undefined ? {} : { '#at': 'at' }),
            ...(kinds.length === 0 ? {} : { '#kind': 'kind' }),
          },
          ExpressionAttributeValues: { ...values, ...(since === undefined ? {} : { ':since': since }) },
        };
  for await (const page of paginateScan({ client: table.client }, { TableName: table.tableName, ...asked }))
    yield* page.Items ?? [];
}

/** All records of one seat, as last written. */
export async function recordsOf({ client, tableName: TableName }: Table, pk: string): Promise<unknown[]> {
  const items: unknown[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}

/** Where a seat says that its chain ends. */
export type Head = {
  count: number;
  hash: string;
  /** Epoch seconds. */
  expiresAt: number;
  /** Numbers of records that were decided on and are not known to be written yet. */
  unwritten: readonly number[];
};

function headOf(item: Readonly<Record<string, unknown>>): Head | 'unreadable' {
  try {
    const { records, pending } = toSeat(item);
    return {
      count: records.count,
      hash: records.hash,
      expiresAt: records.expiresAt ?? 0,
      unwritten: pending.flatMap((action) =>
        action.type === 'Record' && action.link !== undefined ? [action.link.number] : [],
      ),
    };
  } catch (error) {
    if (error instanceof UnreadableSeat) return 'unreadable';
    throw error;
  }
}

/** The heads of all seats, by the seat's key. What else lies in that table is passed over. */
export async function headsIn({
  client,
  tableName: TableName,
}: Table): Promise<Map<string, Head | 'unreadable'>> {
  const heads = new Map<string, Head | 'unreadable'>();
  const pages = paginateScan(
    { client },
    {
      TableName,
      FilterExpression: 'begins_with(pk, :seat)',
      ExpressionAttributeValues: { ':seat': 'SEAT#' },
    },
  );
  for await (const page of pages)
    for (const item of page.Items ?? []) heads.set(String(item.pk), headOf(item));
  return heads;
}

/** As last committed. */
export async function headOfSeat(
  { client, tableName: TableName }: Table,
  pk: string,
): Promise<Head | 'unreadable' | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: { pk }, ConsistentRead: true }));
  return Item === undefined ? undefined : headOf(Item);
}
