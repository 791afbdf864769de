import type { DesktopSpec, ResetKeeps, SeatRef, Strategy } from '@cleandesk/contracts';
import type { DurableAction } from './actions.ts';
import type { Instant } from './time.ts';

export type { Instant } from './time.ts';

/** What was seen and done, in a line. */
export type Evidence = { at: Instant; what: string };

/** Who wants the seat. A claim that is given up stays as a tombstone, so that an older revision changes nothing. */
export type Claim = {
  revision: number;
  wanted: boolean;
  desired?: DesktopSpec;
  /** Of several claims the lowest one says what desktop is made; one without comes after all others. */
  precedence?: number;
  /** Given up: only a desktop with these tags goes. */
  onlyTagged?: Tags;
  /** Given up: ms that somebody who is connected keeps the desktop; without it, for as long as they are connected. */
  connectedForMs?: number;
};

/** The claim of a policy that adopted an existing desktop. It never creates, and ends when somebody else claims the seat. */
export const policyClaim = 'policy';

export type Hold = { id: string; owner: string; reason: string; until: Instant; placedAt: Instant };

/** The desktop that a seat has at present. */
export type Desktop = { workspaceId: string; bundleId: string; computerName?: string; ipAddress?: string };

export type Tags = Readonly<Record<string, string>>;

/** What a desktop was made from, and which one that is: another address means that somebody else rebuilt it since. */
export type Image = { imageId: string; readAt: Instant; workspaceId: string; ipAddress?: string };

/** What is known of the user on the present desktop. */
export type Memory = {
  /** Uses and datapoints before this have been dealt with: by a reset, an adoption, a dry run, a dismissal. */
  settledUntil: Instant;
  /** The latest login that AWS told of. */
  lastLoginAt?: Instant;
  /** The latest time at which a look read CONNECTED, or AWS's LastKnownUserConnectionTimestamp. */
  lastConnectedAt?: Instant;
  /** The first use since `settledUntil`; an earlier one belongs to a session that is over. */
  usedSince?: Instant;
};

/** What led to a reset. */
export type Cause =
  | { kind: 'absence'; absenceId: string; startedAt: Instant }
  | { kind: 'request'; requestId: string; requestedBy: string }
  /** Nobody wants the seat any more: the desktop goes as soon as its user is not connected. */
  | { kind: 'unwanted'; since: Instant }
  /** Nobody has used the desktop since then. */
  | { kind: 'disuse'; since: Instant; action: 'reset' | 'remove' };

/** Whether the desktop goes for good. */
export const isRemoval = (cause: Cause): boolean =>
  cause.kind === 'unwanted' || (cause.kind === 'disuse' && cause.action === 'remove');

/** A leaving that may end in a reset. */
export type Leave = {
  cause: Cause;
  /** The disconnect lies between these two: the interval of the datapoint, or the moment of an observation. */
  start: Instant;
  end: Instant;
  /** The user was certainly not away before this. */
  seenAt: Instant;
  /** A connection time of AWS's that `seenAt` already accounts for. */
  accounted: Instant;
  /** A check since then read DISCONNECTED, and nothing after it spoke of the user: the grace runs from that check. */
  confirmed: boolean;
  looks: number;
  nextLookAt: Instant;
  /** Complete looks in a row in which the desktop was missing. */
  missing: number;
  /** A person has been told that this one needs looking at. */
  told: boolean;
  refusals: number;
  /** No alarm told of it: a sweep did, perhaps long after the fact. */
  bySweep?: true;
  /** The policy among whose leavings it counts, by which an outage is known. */
  countedBy?: string;
  /** Its terminate may have arrived: when the desktop goes after all, this is what it is to be made of. */
  begun?: { reset: BegunReset; spec: DesktopSpec };
  /** A rebuild would lose more than the policy allows, and this is what it says to do then. */
  instead?: 'recreate';
  /** It could be reset, and waits at this gate until that opens. */
  waitsFor?: string;
  /** Of the desktop, as the latest look knew them: by them other policies can be tried on it later. */
  tags?: Tags;
  /** Its first look waits until AWS has checked the connection again: then all who left in that minute are looked at together. */
  awaitsCheck?: true;
};

