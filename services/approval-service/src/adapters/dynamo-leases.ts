import { dueAt, type Lease } from '../domain/seat.ts';
import { iso } from '../domain/time.ts';
import { type Digest, type Leases, Stale, type Stored } from '../ports.ts';
import { keys, leaseOf } from './items.ts';
import type { Table, Write } from './table.ts';

const dueKey = 'LEASES';

export function leaseWrite(
  TableName: string,
  seatId: string,
  { before, next }: { before: Stored<Lease> | undefined; next: Lease },
  warnBeforeMs: number,
): Write {
  const due = dueAt(next, warnBeforeMs);
  return {
    Put: {
      TableName,
      Item: {
        ...keys.lease(seatId),
        version: (before?.version ?? 0) + 1,
        data: next,
        ...(due === undefined ? {} : { gsi2pk: dueKey, gsi2sk: iso(Math.max(due, 0)) }),
      },
      ...(before === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :before',
            ExpressionAttributeValues: { ':before': before.version },
          }),
    },
  };
}

export function dynamoLeases(table: Table, digest: Digest, options: { warnBeforeMs: number }): Leases {
  return {
    load: async (seatId) => leaseOf(await table.get(keys.lease(seatId))),

    async save(before, next) {
      const write = leaseWrite(
        table.tableName,
        digest.seatId(next.seat),
        { before, next },
        options.warnBeforeMs,
      );
      if ((await table.transact([write])) !== undefined) throw new Stale();
    },

    async due(now, limit) {
      const { items } = await table.page({ index: 'gsi2', partition: dueKey }, { limit });
      return items.filter(({ gsi2sk }) => String(gsi2sk) <= iso(now)).flatMap((item) => leaseOf(item) ?? []);
    },
  };
}
