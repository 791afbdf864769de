import { budgetWindow, type Policy } from '@cleandesk/policies';
import type { Instant } from './time.ts';

export type BreakerScope = { directoryId: string; bundleId: string };

/**
 * What a decision takes from what many seats share. It is committed in the same transaction as the seat: either both
 * happen, or the seat is decided anew.
 */
export type Spend =
  /** One reset or removal of a policy's budget for this window. `back`: one that came to nothing is given back. */
  | { type: 'Spend'; of: 'budget'; policy: string; window: string; limit: number; back?: true }
  /** The right to be the first of its kind: the others wait until it has worked, or until this time. */
  | { type: 'Spend'; of: 'first'; key: string; resetId: string; now: Instant; until: Instant };

/**
 * Resets of one policy are paused until a person resumes. After an outage those of the users who left between these two;
 * after failures, which lie between them, all.
 */
export type Pause = {
  from: Instant;
  to: Instant;
  openedAt: Instant;
  /** What a person is told of it, where the kind alone does not say enough. */
  because?: string;
  /** Whether a person has been told. */
  told: boolean;
  /** When a person said that it is over. */
  overSince?: Instant;
};

/** What bounds all destructive work at present, as of the last read. */
export type Safeguards = {
  /** Whether a failed recreate forbids further terminates in this directory and bundle. */
  breakerOpen(scope: BreakerScope): boolean;
  /** The outage that a leaving at this time belongs to, if there is one. */
  outage(policy: string, leftAt: Instant): Pause | undefined;
  /** Whether rebuilds of this policy ended so badly that none of its desktops is reset until a person resumes. */
  pausedByFailures(policy: string): boolean;
  /** Whether a reset of this kind has worked, so that the next ones need not go alone. */
  isProven(first: string): boolean;
  /** Whether this would go through. Only the commit knows for certain. */
  allows(spend: Spend): boolean;
  /** ms from a decision to a desktop that is ready, of nearly all of a policy's latest resets. */
  timeToReady(policy: string): number;
  /** The same of the soonest of them; `undefined` while too few have been measured. */
  soonestReady(policy: string): number | undefined;
  /** How many desktops a policy manages, as alarm-manager counted them last. */
  fleet(policy: string): number | undefined;
};

/**
 * What keeps a desktop that could be reset from being reset for now. Seats that wait at a closed gate are not looked
 * at; when it opens, those that wait longest come first.
 */
export const gates = {
  window: (policy: string) => `window:${policy}`,
  outage: (policy: string) => `outage:${policy}`,
  failures: (policy: string) => `failures:${policy}`,
  budget: (policy: string) => `budget:${policy}`,
  breaker: ({ directoryId, bundleId }: BreakerScope) => `breaker:${directoryId}/${bundleId}`,
  first: (key: string) => `first:${key}`,
} as const;

/** The kind of a gate, as others may know it. */
export const kindOf = (gate: string): string => gate.split(':')[0] ?? gate;

/**
 * What a budget is spent of at this time; `undefined` without a budget. A dry run has an account of its own: what would
 * have been reset takes nothing from what is.
 */
export function budgetAccount(policy: Policy, at: Instant): string | undefined {
  const window = budgetWindow(policy, at);
  return window !== undefined && policy.dryRun ? `${window} (dry run)` : window;
}
