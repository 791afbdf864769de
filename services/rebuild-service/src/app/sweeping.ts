import { minuteOf } from '../domain/outages.ts';
import { workspaceOf } from '../domain/seat.ts';
import type { SafeguardStore } from '../ports.ts';
import type { Arrival } from './arrivals.ts';
import type { Desk } from './desk.ts';

const minuteMs = 60_000;

type Seen = { messageId: string; policy: string; minute: number };

/**
 * How many desktops of each policy sweeps have looked at: what they find among these stands for the rest. What this run is
 * told is stored when it is done: a message that comes again would be counted twice, and hide an outage; one that is lost
 * shows it early.
 */
export class Sweeping {
  readonly #store: SafeguardStore;
  readonly #seen: Seen[] = [];

  constructor(store: SafeguardStore) {
    this.#store = store;
  }

  hear(arrivals: readonly Arrival[], desks: readonly Desk[]): void {
    const policies = new Map(desks.map(({ seat }) => [workspaceOf(seat), seat.policyName]));
    for (const { messageId, incoming } of arrivals) {
      if (incoming.about !== 'desktops') continue;
      for (const { workspaceId, signal } of incoming.signals) {
        const policy = policies.get(workspaceId);
        if (signal.type !== 'Observed' || policy === undefined) continue;
        // In the minute in which a leaving counts that this check shows: it was before the check.
        const before = (signal.connection.checkedAt ?? signal.at) - 1;
        this.#seen.push({ messageId, policy, minute: minuteOf(before) });
      }
    }
  }

  /** By minute of the epoch, what this run has been told of among them. */
  async seen(policy: string): Promise<ReadonlyMap<number, number>> {
    const all = new Map(await this.#store.counted('seen', policy));
    for (const one of this.#seen)
      if (one.policy === policy) all.set(one.minute, (all.get(one.minute) ?? 0) + 1);
    return all;
  }

  /** @param failed messages that come again */
  async end(failed: ReadonlyMap<string, unknown>): Promise<void> {
    const done = Map.groupBy(
      this.#seen.splice(0).filter(({ messageId }) => !failed.has(messageId)),
      ({ policy, minute }) => `${minute} ${policy}`,
    );
    for (const same of done.values()) {
      const [first] = same;
      if (first === undefined) continue;
      await this.#store.count('seen', first.policy, first.minute * minuteMs, same.length);
    }
  }
}
