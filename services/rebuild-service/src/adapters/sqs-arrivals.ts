import { UnreadableEvent } from '@cleandesk/bus';
import type { Delivery, Failed, Invocation } from '@cleandesk/lambda';
import type { Arrival } from '../app/arrivals.ts';
import { run } from '../app/run.ts';
import type { World } from '../app/world.ts';
import { hears } from '../hears.ts';

/** A batch of the queue as one run. What cannot be read is reported with its reason, and the rest goes on. */
export const arrivals =
  (world: World) =>
  async (deliveries: readonly Delivery[], invocation: Invocation): Promise<Failed> => {
    const unreadable = new Map<string, unknown>();
    const readable: Arrival[] = deliveries.flatMap(({ messageId, body }) => {
      try {
        return [{ messageId, incoming: hears.seats.read(body) }];
      } catch (error) {
        if (!(error instanceof UnreadableEvent)) throw error;
        unreadable.set(messageId, error);
        return [];
      }
    });
    return new Map([...unreadable, ...(await run(readable, world, () => invocation.remainingMs()))]);
  };
