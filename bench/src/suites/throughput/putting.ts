import { setTimeout as pause } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** Entries of one PutEvents call (EventBridge API Reference). */
const perCall = 10;
/** Calls of a burst at a time. */
const callsAtOnce = 8;

/** An event that is to be put, and what its arrival is known by. */
export type Put = { key: string; source: string; detailType: string; detail: () => unknown };

/** So many events: with a rate, that many a second; without one, as quickly as the bus takes them. */
export type Phase = { name: string; events: number; perSecond?: number };

/** Puts them. Resolves to when each was put (epoch ms), by its key. Throws when an entry is refused. */
export async function put(
  client: EventBridgeClient,
  busName: string,
  events: readonly Put[],
  perSecond?: number,
): Promise<ReadonlyMap<string, number>> {
  const sent = new Map<string, number>();
  const send = async (group: readonly Put[]): Promise<void> => {
    const at = Date.now();
    for (const { key } of group) sent.set(key, at);
    const { FailedEntryCount } = await client.send(
      new PutEventsCommand({
        Entries: group.map(({ source, detailType, detail }) => ({
          EventBusName: busName,
          Source: source,
          DetailType: detailType,
          Detail: JSON.stringify(detail()),
        })),
      }),
    );
    if (FailedEntryCount !== 0) throw new Error(`The bus refused ${FailedEntryCount} entries`);
  };
  const size = perSecond === undefined ? perCall : Math.max(1, Math.min(perCall, Math.floor(perSecond / 10)));
  const groups = Array.from({ length: Math.ceil(events.length / size) }, (_, index) =>
    events.slice(index * size, (index + 1) * size),
  );
  if (perSecond === undefined) {
    const queue = groups.values();
    await Promise.all(
      Array.from({ length: callsAtOnce }, async () => {
        for (const group of queue) await send(group);
      }),
    );
    return sent;
  }
  const begun = performance.now();
  const sending: Promise<void>[] = [];
  for (const [index, group] of groups.entries()) {
    await pause(Math.max(0, begun + ((index * size) / perSecond) * 1000 - performance.now()));
    // Not waited for: an open door, however slow the one before was.
    sending.push(send(group));
  }
  await Promise.all(sending);
  return sent;
}
