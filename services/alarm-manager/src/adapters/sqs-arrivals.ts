import type { Listener } from '@cleandesk/bus';
import type { Delivery, Failed, Invocation } from '@cleandesk/lambda';
import type { Arrival, Heard } from '../app/hear.ts';

/** From the messages of a batch to what they mean; one that can't be read fails alone. */
export function arrivals(
  listener: Listener<Heard>,
  hear: (arrivals: readonly Arrival[], remainingMs: () => number) => Promise<Map<string, unknown>>,
): (deliveries: readonly Delivery[], invocation: Invocation) => Promise<Failed> {
  return async (deliveries, invocation) => {
    const unreadable = new Map<string, unknown>();
    const readable = deliveries.flatMap(({ messageId, receiveCount, body }): Arrival[] => {
      try {
        return [{ messageId, receiveCount, heard: listener.read(body) }];
      } catch (error) {
        unreadable.set(messageId, error);
        return [];
      }
    });
    const failed = await hear(readable, () => invocation.remainingMs());
    return new Map([...unreadable, ...failed]);
  };
}
