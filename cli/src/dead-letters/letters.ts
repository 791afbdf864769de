import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** A dead letter, and what is known of it. */
export type Letter = {
  messageId: string;
  receipt: string;
  body: string;
  attributes: Message['MessageAttributes'];
  event: string;
  said?: string;
  /** What it is about, as far as it says: a desktop, a group, the directory of a seat. Names nobody. */
  about?: string;
  /** Whose seat it is about. */
  user?: string;
  /** Why it is dead; without one every delivery failed. */
  reason?: string;
};

/** Seconds in which nobody else sees a letter that was read. */
export const hiddenSeconds = 60;
/** Seconds that SQS looks into all of its servers for: a queue that answers nothing after that is empty. */
const lookedSeconds = 2;
const perCall = 10;

/** Answers in a row with nothing but what was seen before: whoever reads for longer than a letter is hidden gets it again. */
const repeats = 3;

/** Each letter once, some at a time, until there are no more. What is read is hidden from others for a while. */
export async function* lettersOf(client: SQSClient, QueueUrl: string): AsyncGenerator<Letter[]> {
  const seen = new Set<string>();
  for (let repeated = 0; repeated < repeats; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: perCall,
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: lookedSeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return;
    const letters = Messages.map(letterOf).filter(({ messageId }) => !seen.has(messageId));
    repeated = letters.length === 0 ? repeated + 1 : 0;
    if (letters.length === 0) continue;
    for (const { messageId } of letters) seen.add(messageId);
    yield letters;
  }
}

/** Shows letters to others again that stay. */
export async function showAgain(
  client: SQSClient,
  QueueUrl: string,
  letters: readonly Letter[],
): Promise<void> {
  for (let at = 0; at < letters.length; at += perCall)
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: letters.slice(at, at + perCall).map(({ receipt }, index) => ({
          Id: String(index),
          ReceiptHandle: receipt,
          VisibilityTimeout: 0,
        })),
      }),
    );
}

const envelope = z.object({
  'detail-type': z.string(),
  time: z.string().optional(),
  detail: z
    .looseObject({
      seat: z.object({ directoryId: z.string(), userName: z.string() }).optional().catch(undefined),
      workspaceId: z.string().optional().catch(undefined),
      group: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

function letterOf({ MessageId = '', ReceiptHandle = '', Body = '', MessageAttributes }: Message): Letter {
  const read = envelope.safeParse(parsed(Body));
  const { seat, workspaceId, group } = read.data?.detail ?? {};
  const about = workspaceId ?? group ?? seat?.directoryId;
  // Ours, the Scheduler's, or that of a rule (EventBridge User Guide, dead-letter queues).
  const { reason, ERROR_MESSAGE, ERROR_CODE } = MessageAttributes ?? {};
  const why = (reason ?? ERROR_MESSAGE ?? ERROR_CODE)?.StringValue;
  return {
    messageId: MessageId,
    receipt: ReceiptHandle,
    body: Body,
    attributes: MessageAttributes,
    event: read.data?.['detail-type'] ?? 'no event',
    ...(read.data?.time === undefined ? {} : { said: read.data.time }),
    ...(about === undefined ? {} : { about }),
    ...(seat === undefined ? {} : { user: `${seat.directoryId}/${seat.userName}` }),
    ...(why === undefined ? {} : { reason: why }),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // It is shown as what it is: no event.
    return undefined;
  }
}
