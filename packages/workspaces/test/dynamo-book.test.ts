import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AwsCall, AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { BookInDispute, dynamoBook } from '../src/index.ts';

const booking = { line: 'calls' as const, forMs: 500, from: 10_000, until: 20_000 };
const update = z.object({ UpdateExpression: z.string(), ConditionExpression: z.string() });

function open(answer: (call: AwsCall) => unknown) {
  const aws = scriptedAws(answer);
  const client = new DynamoDBClient({ ...aws.config, maxAttempts: 1 });
  return {
    book: dynamoBook({ client, tableName: 'pace' }),
    updates: () => aws.calls.map(({ input }) => update.parse(input).UpdateExpression),
    calls: aws.calls,
  };
}

const ends = (calls: number) => ({ Attributes: { calls: { N: String(calls) } } });
const refused = (Item?: Record<string, unknown>) =>
  new AwsRefusal('ConditionalCheckFailedException', 'no', 400, Item ? { Item } : {});

test('a booking is one write, and leaves what was read before out of account', async () => {
  const { book, updates, calls } = open(() => ends(10_000 + 500 * calls.length));
  await book.book(booking);
  await book.book(booking);
  await book.book({ ...booking, from: 30_000, until: 40_000 });
  expect(updates()).toEqual(['SET #line = :end', 'SET #line = #line + :for', 'SET #line = :end']);
});

test('a line that is not as it was last seen costs a second write', async () => {
  const { book, updates } = open(() => {
    if (updates().length === 1) throw refused({ pk: { S: 'workspaces' }, calls: { N: '12000' } });
    return ends(12_500);
  });
  expect(await book.book(booking)).toEqual({ kind: 'booked', at: 12_000 });
  expect(updates()).toHaveLength(2);
});

test('whether a fault booked something is not known, and it is not asked again', async () => {
  const { book, calls } = open(() => {
    throw new AwsRefusal('InternalServerError', 'the answer was lost', 500);
  });
  await expect(book.book(booking)).rejects.toThrow('the answer was lost');
  expect(calls).toHaveLength(1);
});

test('a line that is never as it was a moment ago is given up', async () => {
  let isBusy = false;
  const { book } = open(() => {
    isBusy = !isBusy;
    throw isBusy ? refused({ calls: { N: '12000' } }) : refused();
  });
  await expect(book.book(booking)).rejects.toThrow(BookInDispute);
});

test('an end that is no number is not guessed at', async () => {
  const { book } = open(() => ({ Attributes: { calls: { S: 'soon' } } }));
  await expect(book.book(booking)).rejects.toThrow(TypeError);
});
