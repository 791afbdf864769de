import { type DeadLetter, wholeBatch } from '@cleandesk/lambda';
import { arrivals } from '../../src/adapters/sqs-arrivals.ts';
import { hear } from '../../src/app/hear.ts';
import type { World } from '../../src/app/world.ts';
import { hears } from '../../src/hears.ts';
import { minutes } from './world.ts';

/** A message of the queue. The id of its event is the message's own, and so its correlation id. */
export type Letter = { messageId: string; body: string; receiveCount?: number };

const called = (messageId: string, detail: Record<string, unknown>): Letter => ({
  messageId,
  body: JSON.stringify({
    id: messageId,
    source: 'aws.workspaces',
    'detail-type': 'AWS API Call via CloudTrail',
    time: '2026-08-01T10:08:00Z',
    detail: { eventSource: 'workspaces.amazonaws.com', ...detail },
  }),
});
const named = (ids: readonly string[]) => ids.map((workspaceId) => ({ workspaceId }));

export const created = (messageId: string, ...ids: string[]): Letter =>
  called(messageId, { eventName: 'CreateWorkspaces', responseElements: { pendingRequests: named(ids) } });
export const rebuilt = (messageId: string, ...ids: string[]): Letter =>
  called(messageId, {
    eventName: 'RebuildWorkspaces',
    requestParameters: { rebuildWorkspaceRequests: named(ids) },
  });
export const terminated = (messageId: string, ...ids: string[]): Letter =>
  called(messageId, {
    eventName: 'TerminateWorkspaces',
    requestParameters: { terminateWorkspaceRequests: named(ids) },
  });

/** The function `watch` as Lambda calls it, in a world of fakes. */
export function watchDoor(world: World) {
  const deadLetters: DeadLetter[] = [];
  const errors = new Map<unknown, unknown>();
  const handler = wholeBatch(
    arrivals(hears.watch, (batch, remainingMs) => hear(batch, world, remainingMs)),
    {
      deadLetters: { put: async (letter) => void deadLetters.push(letter) },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (_, error, { messageId } = {}) => void errors.set(messageId, error),
        correlate: () => undefined,
      },
      meter: { count: () => undefined, publish: () => undefined },
    },
  );
  return {
    deadLetters,
    /** @returns the messages that come again, and the name of what each failed with. */
    deliver: async (letters: readonly Letter[], remainingMs = minutes): Promise<Record<string, string>> => {
      errors.clear();
      const Records = letters.map(({ messageId, body, receiveCount = 1 }) => ({
        messageId,
        body,
        receiptHandle: messageId,
        attributes: {
          ApproximateReceiveCount: String(receiveCount),
          SentTimestamp: '0',
          SenderId: 'events',
          ApproximateFirstReceiveTimestamp: '0',
        },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:watch',
        awsRegion: 'eu-central-1',
      }));
      const answer = await handler({ Records }, { getRemainingTimeInMillis: remainingMs });
      return Object.fromEntries(
        answer.batchItemFailures.map(({ itemIdentifier }) => {
          const error = errors.get(itemIdentifier);
          return [itemIdentifier, error instanceof Error ? error.name : String(error)];
        }),
      );
    },
  };
}
