import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Seat } from '../domain/seat.ts';
import { dayMs, iso } from '../domain/time.ts';
import { type Page, type Pauses, type Seats, Stale, type TimelineItem } from '../ports.ts';
import { expiry, keys, seatOf } from './items.ts';
import type { Item, Table, Write } from './table.ts';

/** ms that a timeline reaches back. */
const keepMs = 400 * dayMs;
/** Items that share the counting, so that seats that change at once do not wait for each other. */
const shards = 16;

const note = z.object({
  at: z.number(),
  id: z.string(),
  what: z.string(),
  text: z.string(),
  facts: z.record(z.string(), z.string()).exactOptional(),
});
const scope = z.union([
  z.object({ policy: z.string() }),
  z.object({ directoryId: z.string(), bundleId: z.string() }),
]);
const pause = z.object({ scope, because: z.string(), since: z.number(), open: z.boolean() });

/** What the portal knows of the fleet. */
export function dynamoSeats(table: Table): Seats {
  const { client, tableName: TableName } = table;
  const seatsOf = ({ items, cursor }: Page<Item>): Page<Seat> => ({
    items: items.flatMap((item) => seatOf(item)?.value ?? []),
    ...(cursor === undefined ? {} : { cursor }),
  });

  return {
    load: async (seatId) => seatOf(await table.get(keys.seat(seatId))),

    async ofDesktop(workspaceId) {
      const item = await table.get(keys.desktop(workspaceId));
      return item === undefined ? undefined : String(item.seatId);
    },

    async save(before, next) {
      const name = next.ref.userName.toLowerCase();
      const failed = await table.transact([
        {
          Put: {
            TableName,
            Item: {
              ...keys.seat(next.id),
              version: (before?.version ?? 0) + 1,
              data: next,
              gsi1pk: `STATUS#${next.status}`,
              gsi1sk: `${name}#${next.id}`,
              gsi2pk: 'USERS',
              gsi2sk: `${name}#${next.id}`,
            },
            ...(before === undefined
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'version = :before',
                  ExpressionAttributeValues: { ':before': before.version },
                }),
          },
        },
        ...counting(TableName, before?.value, next),
        ...(next.workspaceId === undefined || next.workspaceId === before?.value.workspaceId
          ? []
          : [{ Put: { TableName, Item: { ...keys.desktop(next.workspaceId), seatId: next.id } } }]),
      ]);
      if (failed !== undefined) throw new Stale();
    },

    async note(seatId, item) {
      const Item = {
        ...keys.note(seatId, iso(item.at), item.id),
        data: item,
        expiresAt: expiry(item.at + keepMs),
      };
      await client.send(new PutCommand({ TableName, Item }));
    },

    async timeline(seatId, page) {
      const query = { partition: `S#${seatId}`, start: 'T#', newestFirst: true };
      const { items, cursor } = await table.page(query, page);
      return {
        items: items.map((item): TimelineItem => note.parse(item.data)),
        ...(cursor === undefined ? {} : { cursor }),
      };
    },

    async counts() {
      const items = await Promise.all(
        Array.from({ length: shards }, (_, shard) => table.get(keys.counts(shard))),
      );
      const byStatus: Record<string, number> = {};
      let waiting = 0;
      for (const item of items) {
        for (const [name, value] of Object.entries(item ?? {})) {
          if (typeof value !== 'number') continue;
          if (name === 'waiting') waiting += value;
          else if (name.startsWith('is_')) byStatus[name.slice(3)] = (byStatus[name.slice(3)] ?? 0) + value;
        }
      }
      return { byStatus, waiting };
    },

    byStatus: async (status, page) =>
      seatsOf(await table.page({ index: 'gsi1', partition: `STATUS#${status}` }, page)),

    byUser: async (start, page) =>
      seatsOf(await table.page({ index: 'gsi2', partition: 'USERS', start: start.toLowerCase() }, page)),
  };
}

/** What changes in the fleet's counts; nothing when the state is the same. */
function counting(TableName: string, before: Seat | undefined, next: Seat): Write[] {
  const changes = new Map<string, number>();
  const add = (name: string, by: number) => changes.set(name, (changes.get(name) ?? 0) + by);
  if (before !== undefined) {
    add(`is_${before.status}`, -1);
    if (before.waitsFor !== undefined) add('waiting', -1);
  }
  add(`is_${next.status}`, 1);
  if (next.waitsFor !== undefined) add('waiting', 1);
  const real = [...changes].filter(([, by]) => by !== 0);
  if (real.length === 0) return [];
  return [
    {
      Update: {
        TableName,
        Key: keys.counts(Buffer.from(next.id).reduce((sum, byte) => sum + byte, 0) % shards),
        UpdateExpression: `ADD ${real.map((_change, index) => `#n${index} :n${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(real.map(([name], index) => [`#n${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(real.map(([, by], index) => [`:n${index}`, by])),
      },
    },
  ];
}

export function dynamoPauses(table: Table): Pauses {
  const { client, tableName: TableName } = table;
  return {
    async put(given, at) {
      const key = keys.pause(JSON.stringify(given.scope, ['policy', 'directoryId', 'bundleId']));
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: key,
            UpdateExpression: 'SET #data = :data, heardAt = :at',
            // Older news of a pause change nothing.
            ConditionExpression: 'attribute_not_exists(heardAt) OR heardAt <= :at',
            ExpressionAttributeNames: { '#data': 'data' },
            ExpressionAttributeValues: { ':data': given, ':at': at },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async all() {
      const { items } = await table.page({ partition: 'PAUSES' }, { limit: 500 });
      return items.map(({ data }) => pause.parse(data)).filter(({ open }) => open);
    },
  };
}
