import type { DesktopSpec, ResetKeeps } from '@cleandesk/contracts';
import type { Kind } from './request.ts';
import type { Instant } from './time.ts';

export type SeatRef = { directoryId: string; userName: string };

export type SeatStatus =
  | 'absent'
  | 'provisioning'
  | 'live'
  | 'away'
  | 'dirty'
  | 'rebuilding'
  | 'terminating'
  | 'recreating'
  | 'removing'
  | 'clearing'
  | 'failed';

/** A hold that the bus told of. */
export type Hold = { holdId: string; owner: string; reason: string; until: Instant };

/** What the portal knows of a seat, from what rebuild-service says: seconds behind, and nobody decides a reset by it. */
export type Seat = {
  id: string;
  ref: SeatRef;
  version: number;
  status: SeatStatus;
  changedAt: Instant;
  workspaceId?: string;
  policy?: string;
  heldUntil?: Instant;
  resetDueAt?: Instant;
  waitsFor?: string;
  /** What a reset leaves to its user. Absent: not known. */
  resetKeeps?: ResetKeeps;
  lastConnectedAt?: Instant;
  holds: readonly Hold[];
  /** Holds that were lifted: the news that they were placed can come later, or once more. */
  lifted?: readonly { holdId: string; at: Instant }[];
};

/** What is said on the bus of a claim, as often as need be with the same words. */
export type ClaimSaying = { seat: SeatRef; revision: number; evidence: string; requestId: string } & (
  | { type: 'Wanted'; desired: DesktopSpec }
  | { type: 'Unwanted' }
);

/** The portal's own claim on a seat: what somebody asked for here and got. */
export type Lease = {
  seat: SeatRef;
  /** `false`: given up, and kept so that a late older claim is known as such. */
  wanted: boolean;
  /** Of the claim, rising. */
  revision: number;
  requestId: string;
  offerId?: string;
  until?: Instant;
  /** To whom to write before it ends. */
  mail?: string;
  /** For which end they were warned. */
  warnedFor?: Instant;
  /** What follows from it and is not said on the bus yet: whoever wrote it says it, and a sweep where they died. */
  unsaid?: ClaimSaying;
};

const statesWithDesktop: ReadonlySet<SeatStatus> = new Set(['live', 'away', 'dirty']);

/** Whether there is a desktop, or soon will be. */
export const hasDesktop = (seat: Seat | undefined): boolean =>
  seat !== undefined && seat.status !== 'absent' && seat.status !== 'removing';

/** What a seat's user can ask for at this moment. rebuild-service decides for itself again. */
export function allowed(seat: Seat | undefined, lease: Lease | undefined): Kind[] {
  // What is claimed and not there, for whatever reason, can be given up, and then be asked for anew.
  if (seat === undefined || !hasDesktop(seat)) return lease?.wanted === true ? ['return'] : ['desktop'];
  const kinds: Kind[] = [];
  if (statesWithDesktop.has(seat.status)) kinds.push('reboot', 'reset');
  if (seat.status === 'failed') kinds.push('reset');
  if (lease?.wanted === true) {
    if (lease.until !== undefined) kinds.push('extend');
    kinds.push('return');
  }
  return kinds;
}

/** The hold that ends last, of those that still stand. A hold that only a tag speaks of has no owner here. */
export function holdOf(seat: Seat, now: Instant): (Partial<Hold> & { until: Instant }) | undefined {
  const standing = seat.holds.filter(({ until }) => until > now).sort((a, b) => b.until - a.until);
  const [told] = standing;
  if (told !== undefined) return told;
  return seat.heldUntil !== undefined && seat.heldUntil > now ? { until: seat.heldUntil } : undefined;
}

/** When something is to be done about a lease; `undefined`: never. */
export function dueAt(
  { wanted, until, warnedFor, unsaid }: Lease,
  warnBeforeMs: number,
): Instant | undefined {
  if (unsaid !== undefined) return 0;
  if (!wanted || until === undefined) return undefined;
  return warnedFor === until ? until : until - warnBeforeMs;
}
