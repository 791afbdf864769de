import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { OutgoingEvent } from '@cleandesk/contracts';
import { chunksOf, type Entry, entryOf } from './entries.ts';

export type Publisher = {
  /**
   * Resolves when EventBridge took every event; an empty list is no call.
   * All events are tried, also after a refusal. Who publishes again after an error publishes some of them twice:
   * listeners must bear that.
   * @throws {EntriesRefused} when entries were still refused after three attempts.
   * @throws the SDK's error when a whole call failed.
   */
  publish(events: readonly OutgoingEvent[]): Promise<void>;
};

/** EventBridge answered 200 and did not take these. The message names types and codes, never details. */
export class EntriesRefused extends Error {
  override readonly name = 'EntriesRefused';
  readonly refused: readonly { detailType: string; code: string }[];
  constructor(refused: readonly { detailType: string; code: string }[]) {
    super(
      `${refused.length} events were refused: ${refused.map((one) => `${one.detailType} (${one.code})`).join(', ')}`,
    );
    this.refused = refused;
  }
}

const attempts = 3;

/** @param options.wait how to wait between attempts, in ms; tests hand in one that doesn't. */
export function publisher(options: {
  client: EventBridgeClient;
  busName: string;
  wait?: (ms: number) => Promise<void>;
}): Publisher {
  const wait = options.wait ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));

  /** PutEvents answers 200 with `FailedEntryCount`; an entry was taken only when it got an `EventId`. */
  const put = async (entries: readonly Entry[]): Promise<Refusal[]> => {
    const answer = await options.client.send(
      new PutEventsCommand({
        Entries: entries.map((entry) => ({ ...entry, EventBusName: options.busName })),
      }),
    );
    return entries.flatMap((entry, index) => {
      const result = answer.Entries?.[index];
      return result?.EventId && !result.ErrorCode ? [] : [{ entry, code: result?.ErrorCode ?? 'NoAnswer' }];
    });
  };

  /** Only the refused entries go again: the others have been delivered. */
  const putAll = async (entries: readonly Entry[]): Promise<Refusal[]> => {
    let refused = await put(entries);
    for (let attempt = 1; attempt < attempts && refused.length > 0; attempt += 1) {
      await wait(100 * 2 ** attempt);
      refused = await put(refused.map(({ entry }) => entry));
    }
    return refused;
  };

  return {
    async publish(events) {
      const refused: Refusal[] = [];
      for (const chunk of chunksOf(events.map(entryOf))) refused.push(...(await putAll(chunk)));
      if (refused.length > 0) {
        throw new EntriesRefused(refused.map(({ entry, code }) => ({ detailType: entry.DetailType, code })));
      }
    },
  };
}

type Refusal = { entry: Entry; code: string };
