import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { OutgoingEvent } from '@cleandesk/contracts';
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

/** How many messages each dead-letter queue holds; queues that are empty are left out. */
export async function countDeadLetters(stage: Stage): Promise<Record<string, number>> {
  const counts = await Promise.all(
    Object.entries(stage.outputs.dead_letter_queue_urls).map(async ([name, QueueUrl]) => {
      const { Attributes } = await stage.clients.queues.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return [name, Number(Attributes?.ApproximateNumberOfMessages ?? 0)] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

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
