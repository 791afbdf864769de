import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { hasEnded, type Request } from '../domain/request.ts';
import { dayMs, type Instant, iso } from '../domain/time.ts';
import { type Created, type Digest, type Once, type Requests, Stale, type Stored } from '../ports.ts';
import { leaseWrite } from './dynamo-leases.ts';
import { expiry, hashOf, keys, requestOf } from './items.ts';
import type { Item, Table, Write } from './table.ts';

/** ms that an ended request is kept. */
const keepMs = 400 * dayMs;
/** ms within which a POST with the same key is the same POST. */
const onceMs = 2 * dayMs;

/** What is read, in an index, of those whose workflow has something left to hear. */
const leftoversKey = 'LEFTOVERS';

export function dynamoRequests(table: Table, digest: Digest, options: { warnBeforeMs: number }): Requests {
  const { client, tableName: TableName } = table;

  const put = (request: Request, version: number, condition: Partial<NonNullable<Write['Put']>>): Write => ({
    Put: {
      TableName,
      Item: {
        ...keys.request(request.id),
        version,
        data: request,
        gsi1pk: `SEAT#${digest.seatId(request.seat)}`,
        gsi1sk: request.id,
        ...(request.started && request.heard ? {} : { gsi2pk: leftoversKey, gsi2sk: iso(lastMove(request)) }),
        ...(hasEnded(request.status) ? { expiresAt: expiry(lastMove(request) + keepMs) } : {}),
      },
      ...condition,
    },
  });

  const load = async (id: string) => requestOf(await table.get(keys.request(id)));

  const byIds = async (ids: readonly string[]): Promise<Request[]> => {
    if (ids.length === 0) return [];
    const found = new Map<string, Request>();
    let asked: Record<string, unknown>[] = ids.map((id) => keys.request(id));
    while (asked.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys: asked } } }),
      );
      for (const item of Responses?.[TableName] ?? []) {
        const request = requestOf(item)?.value;
        if (request !== undefined) found.set(request.id, request);
      }
      asked = UnprocessedKeys?.[TableName]?.Keys ?? [];
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  const earlier = async (login: string, once: Once) => {
    const item = await table.get(keys.once(login, once.key));
    if (item === undefined) return undefined;
    return item.hash === once.hash ? load(String(item.id)) : ('otherBody' as const);
  };

  return {
    load,
    earlier,

    async create(request, { once, perDay }): Promise<Created> {
      const seatId = digest.seatId(request.seat);
      const { login } = request.requester;
      const failed = await table.transact([
        {
          Put: {
            TableName,
            Item: {
              ...keys.once(login, once.key),
              id: request.id,
              hash: once.hash,
              expiresAt: expiry(request.createdAt + onceMs),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        {
          Put: {
            TableName,
            Item: { ...keys.open(seatId, request.kind), id: request.id },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        {
          Update: {
            TableName,
            Key: keys.count(`requests:${login.toLowerCase()}`, iso(request.createdAt).slice(0, 10)),
            UpdateExpression: 'ADD n :one SET expiresAt = :expiry',
            ConditionExpression: 'attribute_not_exists(n) OR n < :most',
            ExpressionAttributeValues: {
              ':one': 1,
              ':most': perDay,
              ':expiry': expiry(request.createdAt + 2 * dayMs),
            },
          },
        },
        put(request, 1, { ConditionExpression: 'attribute_not_exists(pk)' }),
        ...approverWrites(TableName, undefined, request),
      ]);
      if (failed === undefined) return { kind: 'created', request: { value: request, version: 1 } };
      if (failed.has(0)) {
        const before = await earlier(login, once);
        if (before === 'otherBody') return { kind: 'otherBody' };
        if (before !== undefined) return { kind: 'earlier', request: before };
      }
      if (failed.has(1)) return { kind: 'open' };
      if (failed.has(2)) return { kind: 'tooManyToday' };
      throw new Stale();
    },

    async save(before, next, lease): Promise<Stored<Request>> {
      const seatId = digest.seatId(next.seat);
      const version = before.version + 1;
      const ends = hasEnded(next.status) && !hasEnded(before.value.status);
      const failed = await table.transact([
        put(next, version, {
          ConditionExpression: 'version = :before',
          ExpressionAttributeValues: { ':before': before.version },
        }),
        ...(ends ? [{ Delete: { TableName, Key: keys.open(seatId, next.kind) } }] : []),
        ...(lease === undefined ? [] : [leaseWrite(TableName, seatId, lease, options.warnBeforeMs)]),
        ...approverWrites(TableName, before.value, next),
      ]);
      if (failed !== undefined) throw new Stale();
      return { value: next, version };
    },

    async openOf(seatId, kind) {
      const item = await table.get(keys.open(seatId, kind));
      return item === undefined ? undefined : String(item.id);
    },

    async ofSeat(seatId, { status, ...page }) {
      const { items, cursor } = await table.page(
        { index: 'gsi1', partition: `SEAT#${seatId}`, newestFirst: true },
        page,
      );
      const all = items.flatMap((item) => requestOf(item)?.value ?? []);
      const wanted = status === undefined ? all : all.filter((request) => request.status === status);
      return { items: wanted, ...(cursor === undefined ? {} : { cursor }) };
    },

    async ofApprover(mail, state, page) {
      const partition = `APPROVER#${hashOf(mail)}#${state}`;
      const found = await table.page({ index: 'gsi1', partition, newestFirst: true }, page);
      const items = await byIds(found.items.map(({ gsi1sk }) => String(gsi1sk)));
      return { items, ...(found.cursor === undefined ? {} : { cursor: found.cursor }) };
    },

    async leftovers(before: Instant, limit: number) {
      const { items } = await table.page({ index: 'gsi2', partition: leftoversKey }, { limit });
      return items
        .filter(({ gsi2sk }) => String(gsi2sk) < iso(before))
        .flatMap((item) => requestOf(item)?.value.id ?? []);
    },
  };
}

const lastMove = ({ history, createdAt }: Request): Instant => history.at(-1)?.at ?? createdAt;

/** In which of an approver's two lists a request is; `undefined`: in none. */
function listOf(request: Request | undefined, mail: string): 'waiting' | 'decided' | undefined {
  if (request === undefined) return undefined;
  if (request.decisions.some(({ by }) => by === mail)) return 'decided';
  return request.status === 'waiting' ? 'waiting' : undefined;
}

function approverWrites(TableName: string, before: Request | undefined, next: Request): Write[] {
  return next.approval.approvers.flatMap((mail): Write[] => {
    const list = listOf(next, mail);
    if (list === listOf(before, mail)) return [];
    const key = keys.approver(next.id, mail);
    if (list === undefined) return [{ Delete: { TableName, Key: key } }];
    const Item: Item = { ...key, gsi1pk: `APPROVER#${hashOf(mail)}#${list}`, gsi1sk: next.id };
    return [{ Put: { TableName, Item: { ...Item, expiresAt: expiry(next.createdAt + keepMs) } } }];
  });
}
