import type { Budget } from './budget.ts';
import type { DataLoss } from './data-loss.ts';
import type { Disuse } from './disuse.ts';
import { defaultFailures, type Failures } from './failures.ts';
import { defaultOutage, type Outage } from './outage.ts';
import type { ResetWindow } from './reset-window.ts';

export type Selectors = {
  readonly directoryIds?: readonly string[];
  readonly bundleIds?: readonly string[];
  /** Tag key to the values of which any will do. Case-sensitive, as tags are on AWS. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
};

/** Which desktops are ours and how they are treated, in our own words. What is not given is off. */
export type Policy = {
  readonly name: string;
  readonly match: Selectors;
  readonly strategy: 'rebuild' | 'recreate';
  /** ms that a user may be away before the reset. */
  readonly graceMs: number;
  readonly dryRun: boolean;
  /** Resets and removals in a window. */
  readonly budget?: Budget;
  readonly outage: Outage;
  readonly failures: Failures;
  /** Of one seat. Each recreate may be billed as a new WorkSpace. */
  readonly maxRecreatesPerMonth?: number;
  /** Not given: at any time. */
  readonly resetWindow?: ResetWindow;
  /** Only with the strategy `rebuild`. */
  readonly dataLoss?: DataLoss;
  /** ms that one session may last. */
  readonly maxSessionMs?: number;
  /** Since it was created. */
  readonly neverLoggedIn?: Disuse;
  /** Since it was last used. */
  readonly unused?: Disuse;
  /** 12 hex digits of a hash over all that the policy says, defaults included. */
  readonly version: string;
};

/** What a policy says that says nothing of it: one recreate a day on average, and breakers for outages and failures. */
export const policyDefaults = {
  outage: defaultOutage,
  failures: defaultFailures,
  maxRecreatesPerMonth: 31,
} as const satisfies Partial<Policy>;
