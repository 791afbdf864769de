import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { inTurns } from '../domain/in-turns.ts';
import { kindOf } from '../domain/safeguards.ts';
import { type Seat, workspaceOf } from '../domain/seat.ts';
import { type Clock, SafeguardSpent, type SeatDue, type Seats, StaleSeat } from '../ports.ts';
import { spendItem, type TransactItem } from './safeguard-items.ts';
import { keyOf, refOf } from './seat-key.ts';
import { fromSeat, toSeat } from './stored-seat.ts';

/** Entries of an index that one query reads at least: they are small, and some of them may not do. */
const leastPage = 100;
/** Keys of one BatchGetItem (DynamoDB API Reference). */
const perGet = 100;
/** Attempts at what DynamoDB did not get round to in a BatchGetItem. */
const getAttempts = 6;
/** Two seats have the same desktop for a while when AWS renames its user: the newest of these wins. */
const desktopCandidates = 10;
/** ms for which an absent seat is kept that nobody ever claimed or held: 90 days, for whoever asks what happened. */
const rememberMs = 90 * 86_400_000;
/** Seconds within which DynamoDB deletes what has expired: "within a few days" (DynamoDB Developer Guide, TTL). */
const expiredLingers = 10 * 86_400;

/** Attempts at a transaction that collides with others on what they all spend of. */
const transactionAttempts = 10;

const flight = z.object({ dueAt: z.number() });
const newest = z.object({ committedAt: z.number() });

export type DynamoSeatsOptions = {
  client: DynamoDBDocumentClient;
  /** With the sparse indexes `seat-of-desktop` (workspaceId) and `work-due` (inFlight, dueAt), and TTL on `expiresAt`. */
  tableName: string;
  clock: Clock;
  /** How to wait, in ms, before asking again for what DynamoDB left out. */
  wait?: (ms: number) => Promise<void>;
};

/**
 * Of those who wait at gates so many are read to choose from, of 100 bytes each: when a gate opens, all who wait at it are due,
 * and those of another policy stand behind them.
 */
const chosenFrom = 20_000;