/** After a user came back early: the alarm may still be in ALARM and silent, so looks take its place for a while. */
export type Watch = {
  about: string;
  until: Instant;
  nextLookAt: Instant;
  looks: number;
  /** Over as soon as a check of the connection tells of the time since the desktop came to the seat. */
  untilSeen?: true;
};

/** A reset without the leaving that it came from: the leaving keeps it. */
export type BegunReset = Omit<Reset, 'leave'>;

/** A reset on its way: everything that the receipt needs, and the leave to fall back to. */
export type Reset = {
  resetId: string;
  strategy: Strategy;
  policy: { name: string; version: string };
  leave: Leave;
  decidedAt: Instant;
  /** When AWS had taken the call; uses since then are of the new state. */
  calledAt?: Instant;
  /** When it was first seen REBUILDING: nobody can use it from then on, and any use before it was of the old state. */
  begunBy?: Instant;
  /** The last look that did not show it ready: how much earlier it may have been than it was seen to be. */
  notReadyAt?: Instant;
  oldDesktop: Desktop;
  /** What that was made from, if it was read then. */
  oldImageId?: string;
  /** Of the user volume that a rebuild brings back. */
  snapshotAt?: Instant;
  /** Directory, bundle, policy and code, and these with the image: where one has worked, others are taken to work. */
  kinds?: readonly string[];
  /** Of these the one of which it is the first: the others wait for it. */
  alone?: string;
  /** The desktop was in ERROR before: that it is so afterwards says nothing of what it was made from. */
  wasInError?: true;
  /** What it took of a budget: given back when AWS refuses the call. */
  paid?: Paid;
};

export type Paid = { policy: string; window: string };

/** How often something in flight has been looked at, and when next. */
export type Observation = { count: number; nextAt: Instant };

/** `decided`: the call is pending and may or may not have been made; `accepted`: AWS has taken it. */
export type CallState = 'decided' | 'accepted';

/** A desktop being made. */
export type Creation = {
  spec: DesktopSpec;
  /** Counts the creates for this seat's present purpose; part of the tag by which our own desktop is known. */
  attempt: number;
  workspaceId?: string;
  /** When AWS had taken the create that made it; unknown when its answer was lost. */
  acceptedAt?: Instant;
  /** When AWS last had no desktop for the user: it has taken since then what is found later. */
  missedAt?: Instant;
  /** What AWS did not take of the spec, and was done without. */
  without?: readonly string[];
  /** It was not made here: who has it may be using it already. */
  found?: true;
  since: Instant;
  refusals: number;
  /** Desktops that ended in ERROR before a first login and were replaced. */
  replaced: number;
  missing: number;
  observation: Observation;
};

export type Phase =
  | { status: 'absent' }
  | { status: 'provisioning'; creation: Creation }
  | { status: 'live'; desktop: Desktop; watch?: Watch }
  | { status: 'away'; desktop: Desktop; leave: Leave }
  | {
      status: 'rebuilding';
      desktop: Desktop;
      reset: Reset;
      call: CallState;
      sawRebuilding: boolean;
      missing: number;
      observation: Observation;
    }
  | {
      status: 'terminating';
      desktop: Desktop;
      reset: Reset;
      spec: DesktopSpec;
      call: CallState;
      /** The terminate was sent at least once, and nobody knows whether it arrived. */
      attempted: boolean;
      missing: number;
      observation: Observation;
    }
  | { status: 'recreating'; reset: Reset; creation: Creation }
  | {
      status: 'removing';
      desktop: Desktop;
      call: CallState;
      leave: Leave;
      paid?: Paid;
      missing: number;
      observation: Observation;
    }
  | {
      /** A desktop that ended in ERROR before its first login goes, before the next one is made. */
      status: 'clearing';
      desktop: Desktop;
      call: CallState;
      missing: number;
      observation: Observation;
      making: Extract<Phase, { status: 'provisioning' | 'recreating' }>;
    }
  | { status: 'failed'; reason: string; desktop?: Desktop; spec?: DesktopSpec; reset?: Reset };

