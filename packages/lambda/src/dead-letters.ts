import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

// For whoever loads this at its first use: an import of the whole SDK would bring all of it.
export { SQSClient };

export type DeadLetter = { messageId: string; body: string; reason: string };

export type DeadLetters = {
  /** Resolves when the queue took it. Rejects with the SDK's error: then the record must fail, or it would be lost. */
  put(letter: DeadLetter): Promise<void>;
};

/**
 * The function's dead-letter queue, for what no retry helps: it goes there at once, with its reason, instead of
 * holding its batch up through every retry.
 */
export function deadLetters(options: {
  client: SQSClient;
  queueUrl: string;
  clock: { now(): number };
}): DeadLetters {
  return {
    async put({ messageId, body, reason }) {
      const text = (value: string) => ({ DataType: 'String', StringValue: value });
      await options.client.send(
        new SendMessageCommand({
          QueueUrl: options.queueUrl,
          MessageBody: body,
          MessageAttributes: {
            reason: text(printable(reason)),
            originalMessageId: text(messageId),
            deadLetteredAt: text(new Date(options.clock.now()).toISOString()),
          },
        }),
      );
    },
  };
}

/** SQS refuses an empty attribute and most control characters; a reason of a page helps nobody. */
const printable = (reason: string): string => reason.replace(/\p{C}/gu, ' ').slice(0, 1000) || 'unknown';
