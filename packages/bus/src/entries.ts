import type { OutgoingEvent } from '@cleandesk/contracts';
import { UnpublishableEvent } from './event.ts';

export type Entry = { Source: string; DetailType: string; Detail: string };

/** PutEvents takes 10 entries and 256 kB a call (EventBridge User Guide, "Calculating event entry size"). */
export const limits = { entries: 10, bytes: 256 * 1024 } as const;

/** @throws {UnpublishableEvent} when the event alone is above the limit of a call: no retry could help. */
export function entryOf(event: OutgoingEvent): Entry {
  const entry = { Source: event.source, DetailType: event.detailType, Detail: JSON.stringify(event.detail) };
  if (bytesOf(entry) > limits.bytes)
    throw new UnpublishableEvent(`${event.detailType} is above ${limits.bytes} bytes`);
  return entry;
}

/** Source, detail-type and detail count, in UTF-8. */
export const bytesOf = (entry: Entry): number =>
  Buffer.byteLength(entry.Source) + Buffer.byteLength(entry.DetailType) + Buffer.byteLength(entry.Detail);

/** In order; each chunk fits one call. */
export function chunksOf(entries: readonly Entry[]): Entry[][] {
  const chunks: Entry[][] = [];
  let chunk: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (chunk.length === limits.entries || bytes + bytesOf(entry) > limits.bytes) {
      chunks.push(chunk);
      chunk = [];
      bytes = 0;
    }
    chunk.push(entry);
    bytes += bytesOf(entry);
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
