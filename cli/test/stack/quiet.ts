import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { eventually } from '@cleandesk/testkit';
import { deadLetterQueues, lettersIn } from '../../src/dead-letters/queues.ts';
import type { Account } from '../../src/doctor/account.ts';

/** Looks in a row at which nothing waits: what a run goes on with lies in no queue for a moment. */
const looks = 5;

/** Waits until no function has anything to do. What is planted after that stands: no run is under way that could undo it. */
export async function becomesQuiet(account: Account): Promise<void> {
  const functions = await account.functions();
  let quiet = 0;
  await eventually(
    'nothing to wait in a queue, nor be in the hands of a function',
    async () => {
      const counts = await Promise.all(functions.map(({ queue }) => lettersIn(account.queues, queue.url)));
      quiet = counts.every((count) => count === 0) ? quiet + 1 : 0;
      return quiet >= looks ? true : undefined;
    },
    { withinMs: 400_000, everyMs: 500 },
  );
}

/** Takes away what a busy machine has put aside. */
export async function clearsLetters(account: Account): Promise<void> {
  for (const { url: QueueUrl } of await deadLetterQueues(account.queues, account.deployment))
    await account.queues.send(new PurgeQueueCommand({ QueueUrl }));
}

/** What the functions said of their work since then (epoch ms), the last lines of each: who has undone what a test did. */
export async function saidSince(account: Account, startTime: number): Promise<string[]> {
  const lines = (await account.functions()).map(async ({ of, name }) => {
    const { events = [] } = await account.logs.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}`, startTime }),
    );
    return events
      .map(({ message = '' }) => message.trim())
      .filter((line) => line.startsWith('{"level"') && !line.includes('A probe came through'))
      .slice(-10)
      .map((line) => `${of}: ${line}`);
  });
  return (await Promise.all(lines)).flat();
}