export type Status = Phase['status'];

/** The right of one user in one directory to one desktop. */
export type Seat = {
  ref: SeatRef;
  /** Counts commits; 0 has never been stored. */
  version: number;
  claims: Readonly<Record<string, Claim>>;
  holds: readonly Hold[];
  /** The policy that matched at the last look. */
  policyName?: string;
  /** What that policy leaves to the user by a reset, as others were told. */
  resetKeeps?: ResetKeeps;
  memory: Memory;
  phase: Phase;
  /** Decided and not yet known to be done. Whoever performs them looks again first. */
  pending: readonly DurableAction[];
  /** Until then the pending actions are in the hands of the run that committed them. */
  leaseUntil?: Instant;
  /** Correlation id of the signal that began what is going on. */
  story?: string;
  /** What was seen and done since its user left. */
  evidence: readonly Evidence[];
  /** Of its records: how many there are, the hash of the last one, empty while there is none, and until when it is kept (epoch s). */
  records: { count: number; hash: string; expiresAt?: number };
  /** What its desktop was made from, as far as that was read while it was made. */
  image?: Image;
  /** The reset, or what would have been one (`rehearsed`), after which nobody has logged in yet: seen to be done `at`, used `from`. */
  cleanSince?: { resetId: string; at: Instant; from?: Instant; rehearsed?: true };
  /** When its desktop was recreated, within the last month. */
  recreates: readonly Instant[];
  /** The latest requests that have been answered, so that a redelivered one is not answered again. */
  answered: readonly string[];
};

export function newSeat(ref: SeatRef): Seat {
  return {
    ref,
    version: 0,
    claims: {},
    holds: [],
    memory: { settledUntil: 0 },
    phase: { status: 'absent' },
    pending: [],
    evidence: [],
    records: { count: 0, hash: '' },
    recreates: [],
    answered: [],
  };
}

/** User names are not case-sensitive in WorkSpaces, so neither is the seat. */
export function seatId(ref: SeatRef): string {
  return `${ref.directoryId}/${ref.userName.toLowerCase()}`;
}

/** The id of the desktop that the seat has or is making, if there is one. */
export function workspaceOf(seat: Seat): string | undefined {
  const { phase } = seat;
  switch (phase.status) {
    case 'absent':
      return undefined;
    case 'provisioning':
    case 'recreating':
      return phase.creation.workspaceId;
    case 'failed':
      return phase.desktop?.workspaceId;
    case 'live':
    case 'away':
    case 'rebuilding':
    case 'terminating':
    case 'removing':
    case 'clearing':
      return phase.desktop.workspaceId;
  }
  phase satisfies never;
}

/** Wanted while there is a claim. Tombstones are none: a desktop that a person made later by hand is not theirs to take. */
export function isWanted(seat: Seat): boolean {
  return Object.values(seat.claims).some((claim) => claim.wanted);
}

/** What the claim says that may create. A policy's claim says nothing: it only adopted what stood there. */
export function desiredSpec(seat: Seat): DesktopSpec | undefined {
  return Object.entries(seat.claims)
    .filter(([source, claim]) => source !== policyClaim && claim.wanted)
    .map(([, claim]) => claim)
    .sort((a, b) => (a.precedence ?? Number.MAX_VALUE) - (b.precedence ?? Number.MAX_VALUE))
    .map(({ desired }) => desired)
    .find((desired) => desired !== undefined);
}

/** The hold that protects the desktop at this time; the one that lasts longest. */
export function activeHold(seat: Seat, now: Instant): Hold | undefined {
  return seat.holds
    .filter((hold) => hold.until > now)
    .reduce<Hold | undefined>(
      (longest, hold) => (longest && longest.until >= hold.until ? longest : hold),
      undefined,
    );
}
