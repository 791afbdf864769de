import { SQSClient } from '@aws-sdk/client-sqs';
import { UnreadableEvent } from '@cleandesk/bus';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { deadLetters } from '../src/dead-letters.ts';
import { type Delivery, type Door, eachRecord, type Failed, type Fields, wholeBatch } from '../src/index.ts';

const letter = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string() })),
});

const idIn = (fields: Fields = {}) =>
  typeof fields.correlationId === 'string' ? { correlationId: fields.correlationId } : {};

/** A door whose every side can be looked at. */
function doorOf(options: { queueRefuses?: boolean } = {}) {
  const letters: z.infer<typeof letter>[] = [];
  const lines: { level: string; message: string; error?: unknown; correlationId?: string | undefined }[] = [];
  const counts: Record<string, number> = {};
  let published = 0;
  let correlationId: string | undefined;
  const sqs = scriptedAws(({ input }) => {
    if (options.queueRefuses) throw new AwsRefusal('AccessDenied', 'no', 403);
    letters.push(letter.parse(input));
    return { MessageId: 'm' };
  });
  const client = new SQSClient({ ...sqs.config, md5: false });
  const door: Door = {
    deadLetters: deadLetters({
      client,
      queueUrl: 'https://sqs.eu-central-1.amazonaws.com/1/dead',
      clock: { now: () => Date.UTC(2026, 7, 1) },
    }),
    log: {
      info: (message) => lines.push({ level: 'info', message, correlationId }),
      warn: (message, fields) => lines.push({ level: 'warn', message, correlationId, ...idIn(fields) }),
      error: (message, error, fields) =>
        lines.push({ level: 'error', message, error, correlationId, ...idIn(fields) }),
      correlate: (id) => {
        correlationId = id;
      },
    },
    meter: {
      count: (name, by = 1) => {
        counts[name] = (counts[name] ?? 0) + by;
      },
      publish: () => {
        published += 1;
      },
    },
  };
  return { door, letters, lines, counts, published: () => published, correlationId: () => correlationId };
}

