import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type AwsCall, AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { dynamoSeats } from '../../src/adapters/dynamo-seats.ts';
import { UnreadableSeat } from '../../src/adapters/stored-seat.ts';
import { newSeat } from '../../src/domain/seat.ts';
import { StaleSeat } from '../../src/ports.ts';
import { live, noon, ref } from './seat-samples.ts';

const item = z.record(z.string(), z.looseObject({ N: z.string().optional() }));
const put = z.object({ Item: item });
const batch = z.object({
  RequestItems: z.object({ seats: z.object({ Keys: z.array(item), ConsistentRead: z.boolean() }) }),
});

function open(answer: (call: AwsCall) => unknown) {
  const aws = scriptedAws(answer);
  const seats = dynamoSeats({
    client: DynamoDBDocumentClient.from(new DynamoDBClient(aws.config)),
    tableName: 'seats',
    clock: { now: () => noon },
    wait: () => Promise.resolve(),
  });
  return { seats, calls: aws.calls };
}

/** The item that a commit of this seat stores. */
async function stored(seat = live('ada.berg')): Promise<z.infer<typeof item>> {
  const { seats, calls } = open(() => ({}));
  await seats.commit(seat);
  return put.parse(calls[0]?.input).Item;
}

test('what DynamoDB left out of a batch is asked for again', async () => {
  const [ada, ben] = [await stored(live('ada.berg')), await stored(live('ben.berg', 'ws-0000abcd2'))];
  const { seats, calls } = open(({ input }) => {
    const { Keys } = batch.parse(input).RequestItems.seats;
    return Keys.length === 2
      ? {
          Responses: { seats: [ada] },
          UnprocessedKeys: { seats: { Keys: Keys.slice(1), ConsistentRead: true } },
        }
      : { Responses: { seats: [ben] }, UnprocessedKeys: {} };
  });
  const read = await seats.loadAll([ref('ada.berg'), ref('ben.berg')]);
  expect(read.map((seat) => seat.ref.userName)).toEqual(['ada.berg', 'ben.berg']);
  expect(calls).toHaveLength(2);
});

test('a batch that DynamoDB never gets round to is an error, not an answer without these seats', async () => {
  const { seats } = open(({ input }) => ({ UnprocessedKeys: batch.parse(input).RequestItems }));
  await expect(seats.loadAll([ref('ada.berg')])).rejects.toThrow('too often');
});

test('a commit whose answer was lost, and that the SDK repeated, is ours and no stale one', async () => {
  let inTheWay: z.infer<typeof item> | undefined;
  const { seats, calls } = open(({ input }) => {
    if (inTheWay === undefined) {
      inTheWay = put.parse(input).Item;
      throw new AwsRefusal('InternalServerError', 'the answer was lost', 500);
    }
    throw new AwsRefusal('ConditionalCheckFailedException', 'no', 400, { Item: inTheWay });
  });
  expect((await seats.commit(live('ada.berg'))).version).toBe(1);
  expect(calls).toHaveLength(2);
});

test("a commit that finds another one's item is stale", async () => {
  const theirs = await stored();
  const { seats } = open(() => {
    throw new AwsRefusal('ConditionalCheckFailedException', 'no', 400, { Item: theirs });
  });
  await expect(seats.commit(live('ada.berg'))).rejects.toThrow(StaleSeat);
});

test.each([
  ['another schema', { schema: { N: '2' } }, /schema 2/],
  ['no state', { state: { NULL: true } }, /no state/],
  ['no JSON', { state: { S: '{"ada.berg' } }, /no JSON/],
  ['no seat', { state: { S: '{"version":1}' } }, /ref: /],
])('a seat stored with %s is not guessed at', async (_what, change, reason) => {
  const Item = { ...(await stored()), ...change };
  const { seats } = open(() => ({ Item }));
  const error: unknown = await seats.load(ref('ada.berg')).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnreadableSeat);
  expect(String(error)).toMatch(reason);
  expect(String(error)).not.toContain('ada.berg');
});

test('only an absent seat that nobody claimed or held is forgotten, after 90 days', async () => {
  const absent = newSeat(ref('ada.berg'));
  const inNinetyDays = { N: String(noon / 1000 + 90 * 86_400) };
  expect((await stored(absent)).expiresAt).toEqual(inNinetyDays);
  expect((await stored(live('ada.berg'))).expiresAt).toBeUndefined();
  const tombstone = { ...absent, claims: { 'directory-sync': { revision: 4, wanted: false } } };
  expect((await stored(tombstone)).expiresAt).toBeUndefined();
  const held = { ...absent, holds: [{ id: 'h', owner: 'o', reason: 'r', until: noon + 1, placedAt: noon }] };
  expect((await stored(held)).expiresAt).toBeUndefined();
});

test('a seat is not forgotten before its records are: a new one would count them from 1', async () => {
  const expiresAt = noon / 1000 + 400 * 86_400;
  const absent = { ...newSeat(ref('ada.berg')), records: { count: 3, hash: 'abc', expiresAt } };
  expect(Number((await stored(absent)).expiresAt?.N)).toBeGreaterThan(expiresAt + 2 * 86_400);
});

test('reads that decide are consistent', async () => {
  const { seats, calls } = open(() => ({}));
  await seats.load(ref('ada.berg'));
  await seats.loadAll([ref('ada.berg')]);
  expect(calls[0]?.input).toMatchObject({ ConsistentRead: true });
  expect(batch.parse(calls[1]?.input).RequestItems.seats.ConsistentRead).toBe(true);
});
