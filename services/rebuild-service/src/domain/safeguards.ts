import type { Instant } from './time.ts';

export type BreakerScope = { directoryId: string; bundleId: string };

/**
 * What a decision takes from what many seats share. It is committed in the same transaction as the seat: either both
 * happen, or the seat is decided anew.
 */
export type Spend =
  /** One reset or removal of a policy's budget for this window. */
  | { type: 'Spend'; of: 'budget'; policy: string; window: string; limit: number }
  /** The right to be the first of its kind: the others wait until it has worked, or until this time. */
  | { type: 'Spend'; of: 'first'; key: string; resetId: string; now: Instant; until: Instant };

/** So many users of one policy left between these two that it looks like an outage. */
export type Outage = {
  from: Instant;
  to: Instant;
  openedAt: Instant;
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
  outage(policy: string, leftAt: Instant): Outage | undefined;
  /** Whether a recreate of this kind has worked, so that the next ones need not go alone. */
  isProven(first: string): boolean;
  /** Whether this would go through. Only the commit knows for certain. */
  allows(spend: Spend): boolean;
  /** ms from a decision to a desktop that is ready, of nearly all of a policy's latest resets. */
  timeToReady(policy: string): number;
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
  budget: (policy: string) => `budget:${policy}`,
  breaker: ({ directoryId, bundleId }: BreakerScope) => `breaker:${directoryId}/${bundleId}`,
  first: (key: string) => `first:${key}`,
} as const;

/** The kind of a gate, as others may know it. */
export const kindOf = (gate: string): string => gate.split(':')[0] ?? gate;
