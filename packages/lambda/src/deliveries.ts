import { UnreadableEvent } from '@cleandesk/bus';
import { probeSentV1 } from '@cleandesk/contracts';
import type { SQSRecord } from 'aws-lambda';

/** One message of the queue: an EventBridge envelope, parsed from JSON and not yet validated. */
export type Delivery = {
  messageId: string;
  body: unknown;
  /** epoch ms at which the queue got it: now again, after a redrive from the dead-letter queue. */
  sentAt: number;
  /** 1 at the first delivery. */
  receiveCount: number;
};

/** @throws {UnreadableEvent} when the body is no JSON. */
export function deliveryOf(record: SQSRecord): Delivery {
  return {
    messageId: record.messageId,
    body: json(record.body),
    sentAt: Number(record.attributes.SentTimestamp),
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's error, which quotes the text.
    throw new UnreadableEvent('the message is no JSON');
  }
}

/** Of the signal that began the story, else the event's own id; undefined for what is no event. */
export function correlationIdOf(body: unknown): string | undefined {
  const detail = fieldOf(body, 'detail');
  return textOf(fieldOf(detail, 'correlationId')) ?? textOf(fieldOf(body, 'id'));
}

/** Of a probe the id by which it is looked for; undefined for every other event. Only a well-formed id reaches the log. */
export function probeIdOf(body: unknown): string | undefined {
  const { sources, detailType } = probeSentV1;
  if (fieldOf(body, 'detail-type') !== detailType || fieldOf(body, 'source') !== sources[0]) return undefined;
  const id = textOf(fieldOf(fieldOf(body, 'detail'), 'probeId'));
  return id !== undefined && /^[0-9a-f-]{36}$/i.test(id) ? id : undefined;
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
