import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageBatchCommand, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Letter, lettersOf, showAgain } from './letters.ts';
import { type DeadLetterQueue, lettersIn } from './queues.ts';

export type Redriven = {
  of: string;
  redriven: number;
  /** They stay: no delivery helps what the code cannot read, what came back, and what SQS did not take. */
  left: { event: string; reason: string }[];
  /** Given back, and not taken away here: the next redrive delivers them once more. */
  undeleted: number;
  /** They lie there and were not seen: hidden while somebody reads them, or come since. As SQS counts, which is roughly. */
  hidden: number;
};

/** SQS counts late: what was taken away a moment ago is counted for a while. */
const recounts = 10;
const betweenMs = 500;

type Options = { unreadable?: boolean; dryRun: boolean; progress?: (redriven: number) => void };

/**
 * Gives letters back to the queue that they belong to. Each is sent before it is deleted: a crash in between delivers it twice,
 * which every service bears, and never loses it. One that comes back while this goes on stays.
 * @param options.unreadable also those that say why they are dead: for a deployment that can read them now
 */
export async function redrive(
  client: SQSClient,
  queue: DeadLetterQueue & { home: string },
  options: Options,
): Promise<Redriven> {
  const done: Redriven = { of: queue.of, redriven: 0, left: [], undeleted: 0, hidden: 0 };
  const sent = new Set<string>();
  // What was read is hidden from others: whatever becomes of this, they shall see again what still lies here.
  const read = new Map<string, Letter>();
  try {
    for await (const letters of lettersOf(client, queue.url)) {
      for (const letter of letters) read.set(letter.messageId, letter);
      const go: Letter[] = [];
      for (const letter of letters) {
        const why = whyItStays(letter, sent, options.unreadable === true);
        if (why !== undefined) done.left.push({ event: letter.event, reason: why });
        else if (options.dryRun) done.redriven += 1;
        else go.push(letter);
      }
      const { gone, undeleted, refused } = await giveBack(client, queue, go);
      for (const letter of gone) read.delete(letter.messageId);
      for (const { body } of [...gone, ...undeleted]) sent.add(keyOf(body));
      done.redriven += gone.length + undeleted.length;
      done.undeleted += undeleted.length;
      done.left.push(...refused.map(({ letter, reason }) => ({ event: letter.event, reason })));
      options.progress?.(done.redriven);
    }
  } finally {
    await showAgain(client, queue.url, [...read.values()]);
  }
  done.hidden = await hiddenIn(client, queue.url, read.size);
  return done;
}

/** @param known of so many it is known that they lie there */
async function hiddenIn(client: SQSClient, url: string, known: number): Promise<number> {
  for (let count = 1; ; count += 1) {
    const more = (await lettersIn(client, url)) - known;
    if (more <= 0) return 0;
    if (count === recounts) return more;
    await sleep(betweenMs);
  }
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

type GivenBack = { gone: Letter[]; undeleted: Letter[]; refused: { letter: Letter; reason: string }[] };

async function giveBack(
  client: SQSClient,
  { url, home }: { url: string; home: string },
  letters: readonly Letter[],
): Promise<GivenBack> {
  if (letters.length === 0) return { gone: [], undeleted: [], refused: [] };
  const { Failed = [], Successful = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: home,
      // Without its attributes: they say why it was dead.
      Entries: letters.map(({ body }, index) => ({ Id: String(index), MessageBody: body })),
    }),
  );
  const taken = Successful.flatMap(({ Id }) => letters[Number(Id)] ?? []);
  const refused = Failed.flatMap(({ Id, Message, Code }) => {
    const letter = letters[Number(Id)];
    return letter === undefined
      ? []
      : [{ letter, reason: `SQS did not take it: ${Message ?? Code ?? 'no reason'}` }];
  });
  return { ...(await takenAway(client, url, taken)), refused };
}

/** What a batch does not delete is tried once more. */
async function takenAway(
  client: SQSClient,
  QueueUrl: string,
  letters: readonly Letter[],
): Promise<{ gone: Letter[]; undeleted: Letter[] }> {
  let left = [...letters];
  for (let attempt = 1; attempt <= 2 && left.length > 0; attempt += 1) {
    const asked = left;
    const { Successful = [] } = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: asked.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt })),
      }),
    );
    const gone = new Set(Successful.map(({ Id }) => Number(Id)));
    left = asked.filter((_, index) => !gone.has(index));
  }
  return { gone: letters.filter((letter) => !left.includes(letter)), undeleted: left };
}
