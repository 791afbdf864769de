import type { Policy } from '@cleandesk/policies';
import { minuteOf } from '../../src/domain/outages.ts';
import { type BreakerScope, budgetAccount, type Pause, type Spend } from '../../src/domain/safeguards.ts';
import type { Instant } from '../../src/domain/seat.ts';
import {
  breakerKey,
  budgetKey,
  type Counted,
  type PauseKind,
  type SafeguardState,
  type SafeguardStore,
} from '../../src/ports.ts';

const minutesKept = 240;

type First = { proven: true } | { proven: false; resetId: string; until: Instant };

/** Safeguards in memory. */
export class FakeSafeguards implements SafeguardStore {
  readonly #breakers = new Map<string, Instant>();
  readonly #pauses = {
    outages: new Map<string, readonly Pause[]>(),
    failures: new Map<string, readonly Pause[]>(),
  };
  readonly #counts = new Map<string, Map<number, number>>();
  readonly #spent = new Map<string, number>();
  readonly #firsts = new Map<string, First>();
  readonly #fleets = new Map<string, { desktops: number; at: Instant }>();
  readonly #times = new Map<string, number[]>();
  #drainUntil: Instant | undefined;

  async read(policies: readonly Policy[], now: Instant): Promise<SafeguardState> {
    const keys = policies.flatMap((policy) => {
      const window = budgetAccount(policy, now);
      return window === undefined ? [] : [budgetKey({ policy: policy.name, window })];
    });
    return {
      breakers: new Map(this.#breakers),
      outages: new Map(this.#pauses.outages),
      failures: new Map(this.#pauses.failures),
      spent: new Map(keys.map((key) => [key, this.#spent.get(key) ?? 0])),
      firsts: new Map(this.#firsts),
      times: new Map(this.#times),
      fleets: new Map([...this.#fleets].map(([policy, { desktops }]) => [policy, desktops])),
    };
  }

  outagesOf(policy: string): readonly Pause[] {
    return this.#pauses.outages.get(policy) ?? [];
  }

  failuresOf(policy: string): readonly Pause[] {
    return this.#pauses.failures.get(policy) ?? [];
  }

  /** Takes all of it or nothing. @returns whether there was enough. */
  take(spends: readonly Spend[]): boolean {
    if (!spends.every((spend) => this.#allows(spend))) return false;
    for (const spend of spends) {
      if (spend.of === 'budget')
        this.#spent.set(
          budgetKey(spend),
          (this.#spent.get(budgetKey(spend)) ?? 0) + (spend.back === true ? -1 : 1),
        );
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

  async disprove(first: string): Promise<void> {
    if (this.#firsts.get(first)?.proven === true) this.#firsts.delete(first);
  }

  async recordTime(policy: string, tookMs: number): Promise<void> {
    this.#times.set(policy, [...(this.#times.get(policy) ?? []), tookMs].slice(-50));
  }

  async giveBack(key: string, resetId: string): Promise<void> {
    const first = this.#firsts.get(key);
    if (first !== undefined && !first.proven && first.resetId === resetId) this.#firsts.delete(key);
  }

  async counted(what: Counted, policy: string) {
    return new Map(this.#counts.get(`${what}#${policy}`));
  }

  async count(what: Counted, policy: string, at: Instant, by = 1) {
    const key = `${what}#${policy}`;
    const counts = this.#counts.get(key) ?? new Map<number, number>();
    this.#counts.set(key, counts);
    counts.set(minuteOf(at), (counts.get(minuteOf(at)) ?? 0) + by);
    for (const old of [...counts.keys()].sort((a, b) => b - a).slice(minutesKept)) counts.delete(old);
    return new Map(counts);
  }

  async changePauses(
    kind: PauseKind,
    policy: string,
    change: (pauses: readonly Pause[]) => readonly Pause[] | undefined,
  ): Promise<readonly Pause[]> {
    const known = this.#pauses[kind].get(policy) ?? [];
    const next = change(known);
    if (next !== undefined) this.#pauses[kind].set(policy, next);
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
    if (spend.of === 'budget')
      return spend.back === true || (this.#spent.get(budgetKey(spend)) ?? 0) < spend.limit;
    const first = this.#firsts.get(spend.key);
    return (
      first === undefined || (!first.proven && (first.until < spend.now || first.resetId === spend.resetId))
    );
  }
}