/** Seats in one DynamoDB table, one item each. */
export function dynamoSeats(options: DynamoSeatsOptions): Seats {
  const { client, tableName: TableName, clock } = options;
  const wait = options.wait ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));

  /** Page by page until there are as many as asked for that will do. */
  async function query(
    input: Omit<QueryCommandInput, 'TableName'>,
    limit: number,
    willDo: (item: Record<string, unknown>) => boolean = () => true,
  ) {
    const items: Record<string, unknown>[] = [];
    let from: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await client.send(
        new QueryCommand({
          ...input,
          TableName,
          Limit: Math.max(limit, leastPage),
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      items.push(...(page.Items ?? []).filter(willDo));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && items.length < limit);
    return items.slice(0, limit);
  }

  /** DynamoDB answers a batch with what it got round to; the rest is asked for again. */
  async function getAll(keys: readonly string[]): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let rest: BatchGetCommandOutput['UnprocessedKeys'] = {
      [TableName]: { Keys: keys.map((pk) => ({ pk })), ConsistentRead: true },
    };
    for (let attempt = 0; attempt < getAttempts; attempt += 1) {
      if (attempt > 0) await wait(50 * 2 ** attempt);
      const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: rest }));
      items.push(...(answer.Responses?.[TableName] ?? []));
      rest = answer.UnprocessedKeys;
      if (rest === undefined || Object.keys(rest).length === 0) return items;
    }
    throw new Error('DynamoDB left seats out of a batch too often');
  }

  /** Many seats take of the same budget at once: DynamoDB cancels what would collide, and it is tried again. */
  async function inOneTransaction(items: TransactItem[], token: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.send(new TransactWriteCommand({ TransactItems: items, ClientRequestToken: token }));
        return;
      } catch (error) {
        if (!isCollision(error) || attempt >= transactionAttempts) throw error;
        await wait(Math.random() * 25 * 2 ** attempt);
      }
    }
  }

  return {
    async load(ref) {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { pk: keyOf(ref) }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : toSeat(Item);
    },

    async loadAll(refs) {
      const keys = [...new Set(refs.map(keyOf))];
      const seats: Seat[] = [];
      for (let start = 0; start < keys.length; start += perGet) {
        const items = await getAll(keys.slice(start, start + perGet));
        seats.push(...items.map(toSeat));
      }
      return seats;
    },

    async byDesktop(workspaceId) {
      const items = await query(
        {
          IndexName: 'seat-of-desktop',
          KeyConditionExpression: 'workspaceId = :id',
          ExpressionAttributeValues: { ':id': workspaceId },
        },
        desktopCandidates,
      );
      const [item] = items.sort((a, b) => newest.parse(b).committedAt - newest.parse(a).committedAt);
      return item === undefined ? undefined : refOf(item.pk);
    },

    async commit(seat, due, spends = []) {
      const next: Seat = { ...seat, version: seat.version + 1 };
      const commitId = randomUUID();
      const Item = { pk: keyOf(seat.ref), commitId, ...fromSeat(next), ...indexed(next, due, clock.now()) };
      const Put = {
        TableName,
        Item,
        ...conditionOn(seat.version),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      } as const;
      try {
        if (spends.length === 0) await client.send(new PutCommand(Put));
        else
          await inOneTransaction(
            [{ Put }, ...spends.map((spend) => spendItem(TableName, spend, clock.now()))],
            commitId,
          );
      } catch (error) {
        const refused = refusalOf(error);
        if (refused === undefined) throw error;
        if (refused.seat === undefined) throw new SafeguardSpent('Spent by another seat', { cause: error });
        // The SDK repeats a call whose answer was lost: then the commit that was in the way is this very one.
        if (refused.seat.commitId?.S !== commitId) {
          throw new StaleSeat(`Version ${seat.version} of a seat is not the stored one`, { cause: error });
        }
      }
      return next;
    },

    async due(kind, now, limit, closed = [], only) {
      const shut = new Set(closed);
      const items = await query(
        {
          IndexName: 'work-due',
          KeyConditionExpression: 'inFlight = :kind AND dueAt <= :now',
          ExpressionAttributeValues: { ':kind': kind, ':now': now },
        },
        kind === 'gated' ? chosenFrom : limit,
        // Here and not in a filter: after a deploy there can be more closed gates than an `IN` takes.
        (item) => !shut.has(String(item.gate)) && (only === undefined || item.gate === only),
      );
      const chosen = kind === 'gated' ? inTurns(items, ({ gate }) => String(gate), limit) : items;
      return chosen.map((item) => refOf(item.pk));
    },

    async defer(ref, until) {
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: { pk: keyOf(ref) },
            UpdateExpression: 'SET dueAt = :until',
            ConditionExpression: 'attribute_exists(dueAt)',
            ExpressionAttributeValues: { ':until': until },
          }),
        );
      } catch (error) {
        // Somebody who can read it has dealt with it since: it is not due any more.
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    async waiting() {
      const items = await query(
        {
          IndexName: 'work-due',
          KeyConditionExpression: 'inFlight = :kind',
          ExpressionAttributeValues: { ':kind': 'gated' },
        },
        chosenFrom,
      );
      return countsOf(items.map(({ gate }) => kindOf(String(gate))));
    },

    async nextFlight() {
      const [item] = await query(
        {
          IndexName: 'work-due',
          KeyConditionExpression: 'inFlight = :kind',
          ExpressionAttributeValues: { ':kind': 'flight' },
        },
        1,
      );
      return item === undefined ? undefined : flight.parse(item).dueAt;
    },
  };
}

function countsOf(kinds: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** What stands in the way of a commit: the seat as it is stored, or what it wanted to spend. */
function refusalOf(error: unknown): { seat?: Record<string, AttributeValue> } | undefined {
  if (error instanceof ConditionalCheckFailedException) return { seat: error.Item ?? {} };
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const [seat, ...spends] = error.CancellationReasons ?? [];
  if (seat?.Code === 'ConditionalCheckFailed') return { seat: seat.Item ?? {} };
  return spends.some(({ Code }) => Code === 'ConditionalCheckFailed') ? {} : undefined;
}

const isCollision = (error: unknown): boolean =>
  error instanceof TransactionCanceledException && refusalOf(error) === undefined;

const conditionOn = (version: number) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      };

/** What the indexes and the TTL need, beside the seat. What has nothing to do, or no desktop, is in no index. */
function indexed(seat: Seat, due: SeatDue | undefined, now: number) {
  const workspaceId = workspaceOf(seat);
  return {
    committedAt: now,
    ...(workspaceId === undefined ? {} : { workspaceId }),
    ...(due === undefined ? {} : { inFlight: due.kind, dueAt: due.at }),
    ...(due?.gate === undefined ? {} : { gate: due.gate }),
    ...(isForgettable(seat) && due === undefined ? { expiresAt: forgottenAt(seat, now) } : {}),
  };
}

/**
 * A seat is remembered for longer than its records are: one that was made anew would begin to count them at 1, where
 * others still are.
 * @returns epoch seconds, as TTL wants it
 */
const forgottenAt = ({ records }: Seat, now: number): number =>
  Math.max(Math.ceil((now + rememberMs) / 1000), (records.expiresAt ?? 0) + expiredLingers);

/** A claim's tombstone outlives its seat for ever: an older wish, redelivered, must not create a desktop. */
const isForgettable = (seat: Seat): boolean =>
  seat.phase.status === 'absent' && Object.keys(seat.claims).length === 0 && seat.holds.length === 0;
