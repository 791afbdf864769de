import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeWorkspacesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { type RunningDesktopCloud, startDesktopCloud } from '@cleandesk/desktop-cloud';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoBook, isThrottle, sharedPace } from '../src/index.ts';

// On wall time: the book in DynamoDB as the base emulator has it, WorkSpaces as the desktop cloud has it, with ten times AWS's rate.
const rate = { perSecond: 20, burst: 50 };
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

let base: BaseAlone;
let cloud: RunningDesktopCloud;

// The first start on a machine installs the emulator.
beforeAll(async () => {
  [base, cloud] = await Promise.all([
    startBaseAlone(),
    startDesktopCloud({ settings: { throttle: { ...rate } } }),
  ]);
}, 180_000);
afterAll(async () => {
  await Promise.all([base.stop(), cloud.close()]);
});

test('six processes that don’t know of each other have the whole rate, and are never throttled', async () => {
  const wire = { region: 'us-east-1', credentials, maxAttempts: 1 };
  const dynamo = new DynamoDBClient({ ...wire, endpoint: base.url });
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'pace',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  const troubles: unknown[] = [];
  const made = { first: 0, later: 0 };
  let throttled = 0;
  const seconds = 6;
  const until = Date.now() + seconds * 1000;

  /** A function's process, with clients of its own. */
  const runs = async (rank: 'first' | 'later') => {
    const workspaces = new WorkSpacesClient({ ...wire, endpoint: cloud.url });
    const pace = sharedPace({
      ...rate,
      book: dynamoBook({ client: dynamo, tableName: 'pace' }),
      ownShare: 1 / 8,
      patienceMs: { first: 10_000, later: 10_000 },
      clock: { now: () => Date.now() },
      onTrouble: (error) => void troubles.push(error),
    });
    const calls = async () => {
      for (;;) {
        await pace.turn(rank);
        if (Date.now() > until) return;
        try {
          await workspaces.send(new DescribeWorkspacesCommand({}));
          made[rank] += 1;
        } catch (error) {
          if (!isThrottle(error)) throw error;
          throttled += 1;
        }
      }
    };
    // Two at a time: with one alone the wire's own time would be the pace.
    await Promise.all([calls(), calls()]);
    workspaces.destroy();
  };
  const resets = async () => {
    await sleep(2000);
    await Promise.all([runs('first'), runs('first')]);
  };
  await Promise.all([runs('later'), runs('later'), runs('later'), runs('later'), resets()]);
  dynamo.destroy();

  expect(troubles).toEqual([]);
  expect(throttled).toBe(0);
  const all = made.first + made.later;
  expect(all).toBeGreaterThanOrEqual(0.9 * rate.perSecond * seconds);
  expect(all).toBeLessThanOrEqual(rate.perSecond * seconds + rate.burst);
  // For four of the six seconds: nearly all there is, beside four that can wait.
  expect(made.first).toBeGreaterThanOrEqual(0.75 * rate.perSecond * 4);
}, 60_000);