const record = (messageId: string, body: unknown): SQSRecord => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  receiptHandle: 'r',
  attributes: {
    ApproximateReceiveCount: '2',
    SentTimestamp: '1785542400000',
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '1785542400001',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:q',
  awsRegion: 'eu-central-1',
});
const eventOf = (...records: SQSRecord[]): SQSEvent => ({ Records: records });
const time = (ms = 60_000) => ({ getRemainingTimeInMillis: () => ms });
const failuresOf = (ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

test('a delivery is what the queue had, parsed', async () => {
  const seen: Delivery[] = [];
  const handler = eachRecord(async (delivery) => void seen.push(delivery), doorOf().door);
  await handler(eventOf(record('a', { id: 'e-1', detail: {} })), time());
  expect(seen).toEqual([
    { messageId: 'a', body: { id: 'e-1', detail: {} }, sentAt: 1785542400000, receiveCount: 2 },
  ]);
});

test('one record fails, the rest of its batch goes on', async () => {
  const { door, counts, lines, published } = doorOf();
  const handler = eachRecord(async ({ messageId }) => {
    if (messageId === 'b') throw new Error('broken');
  }, door);
  const answer = await handler(eventOf(record('a', {}), record('b', {}), record('c', {})), time());
  expect(answer).toEqual(failuresOf(['b']));
  expect(counts).toEqual({ RecordHandled: 2, RecordFailed: 1 });
  expect(lines.map(({ level }) => level)).toEqual(['error']);
  expect(published()).toBe(1);
});

test('all records failing is answered, not thrown', async () => {
  const handler = eachRecord(() => Promise.reject(new Error('broken')), doorOf().door);
  expect(await handler(eventOf(record('a', {}), record('b', {})), time())).toEqual(failuresOf(['a', 'b']));
});

test.each([
  ['an event that nobody can read', { id: 'e-1' }, 'nobody listens to X from y'],
  ['a body that is no JSON', '{"alice', 'the message is no JSON'],
])('%s goes to the dead letters with its reason, and is done', async (_, body, reason) => {
  const { door, letters, counts } = doorOf();
  const handler = eachRecord(async (delivery) => {
    if (delivery.messageId === 'bad') throw new UnreadableEvent('nobody listens to X from y');
  }, door);
  const bad = record('bad', body);
  expect(await handler(eventOf(record('a', {}), bad), time())).toEqual(failuresOf([]));
  expect(letters).toHaveLength(1);
  expect(letters[0]?.MessageBody).toBe(bad.body);
  expect(
    Object.fromEntries(
      Object.entries(letters[0]?.MessageAttributes ?? {}).map(([k, v]) => [k, v.StringValue]),
    ),
  ).toEqual({
    reason,
    originalMessageId: 'bad',
    deadLetteredAt: '2026-08-01T00:00:00.000Z',
  });
  expect(counts).toEqual({ RecordHandled: 1, RecordUnreadable: 1 });
});

test('an unreadable event that the dead letters did not take is not lost', async () => {
  const { door, counts } = doorOf({ queueRefuses: true });
  const handler = eachRecord(() => Promise.reject(new UnreadableEvent('x')), door);
  expect(await handler(eventOf(record('a', {})), time())).toEqual(failuresOf(['a']));
  expect(counts).toEqual({ RecordFailed: 1 });
});

test('a reason that SQS would refuse is made printable', async () => {
  const { door, letters } = doorOf();
  const handler = eachRecord(() => Promise.reject(new UnreadableEvent(`a\u0000b${'c'.repeat(2000)}`)), door);
  await handler(eventOf(record('a', {})), time());
  expect(letters[0]?.MessageAttributes.reason?.StringValue).toBe(`a b${'c'.repeat(997)}`);
});

test('the lines of a record carry the id of the signal that began its story', async () => {
  const { door, lines, correlationId } = doorOf();
  const handler = eachRecord(async () => door.log.info('working'), door);
  await handler(
    eventOf(
      record('a', { id: 'e-1', detail: { correlationId: 'c-1' } }),
      record('b', { id: 'e-2', detail: {} }),
    ),
    time(),
  );
  expect(lines.map((line) => line.correlationId)).toEqual(['c-1', 'e-2']);
  expect(correlationId()).toBeUndefined();
});

test('what is said of a record when it is settled carries that id, too, in a whole batch as one by one', async () => {
  const broken = () => Promise.reject(new Error('broken'));
  const bodies = eventOf(
    record('a', { id: 'e-1', detail: { correlationId: 'c-1' } }),
    record('b', { id: 'e-2', detail: {} }),
  );
  for (const handlerOf of [eachRecord, wholeBatch]) {
    const { door, lines } = doorOf();
    await handlerOf(broken, door)(bodies, time());
    expect(lines.map((line) => line.correlationId)).toEqual(['c-1', 'e-2']);
  }
});

test('what can not be begun in time is left to the next invocation', async () => {
  const { door, counts } = doorOf();
  let left = 7000;
  const handler = eachRecord(async () => {
    left -= 3000;
  }, door);
  const context = { getRemainingTimeInMillis: () => left };
  expect(await handler(eventOf(record('a', {}), record('b', {}), record('c', {})), context)).toEqual(
    failuresOf(['b', 'c']),
  );
  expect(counts).toEqual({ RecordHandled: 1, RecordPostponed: 2 });
});

const outcomes: [string, (deliveries: Delivery[]) => Promise<Failed>][] = [
  ['a set of ids', async () => new Set(['b'])],
  ['a map with errors', async () => new Map([['b', new Error('broken')]])],
];
test.each(outcomes)('a whole batch says which records failed: %s', async (_, handle) => {
  const { door, counts } = doorOf();
  const answer = await wholeBatch(handle, door)(eventOf(record('a', {}), record('b', {})), time());
  expect(answer).toEqual(failuresOf(['b']));
  expect(counts).toEqual({ RecordHandled: 1, RecordFailed: 1 });
});

test('a whole batch puts an unreadable record aside, and never sees what is no JSON', async () => {
  const { door, letters } = doorOf();
  const seen: string[][] = [];
  const handler = wholeBatch(async (deliveries) => {
    seen.push(deliveries.map(({ messageId }) => messageId));
    return new Map([['a', new UnreadableEvent('x')]]);
  }, door);
  expect(await handler(eventOf(record('a', {}), record('b', {}), record('c', '{')), time())).toEqual(
    failuresOf([]),
  );
  expect(seen).toEqual([['a', 'b']]);
  expect(letters).toHaveLength(2);
});

test('a whole batch that throws fails every record that it was given, and no other', async () => {
  const handler = wholeBatch(() => Promise.reject(new Error('broken')), doorOf().door);
  expect(await handler(eventOf(record('a', {}), record('b', '{'), record('c', {})), time())).toEqual(
    failuresOf(['a', 'c']),
  );
});

test('a handler can ask how much time is left', async () => {
  let left: number | undefined;
  const handler = wholeBatch(async (_, invocation) => {
    left = invocation.remainingMs();
    return new Set<string>();
  }, doorOf().door);
  await handler(eventOf(record('a', {})), time(4321));
  expect(left).toBe(4321);
});

test('a probe is written into the log, and no service is asked', async () => {
  const { door, lines, counts, letters } = doorOf();
  const handled: string[] = [];
  const probeId = '0b1f5a52-3f0e-4b0c-9a44-6a1f0f6f2c11';
  const probe = {
    id: 'e-1',
    source: 'cleandesk.operator',
    'detail-type': 'ProbeSent.v1',
    detail: { probeId },
  };
  const handler = eachRecord(async ({ messageId }) => void handled.push(messageId), door);
  const others = [
    record('other', { ...probe, source: 'cleandesk.approval-service' }),
    record('odd', { ...probe, detail: { probeId: 'ada.berg was here, and left a whole line behind' } }),
  ];
  expect(await handler(eventOf(record('probe', probe), ...others), time())).toEqual(failuresOf([]));
  expect(handled).toEqual(['other', 'odd']);
  expect(lines).toEqual([{ level: 'info', message: 'A probe came through', correlationId: undefined }]);
  expect(counts).toEqual({ RecordHandled: 3 });
  expect(letters).toEqual([]);
});
