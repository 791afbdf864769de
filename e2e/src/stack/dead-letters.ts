import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { OutgoingEvent } from '@cleandesk/contracts';
import * as z from 'zod';
import type { Stage } from './stage.ts';

const seats = 'rebuild-service/seats';

/** A message that was put aside, with the reason that it carries. */
export type DeadLetter = { body: string; reason: string | undefined };

/** Takes the first letter of the seats' function that contains `part` out of its dead-letter queue. */
export async function takeDeadLetter(stage: Stage, part: string): Promise<DeadLetter | undefined> {
  const QueueUrl = urlOf(stage.outputs.dead_letter_queue_urls, seats);
  const { Messages = [] } = await stage.clients.queues.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 5,
      MessageAttributeNames: ['All'],
    }),
  );
  let found: Message | undefined;
  for (const message of Messages) {
    const { ReceiptHandle } = message;
    if (found === undefined && message.Body?.includes(part)) {
      found = message;
      await stage.clients.queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    } else {
      await stage.clients.queues.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    }
  }
  return found && { body: found.Body ?? '', reason: found.MessageAttributes?.reason?.StringValue };
}

/** How many messages each dead-letter queue holds, also those that somebody reads; queues that are empty are left out. */
export async function countDeadLetters(stage: Stage): Promise<Record<string, number>> {
  const counts = await Promise.all(
    Object.entries(stage.outputs.dead_letter_queue_urls).map(async ([name, QueueUrl]) => {
      const { Attributes } = await stage.clients.queues.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      const { ApproximateNumberOfMessages: waiting = 0, ApproximateNumberOfMessagesNotVisible: read = 0 } =
        Attributes ?? {};
      return [name, Number(waiting) + Number(read)] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** A dead letter: the event in it, where it lay, and why. */
export type Found = { of: string; event: string; reason: string };

/**
 * Gives every dead letter of the functions back to its queue, as an operator does. Those that say why they are dead
 * stay, and so do timers and events of AWS that nobody took: no redrive helps them.
 */
export async function redriveAll(stage: Stage): Promise<{ redriven: Found[]; left: Found[] }> {
  const redriven: Found[] = [];
  const left: Found[] = [];
  for (const [of, QueueUrl] of Object.entries(stage.outputs.dead_letter_queue_urls)) {
    const home = stage.outputs.queue_urls[of];
    for (const { Body, MessageAttributes, ReceiptHandle } of await receiveEverything(stage, QueueUrl)) {
      const event = detailTypeIn(Body);
      // Ours, the Scheduler's, or that of a rule (EventBridge User Guide, dead-letter queues).
      const said =
        MessageAttributes?.reason ?? MessageAttributes?.ERROR_MESSAGE ?? MessageAttributes?.ERROR_CODE;
      if (said !== undefined || home === undefined) {
        left.push({ of, event, reason: said?.StringValue ?? 'does not say why' });
        continue;
      }
      await stage.clients.queues.send(new SendMessageCommand({ QueueUrl: home, MessageBody: Body }));
      await stage.clients.queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      redriven.push({ of, event, reason: 'delivered in vain too often' });
    }
  }
  return { redriven, left };
}

/** ms in which nobody sees a dead letter that `redriveAll` has seen and left. */
export const staysHiddenMs = 5_000;

async function receiveEverything(stage: Stage, QueueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await stage.clients.queues.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        // What stays is seen again soon; within this no message is received twice.
        VisibilityTimeout: staysHiddenMs / 1000,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

const detailTypeIn = (body: string | undefined): string => {
  const parsed = z.object({ 'detail-type': z.string() }).safeParse(JSON.parse(body ?? '{}'));
  return parsed.data?.['detail-type'] ?? 'no event';
};

/** Puts an event on the seats' queue as a redrive from its dead letters does: with the time at which it was said. */
export async function redrive(stage: Stage, event: OutgoingEvent, saidAt: number): Promise<void> {
  await stage.clients.queues.send(
    new SendMessageCommand({
      QueueUrl: urlOf(stage.outputs.queue_urls, seats),
      MessageBody: JSON.stringify({
        version: '0',
        id: crypto.randomUUID(),
        'detail-type': event.detailType,
        source: event.source,
        account: '000000000000',
        time: new Date(saidAt).toISOString().replace(/\.\d+Z$/, 'Z'),
        region: await stage.clients.queues.config.region(),
        resources: [],
        detail: event.detail,
      }),
    }),
  );
}

function urlOf(urls: Record<string, string>, name: string): string {
  const url = urls[name];
  if (url === undefined) throw new Error(`The stack has no queue of ${name}`);
  return url;
}
