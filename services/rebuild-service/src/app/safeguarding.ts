import { budgetLimit, type Policy } from '@cleandesk/policies';
import { outageOf } from '../domain/outages.ts';
import {
  type BreakerScope,
  budgetAccount,
  gates,
  type Pause,
  type Safeguards,
  type Spend,
} from '../domain/safeguards.ts';
import {
  breakerKey,
  budgetKey,
  type Clock,
  type PauseKind,
  pauseKinds,
  type SafeguardState,
  type SafeguardStore,
} from '../ports.ts';
import { isOpen } from './pauses.ts';

/** ms in which whoever pauses resets tells of it; if they die over it, the next run does. */
const toldWithinMs = 60_000;

/** ms that a reset is taken to last while none has been measured: recreates take 20 to 40 minutes, rebuilds up to an hour. */
const unmeasuredMs = 3_600_000;

/** ms of nine of ten of these: one that took a day says nothing about the next one. An hour while there are none. */
export function timeOfMost(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? unmeasuredMs;
}

/** Times of which one in ten says how soon it can be. */
const enoughTimes = 10;

/** ms of one of ten of these; nothing while there are few. */
export function soonestOf(times: readonly number[]): number | undefined {
  if (times.length < enoughTimes) return undefined;
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.1)];
}

/** What is decided needs the safeguards, and this run has not read them yet: read them, and decide it again. */
export class SafeguardsUnread extends Error {
  override readonly name = 'SafeguardsUnread';
}

/**
 * The safeguards as one run sees them: read when the first decision asks for them, since most logins ask for none, then once a
 * round, and brought up to date by what the run itself commits. What other runs take meanwhile shows when a commit is refused.
 */
export class Safeguarding implements Safeguards {
  readonly #tools: { store: SafeguardStore; policies: readonly Policy[]; clock: Clock };
  #state: SafeguardState | undefined;
  /** What this run has committed since the state was read, or while it was. */
  #mine: readonly Spend[] = [];
  #first: Promise<void> | undefined;
  /** Readings begun, and which of them the state is of. */
  #begun = 0;
  #shown = 0;

  constructor(tools: { store: SafeguardStore; policies: readonly Policy[]; clock: Clock }) {
    this.#tools = tools;
  }

  async refresh(): Promise<void> {
    const { store, policies, clock } = this.#tools;
    const before = this.#mine;
    this.#begun += 1;
    const reading = this.#begun;
    const read = await store.read(policies, clock.now());
    // Calls that wait for their turns side by side read them side by side: what was read earlier is no news.
    if (reading < this.#shown) return;
    this.#shown = reading;
    this.#state = read;
    // What was committed meanwhile may be missing in it. If it is not, it counts twice until the next reading: on the safe side.
    this.#mine = this.#mine.filter((spend) => !before.includes(spend));
  }

  /** Reads them, unless this run has, or is about to for another seat. */
  async known(): Promise<void> {
    if (this.#state !== undefined) return;
    this.#first ??= this.refresh();
    try {
      await this.#first;
    } finally {
      this.#first = undefined;
    }
  }

  /** What has just been committed. */
  spent(spends: readonly Spend[]): void {
    this.#mine = [...this.#mine, ...spends];
  }

  breakerOpen(scope: BreakerScope): boolean {
    return this.#read.breakers.has(breakerKey(scope));
  }

  /** When a recreate here has failed last, since one has worked. */
  failedAt(scope: BreakerScope): number | undefined {
    return this.#read.breakers.get(breakerKey(scope));
  }

  outage(policy: string, leftAt: number) {
    return outageOf(this.#read.outages.get(policy) ?? [], leftAt);
  }

  pausedByFailures(policy: string): boolean {
    return (this.#read.failures.get(policy) ?? []).some(isOpen);
  }

  isProven(first: string): boolean {
    return this.#read.firsts.get(first)?.proven === true;
  }

  timeToReady(policy: string): number {
    return timeOfMost(this.#read.times.get(policy) ?? []);
  }

  soonestReady(policy: string): number | undefined {
    return soonestOf(this.#read.times.get(policy) ?? []);
  }

  fleet(policy: string): number | undefined {
    return this.#read.fleets.get(policy);
  }

  allows(spend: Spend): boolean {
    if (spend.of === 'budget') {
      const mine = this.#mine.reduce((sum, one) => sum + ofBudget(one, budgetKey(spend)), 0);
      return (this.#read.spent.get(budgetKey(spend)) ?? 0) + mine < spend.limit;
    }
    const taken = this.#mine.findLast((one) => one.of === 'first' && one.key === spend.key);
    if (taken?.of === 'first') return taken.resetId === spend.resetId;
    const first = this.#read.firsts.get(spend.key);
    return (
      first === undefined || (!first.proven && (first.until < spend.now || first.resetId === spend.resetId))
    );
  }

  /** Gates at which it is no use to ask again for now. */
  closedGates(): string[] {
    const { breakers, firsts } = this.#read;
    const now = this.#tools.clock.now();
    return [
      ...this.#tools.policies.flatMap((policy) => {
        const window = budgetAccount(policy, now);
        const limit = budgetLimit(policy, this.fleet(policy.name));
        if (window === undefined || limit === undefined) return [];
        const one: Spend = { type: 'Spend', of: 'budget', policy: policy.name, window, limit };
        return this.allows(one) ? [] : [gates.budget(policy.name)];
      }),
      ...[...breakers.keys()].map((key) => `breaker:${key}`),
      ...this.#paused('outages').map(gates.outage),
      ...this.#paused('failures').map(gates.failures),
      ...[...firsts].flatMap(([key, first]) =>
        !first.proven && first.until >= now ? [gates.first(key)] : [],
      ),
    ];
  }

  #paused(kind: PauseKind): string[] {
    return [...this.#read[kind]].flatMap(([policy, known]) => (known.some(isOpen) ? [policy] : []));
  }

  /** Pauses that nobody has resumed. */
  openPauses(kind: PauseKind | 'breakers'): number {
    return kind === 'breakers' ? this.#read.breakers.size : this.#paused(kind).length;
  }

  /** What is spent of each budget in its present window, in hundredths. A dry run has an account of its own. */
  budgetsUsed(): { policy: string; percent: number }[] {
    const now = this.#tools.clock.now();
    return this.#tools.policies.flatMap((policy) => {
      const { name } = policy;
      const window = budgetAccount(policy, now);
      const limit = budgetLimit(policy, this.fleet(name));
      if (window === undefined || limit === undefined) return [];
      const spent = this.#read.spent.get(budgetKey({ policy: name, window })) ?? 0;
      return [{ policy: name, percent: (100 * spent) / limit }];
    });
  }

  /** Pauses of which nobody has been told yet, although somebody should have been by now. */
  untold(): { kind: PauseKind; policy: string; pause: Pause }[] {
    const before = this.#tools.clock.now() - toldWithinMs;
    return pauseKinds.flatMap((kind) =>
      [...this.#read[kind]].flatMap(([policy, known]) =>
        known
          .filter(({ told, openedAt }) => !told && openedAt <= before)
          .map((pause) => ({ kind, policy, pause })),
      ),
    );
  }

  get #read(): SafeguardState {
    if (this.#state === undefined) throw new SafeguardsUnread();
    return this.#state;
  }
}

const ofBudget = (spend: Spend, key: string): number =>
  spend.of === 'budget' && budgetKey(spend) === key ? (spend.back === true ? -1 : 1) : 0;
