import { createHash } from 'node:crypto';
import { DeleteMessageBatchCommand, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Letter, lettersOf, showAgain } from './letters.ts';
import type { DeadLetterQueue } from './queues.ts';

export type Redriven = {
  of: string;
  redriven: number;
  /** They stay: no delivery helps what the code cannot read, what came back, and what SQS did not take. */
  left: { event: string; reason: string }[];
};

/**
 * Gives letters back to the queue that they belong to. Each is sent before it is deleted: a crash in between delivers it twice,
 * which every service bears, and never loses it. One that comes back while this goes on stays.
 * @param options.unreadable also those that say why they are dead: for a deployment that can read them now
 */
export async function redrive(
  client: SQSClient,
  queue: DeadLetterQueue & { home: string },
  options: { unreadable?: boolean; dryRun: boolean; progress?: (redriven: number) => void },
): Promise<Redriven> {
  const done: Redriven = { of: queue.of, redriven: 0, left: [] };
  const sent = new Set<string>();
  const stay: Letter[] = [];
  try {
    for await (const letters of lettersOf(client, queue.url)) {
      const go: Letter[] = [];
      for (const letter of letters) {
        const why = whyItStays(letter, sent, options.unreadable === true);
        if (why !== undefined) {
          done.left.push({ event: letter.event, reason: why });
          stay.push(letter);
        } else if (options.dryRun) {
          done.redriven += 1;
          stay.push(letter);
        } else go.push(letter);
      }
      const { taken, refused } = await giveBack(client, queue, go);
      for (const { body } of taken) sent.add(keyOf(body));
      done.redriven += taken.length;
      done.left.push(...refused.map(({ letter, reason }) => ({ event: letter.event, reason })));
      stay.push(...refused.map(({ letter }) => letter));
      options.progress?.(done.redriven);
    }
  } finally {
    await showAgain(client, queue.url, stay);
  }
  return done;
}

function whyItStays(
  { body, reason, event }: Letter,
  sent: ReadonlySet<string>,
  unreadable: boolean,
): string | undefined {
  if (sent.has(keyOf(body))) return 'it came back: its function still fails';
  if (event === 'no event') return reason ?? 'it is no event';
  return unreadable ? undefined : reason;
}

const keyOf = (body: string): string => createHash('sha256').update(body).digest('base64');

async function giveBack(
  client: SQSClient,
  { url, home }: { url: string; home: string },
  letters: readonly Letter[],
): Promise<{ taken: Letter[]; refused: { letter: Letter; reason: string }[] }> {
  if (letters.length === 0) return { taken: [], refused: [] };
  const { Failed = [], Successful = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: home,
      // Without its attributes: they say why it was dead.
      Entries: letters.map(({ body }, index) => ({ Id: String(index), MessageBody: body })),
    }),
  );
  const taken = Successful.flatMap(({ Id }) => letters[Number(Id)] ?? []);
  if (taken.length > 0)
    await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: taken.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt })),
      }),
    );
  const refused = Failed.flatMap(({ Id, Message, Code }) => {
    const letter = letters[Number(Id)];
    return letter === undefined
      ? []
      : [{ letter, reason: `SQS did not take it: ${Message ?? Code ?? 'no reason'}` }];
  });
  return { taken, refused };
}
