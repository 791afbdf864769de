import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutEventsCommand, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { repositoryRoot } from '@cleandesk/launcher';
import { eventually } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { account, distinct, events, listeners, makeBus, makeQueue, ofAws, queues } from './local-aws.ts';

const event = z.looseObject({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
});
type Event = z.output<typeof event>;
const samples = globSync('packages/contracts/samples/*/*.json', { cwd: repositoryRoot })
  .toSorted()
  .map((file) => ({
    name: file.split('/').slice(-2).join('/'),
    said: event.parse(JSON.parse(readFileSync(join(repositoryRoot, file), 'utf8'))),
  }));

/** Our own words for EventBridge's rule: some value of each field is one that the pattern names, or begins as it says. */
function fits(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern))
    return pattern.some((one) =>
      typeof one === 'object' && one !== null && 'prefix' in one
        ? typeof value === 'string' && value.startsWith(String(one.prefix))
        : typeof one === 'object' && one !== null && 'exists' in one
          ? (value !== undefined) === one.exists
          : one === value,
    );
  return Object.entries(Object(pattern)).every(([field, inner]) => fits(inner, Object(value)[field]));
}

/** What came to a queue, each by the name of its sample, until the last event of all has come. */
async function arrived(QueueUrl: string): Promise<string[]> {
  const came: string[] = [];
  await eventually(
    'the last event of all has come',
    async () => {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      if (Messages.length === 0) return came.includes('the end') || undefined;
      for (const { Body = '' } of Messages)
        came.push(...z.object({ resources: z.array(z.string()) }).parse(JSON.parse(Body)).resources);
      await queues.send(
        new DeleteMessageBatchCommand({
          QueueUrl,
          Entries: Messages.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle })),
        }),
      );
      return undefined;
    },
    { withinMs: 60_000 },
  );
  return came.filter((one) => one !== 'the end').toSorted();
}

test('each event comes to every function that hears it, once, and to no other', async () => {
  const all = listeners.flatMap(({ patterns }) => patterns);
  const bus = await makeBus('everything', distinct(all.filter(ofAws)));
  const end = { source: ['test'], 'detail-type': ['the end'] };
  const urls = await Promise.all(
    listeners.map(({ name, patterns }) => makeQueue(bus, { name, patterns: [...patterns, end] })),
  );
  const say = async (said: Event, name: string): Promise<void> => {
    const { FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: said.source.startsWith('aws.') ? 'default' : bus,
            Source: said.source,
            DetailType: said['detail-type'],
            Detail: JSON.stringify(said.detail),
            Resources: [name],
          },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(0);
  };
  for (const { said, name } of samples) await say(said, name);
  await say({ source: 'test', 'detail-type': 'the end', detail: {} }, 'the end');
  for (const [n, { name, patterns }] of listeners.entries()) {
    const expected = samples.filter(({ said }) => patterns.some((one) => fits(one, { ...said, account })));
    expect({ [name]: await arrived(urls[n] ?? '') }).toEqual({
      [name]: expected.map((one) => one.name).toSorted(),
    });
    expect(expected.length).toBeGreaterThan(0);
  }
});

const wholeEvent = (said: Event, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ ...said, account, ...more });
const matches = async (pattern: unknown, Event: string): Promise<boolean | undefined> =>
  (await events.send(new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event }))).Result;

test.each(listeners)('$name hears neither another account nor a replay', async ({ patterns }) => {
  for (const pattern of patterns) {
    const heard = samples.find(({ said }) => fits(pattern, { ...said, account }));
    // Else the next two would be right whatever the pattern says.
    if (heard === undefined) throw new Error(`No sample fits ${JSON.stringify(pattern)}`);
    expect(await matches(pattern, wholeEvent(heard.said))).toBe(true);
    expect(await matches(pattern, wholeEvent(heard.said, { account: '999999999999' }))).toBe(false);
    expect(await matches(pattern, wholeEvent(heard.said, { 'replay-name': 'last-week' }))).toBe(false);
  }
});
