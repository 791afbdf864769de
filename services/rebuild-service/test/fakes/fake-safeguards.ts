import { budgetWindow, type Policy } from '@cleandesk/policies';
import { minuteOf } from '../../src/domain/outages.ts';
import type { BreakerScope, Outage, Spend } from '../../src/domain/safeguards.ts';
import type { Instant } from '../../src/domain/seat.ts';
import { breakerKey, budgetKey, type SafeguardState, type SafeguardStore } from '../../src/ports.ts';

const minutesKept = 240;

type First = { proven: true } | { proven: false; resetId: string; until: Instant };

/** Safeguards in memory. */
export class FakeSafeguards implements SafeguardStore {
  readonly #breakers = new Map<string, Instant>();
  readonly #outages = new Map<string, readonly Outage[]>();
  readonly #counts = new Map<string, Map<number, number>>();
  readonly #spent = new Map<string, number>();
  readonly #firsts = new Map<string, First>();
  readonly #fleets = new Map<string, { desktops: number; at: Instant }>();
  readonly #times = new Map<string, number[]>();
  #drainUntil: Instant | undefined;

  async read(policies: readonly Policy[], now: Instant): Promise<SafeguardState> {
    const keys = policies.flatMap((policy) => {
      const window = budgetWindow(policy, now);
      return window === undefined ? [] : [budgetKey({ policy: policy.name, window })];
    });
    return {
      breakers: new Map(this.#breakers),
      outages: new Map(this.#outages),
      spent: new Map(keys.map((key) => [key, this.#spent.get(key) ?? 0])),
      firsts: new Map(this.#firsts),
      times: new Map(this.#times),
      fleets: new Map([...this.#fleets].map(([policy, { desktops }]) => [policy, desktops])),
    };
  }

  outagesOf(policy: string): readonly Outage[] {
    return this.#outages.get(policy) ?? [];
  }

  /** Takes all of it or nothing. @returns whether there was enough. */
  take(spends: readonly Spend[]): boolean {
    if (!spends.every((spend) => this.#allows(spend))) return false;
    for (const spend of spends) {
      if (spend.of === 'budget')
        this.#spent.set(budgetKey(spend), (this.#spent.get(budgetKey(spend)) ?? 0) + 1);
      else this.#firsts.set(spend.key, { proven: false, resetId: spend.resetId, until: spend.until });
    }
    return true;
  }

  async trip(scope: BreakerScope, _because: string, at: Instant): Promise<void> {
    const key = breakerKey(scope);
    if ((this.#breakers.get(key) ?? -1) < at) this.#breakers.set(key, at);
  }

  async close(scope: BreakerScope, asOf: Instant): Promise<void> {
    const key = breakerKey(scope);
    if ((this.#breakers.get(key) ?? Number.POSITIVE_INFINITY) <= asOf) this.#breakers.delete(key);
  }

  async prove(first: string): Promise<void> {
    this.#firsts.set(first, { proven: true });
  }

  async recordTime(policy: string, tookMs: number): Promise<void> {
    this.#times.set(policy, [...(this.#times.get(policy) ?? []), tookMs].slice(-50));
  }

  async giveBack(key: string, resetId: string): Promise<void> {
    const first = this.#firsts.get(key);
    if (first !== undefined && !first.proven && first.resetId === resetId) this.#firsts.delete(key);
  }

  async countLeaving(policy: string, leftAt: Instant) {
    const counts = this.#counts.get(policy) ?? new Map<number, number>();
    this.#counts.set(policy, counts);
    counts.set(minuteOf(leftAt), (counts.get(minuteOf(leftAt)) ?? 0) + 1);
    for (const old of [...counts.keys()].sort((a, b) => b - a).slice(minutesKept)) counts.delete(old);
    return new Map(counts);
  }

  async changeOutages(
    policy: string,
    change: (outages: readonly Outage[]) => readonly Outage[] | undefined,
  ): Promise<readonly Outage[]> {
    const known = this.#outages.get(policy) ?? [];
    const next = change(known);
    if (next !== undefined) this.#outages.set(policy, next);
    return next ?? known;
  }

  async claimDrain(now: Instant, until: Instant): Promise<boolean> {
    if (this.#drainUntil !== undefined && this.#drainUntil >= now) return false;
    this.#drainUntil = until;
    return true;
  }

  async endDrain(): Promise<void> {
    this.#drainUntil = undefined;
  }

  async countFleets(desktops: ReadonlyMap<string, number>, at: Instant): Promise<void> {
    for (const [policy, count] of desktops) {
      if ((this.#fleets.get(policy)?.at ?? -1) < at) this.#fleets.set(policy, { desktops: count, at });
    }
  }

  #allows(spend: Spend): boolean {
    if (spend.of === 'budget') return (this.#spent.get(budgetKey(spend)) ?? 0) < spend.limit;
    const first = this.#firsts.get(spend.key);
    return (
      first === undefined || (!first.proven && (first.until < spend.now || first.resetId === spend.resetId))
    );
  }
}
