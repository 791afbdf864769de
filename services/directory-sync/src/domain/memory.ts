import type { Instant } from './time.ts';

/** What was said last of one user's seat. A claim that was given up stays, so that a later one is newer. */
export type Claim = {
  /** As it was said; WorkSpaces does not tell cases apart. */
  login: string;
  /** Of the directory's entry: the same when the user is renamed. */
  entryId: string;
  dn: string;
  said: 'wanted' | 'unwanted';
  /** Of the run that said it: the epoch ms at which it began, or more when an earlier run had that one. */
  revision: number;
  /** Of the desktop that was asked for. */
  spec: string;
  /** The first complete read without them. */
  leftAt?: Instant;
  /** When they left within the last day, also where they came back after losing the desktop; not what a person let pass. */
  leavings?: readonly Instant[];
};

/** A seat that rebuild-service could give no desktop. */
export type Trouble = { reason: string; at: Instant; times: number };

export type Refused = { reason: string; times: number };

/** What is remembered of a group between two reads. Claims and troubles by the login in lower case. */
export type Memory = {
  claims: ReadonlyMap<string, Claim>;
  troubles: ReadonlyMap<string, Trouble>;
  /** The last read that was believed. */
  readAt?: Instant;
  /** The last runs, as long as they were refused. */
  refused?: Refused;
  /** Claims up to this revision have all been said; newer ones perhaps not. */
  saidThrough: number;
  /** The hour, counted from the epoch, whose share of the claims was said once more. */
  repeatedHour?: number;
};

const day = 86_400_000;

/** Of these points in time those of the last day. */
export const withinADay = (instants: readonly Instant[] | undefined, now: Instant): readonly Instant[] =>
  (instants ?? []).filter((at) => now - at < day);

export const keyOf = (login: string): string => login.toLowerCase();
