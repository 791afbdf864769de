import { outageThreshold, type Policy } from '@cleandesk/policies';
import { timeOfMost } from '../../src/app/safeguarding.ts';
import { minuteOf, outageAround, outageOf, withOutage } from '../../src/domain/outages.ts';
import type { Pause, Safeguards, Spend } from '../../src/domain/safeguards.ts';
import type { Instant } from '../../src/domain/seat.ts';
import { budgetKey } from '../../src/ports.ts';

type Known = {
  policies: readonly Policy[];
  fleetOf: (policy: string) => number;
  timesToReady: Readonly<Record<Policy['strategy'], readonly number[]>>;
};

/**
 * What bounds resets, as far as it follows from the absences themselves. Recreates are taken to work, so that no breaker
 * opens and none waits for the first of its kind; and nobody says that an outage is over.
 */
export class ReplayedSafeguards implements Safeguards {
  readonly #leavings = new Map<string, Map<number, number>>();
  readonly #outages = new Map<string, readonly Pause[]>();
  readonly #spent = new Map<string, number>();
  readonly #known: Known;

  constructor(known: Known) {
    this.#known = known;
  }

  breakerOpen(): boolean {
    return false;
  }

  pausedByFailures(): boolean {
    return false;
  }

  isProven(): boolean {
    return true;
  }

  outage(policy: string, leftAt: Instant): Pause | undefined {
    return outageOf(this.#outages.get(policy) ?? [], leftAt);
  }

  allows(spend: Spend): boolean {
    return spend.of === 'first' || (this.#spent.get(budgetKey(spend)) ?? 0) < spend.limit;
  }

  timeToReady(name: string): number {
    const policy = this.#policy(name);
    return timeOfMost(policy === undefined ? [] : this.#known.timesToReady[policy.strategy]);
  }

  /** A replay takes no looks at what is under way. */
  soonestReady(): undefined {
    return undefined;
  }

  fleet(policy: string): number {
    return this.#known.fleetOf(policy);
  }

  spend(spend: Spend): void {
    if (spend.of === 'budget')
      this.#spent.set(budgetKey(spend), (this.#spent.get(budgetKey(spend)) ?? 0) + 1);
  }

  /** One more user of this policy has left. */
  count(name: string, leftAt: Instant, now: Instant): void {
    const policy = this.#policy(name);
    if (policy === undefined) return;
    const counts = this.#leavings.get(name) ?? new Map<number, number>();
    this.#leavings.set(name, counts);
    counts.set(minuteOf(leftAt), (counts.get(minuteOf(leftAt)) ?? 0) + 1);
    const threshold = outageThreshold(policy, this.fleet(name), leftAt);
    const span = outageAround(counts, leftAt, { threshold, withinMs: policy.outage.withinMs });
    const known = this.#outages.get(name) ?? [];
    const next = span === undefined ? undefined : withOutage(known, span, now);
    if (next !== undefined) this.#outages.set(name, next);
  }

  #policy(name: string): Policy | undefined {
    return this.#known.policies.find((policy) => policy.name === name);
  }
}
