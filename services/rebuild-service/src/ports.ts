import type { DesktopSpec, OutgoingEvent, SeatRef } from '@cleandesk/contracts';
import type { Meter as FunctionMeter } from '@cleandesk/lambda';
import type { Policy } from '@cleandesk/policies';
import type { Note } from './domain/actions.ts';
import type { BreakerScope, Pause, Spend } from './domain/safeguards.ts';
import type { Instant, Seat } from './domain/seat.ts';
import type { Examination, Look, SeenDesktop, Signal } from './domain/signals.ts';
import type { Measured } from './measures.ts';

/** Another run has committed this seat since it was read: read it again and decide anew. */
export class StaleSeat extends Error {
  override readonly name = 'StaleSeat';
}

/** Somebody else has taken the last of what this decision needs: read the safeguards again and decide anew. */
export class SafeguardSpent extends Error {
  override readonly name = 'SafeguardSpent';
}

/**
 * When somebody has to look at a seat even if no timer comes. `flight`: the observation timer, also of a first look; `waiting`: it has a timer
 * of its own that may get lost; `gated`: when its gate opens; `failed`: since when it waits for a person to say that it may
 * work again, at the gate of its breaker; `resting`: when
 * somebody has to see whether its desktop is still there, since nobody may have told that it is not.
 */
export type DueKind = 'flight' | 'waiting' | 'gated' | 'failed' | 'resting';
export type SeatDue = { at: Instant; kind: DueKind; gate?: string };

/** Where seats are kept. */
export type Seats = {
  /** As last committed. */
  load(ref: SeatRef): Promise<Seat | undefined>;
  /** Whose desktop this is; may lag behind a commit of the last second. */
  byDesktop(workspaceId: string): Promise<SeatRef | undefined>;
  /** As last committed, many at once; a seat that was never stored is left out. */
  loadAll(refs: readonly SeatRef[]): Promise<Seat[]>;
  /**
   * Stores the seat as its next version, and takes what its decision spends; all or nothing.
   * @throws {StaleSeat} when the stored version is not the one that this seat was read with.
   * @throws {SafeguardSpent} when there is not enough left of what it spends.
   */
  commit(seat: Seat, due?: SeatDue, spends?: readonly Spend[]): Promise<Seat>;
  /**
   * Whose due time has come, the longest waiting first. May lag behind a commit of the last second.
   * @param closed gates that are closed: who waits at one of them is left out
   * @param only the gate at which they wait
   */
  due(
    kind: DueKind,
    now: Instant,
    limit: number,
    closed?: readonly string[],
    only?: string,
  ): Promise<SeatRef[]>;
  /** Puts a seat off that cannot be read, or has just been looked at, so that it does not stand in the way of others. */
  defer(ref: SeatRef, until: Instant): Promise<void>;
  /** How many wait at each kind of gate. May lag behind a commit of the last second. */
  waiting(): Promise<ReadonlyMap<string, number>>;
  /** When the next seat in flight is due, if there is one. */
  nextFlight(): Promise<Instant | undefined>;
};

/** Everything that bounds destructive work and is shared by all seats, as last written. */
export type SafeguardState = {
  /** Keys of `breakerKey` with the time of the latest failure. */
  breakers: ReadonlyMap<string, Instant>;
  /** By policy: since too many left at once. */
  outages: ReadonlyMap<string, readonly Pause[]>;
  /** By policy: since rebuilds ended badly. */
  failures: ReadonlyMap<string, readonly Pause[]>;
  /** Resets and removals of a policy in a window, by `budgetKey`. */
  spent: ReadonlyMap<string, number>;
  /** First resets by their kind: proven, or until when somebody's is under way. */
  firsts: ReadonlyMap<string, { proven: true } | { proven: false; resetId: string; until: Instant }>;
  /** ms that the latest resets took, by policy. */
  times: ReadonlyMap<string, readonly number[]>;
  /** Managed desktops by policy, as alarm-manager counted them last. */
  fleets: ReadonlyMap<string, number>;
};

/** Why a policy's resets wait for a person. */
export const pauseKinds = ['outages', 'failures'] as const;
export type PauseKind = (typeof pauseKinds)[number];

/** What is counted by policy and minute. */
export type Counted =
  | 'leavings'
  /** Those leavings of which only a sweep told. */
  | 'found'
  /** Desktops that a sweep looked at. */
  | 'seen'
  | 'failures';

/** Where that is kept. */
export type SafeguardStore = {
  /** In consistent reads; the budgets are those of the windows that this time lies in. */
  read(policies: readonly Policy[], now: Instant): Promise<SafeguardState>;
  /** Opens a breaker, or moves its time forward. */
  trip(scope: BreakerScope, because: string, at: Instant): Promise<void>;
  /** Closes it unless it failed after `asOf`: what began before a failure proves nothing about it. */
  close(scope: BreakerScope, asOf: Instant): Promise<void>;
  /** A reset of this kind that worked says nothing any more: the next one goes alone. */
  disprove(first: string): Promise<void>;
  /** A reset of this kind has worked; whose it was does not matter. */
  prove(first: string, at: Instant): Promise<void>;
  /** How long a reset took; the latest ones are kept. */
  recordTime(policy: string, tookMs: number): Promise<void>;
  /** This reset has not come about: another one may be the first. */
  giveBack(first: string, resetId: string): Promise<void>;
  /** One more at this time, or so many. @returns how many there are by minute of the epoch, these among them */
  count(what: Counted, policy: string, at: Instant, by?: number): Promise<ReadonlyMap<number, number>>;
  /** How many there are by minute of the epoch. */
  counted(what: Counted, policy: string): Promise<ReadonlyMap<number, number>>;
  /**
   * Replaces the pauses of a policy by what `change` makes of them; `undefined` leaves them.
   * @returns them as they are from then on.
   */
  changePauses(
    kind: PauseKind,
    policy: string,
    change: (pauses: readonly Pause[]) => readonly Pause[] | undefined,
  ): Promise<readonly Pause[]>;
  /** @returns whether the caller is the one that takes up what is due, until that time or `endDrain`. */
  claimDrain(now: Instant, until: Instant): Promise<boolean>;
  endDrain(): Promise<void>;
  /** What alarm-manager counted; an older count changes nothing. */
  countFleets(desktops: ReadonlyMap<string, number>, at: Instant): Promise<void>;
};

export const breakerKey = ({ directoryId, bundleId }: BreakerScope): string => `${directoryId}/${bundleId}`;
export const budgetKey = ({ policy, window }: { policy: string; window: string }): string =>
  `${policy}#${window}`;

/** What became of one item of a call. */
export type CallOutcome =
  /** `without`: what of the order AWS refused, and then did without; the desktop may differ from the one before it. */
  | { kind: 'accepted'; workspaceId?: string; without?: readonly 'protocols'[] }
  | { kind: 'refused'; code: string; message: string }
  /** Throttled, cut, timed out: it may have happened. */
  | { kind: 'uncertain'; because: string }
  /** Nothing was sent: there was no turn in time, or nothing permitted it any more when its turn came. */
  | { kind: 'notTried'; because: string };

/**
 * What permits a call that changes a desktop: a look, which grows old, and a seat, which others commit to meanwhile. Who waits for
 * a turn waits for seconds.
 */
export type Permission = {
  /** When the look has grown too old: a turn that comes later is not waited for. */
  notAfter: Instant;
  /**
   * To be asked when the turn has come, right before anything is sent. Never throws.
   * @returns who of these may still be called; for nobody else anything is sent
   */
  stillFor(workspaceIds: readonly string[]): Promise<ReadonlySet<string>>;
};

export type CreateOrder = { ref: SeatRef; spec: DesktopSpec; attemptTag: string };

/** The desktops themselves. Every reading function throws when it could not see everything that it was asked for. */
export type Fleet = {
  /**
   * State, connection, tags and policy, right now. One entry for each id, but for those that nobody can say anything of
   * now: they are neither gone nor to be reset, and have to be looked at again.
   * @param options.exactTags whether the policy has to be the one by the tags as they are, and not as an index has them:
   * for the last look before a call. It takes up to a call for each desktop, and some may not get their turn. What was read
   * half a minute ago will do, but for `now`: the tags themselves are what is decided on, and another run may just have set them.
   */
  look(
    workspaceIds: readonly string[],
    options?: { exactTags?: boolean | 'now' },
  ): Promise<Map<string, Look>>;
  /**
   * State only, for what is in flight: is it ready, is it gone. Entries as for a look.
   * @param options.isAwaited whether a create waits for them to be gone: until then their users have no desktop, so that it
   * is asked before all that can wait.
   */
  observe(workspaceIds: readonly string[], options?: { isAwaited?: boolean }): Promise<Map<string, Look>>;
  /** All that a create needs to make the same desktop again, and whether AWS would take it. */
  examine(desktop: SeenDesktop): Promise<Examination>;
  /** From when the user volume would come back in a rebuild; absent when there is no snapshot of it. One call. */
  snapshotOf(workspaceId: string): Promise<{ rebuildFrom?: Instant }>;
  /**
   * What these bundles make desktops from at present; at most 25 bundles. Left out is whatever AWS does not tell. Never throws, and
   * takes no longer than a turn and two seconds: nobody waits for their desktop because of it.
   * @param asked `now` when a reset goes by the answer, `known` for what has been read lately, without a call; else it is for
   * the records, and can wait
   */
  imagesOf(bundleIds: readonly string[], asked?: 'now' | 'known'): Promise<Map<string, string>>;
  findOfUser(ref: SeatRef): Promise<Omit<Extract<Signal, { type: 'FoundDesktop' }>, 'type'>>;
  /** At most 25 at once; a refused group is halved until the culprits stand alone. One outcome for each id. */
  terminate(workspaceIds: readonly string[], permission: Permission): Promise<Map<string, CallOutcome>>;
  /** At most 25 at once; one outcome for each order, in their order. */
  create(orders: readonly CreateOrder[]): Promise<CallOutcome[]>;
  rebuild(workspaceId: string, permission: Permission): Promise<CallOutcome>;
  /** Shows on the desktop that it is on hold; without a mark, that it is not. A desktop that is gone is marked enough. */
  markHold(workspaceId: string, mark: string | undefined): Promise<void>;
  reboot(workspaceIds: readonly string[]): Promise<Map<string, CallOutcome>>;
  /** Shows on each desktop which group it is for. A call each, after whoever waits for theirs; one outcome for each. */
  tag(
    orders: readonly { workspaceId: string; group: string }[],
    permission: Permission,
  ): Promise<Map<string, CallOutcome>>;
};

/** A record was to take the place of another one: the chain would break. */
export class RecordInTheWay extends Error {
  override readonly name = 'RecordInTheWay';
}

/** Where records are kept: receipts, and what was decided otherwise. */
export type Records = {
  /**
   * Appends it at its place; once more is success.
   * @throws {RecordInTheWay} when another record is in its place, or it has none
   */
  append(ref: SeatRef, record: Extract<Note, { type: 'Record' }>): Promise<void>;
};

/** One-shot timers that end as an event on the bus. Setting one twice is success. */
export type TimerPort = { set(order: { name: string; dueAt: Instant; event: OutgoingEvent }): Promise<void> };

/** The bus. Throws when an event was refused. */
export type Announcer = { publish(events: readonly OutgoingEvent[]): Promise<void> };

export type Clock = { now(): Instant };

/** What is measured, beside what the function's door counts. */
export type Meter = Pick<FunctionMeter<Measured>, 'count' | 'gauge'>;

/** Something that a run could not finish; its signals come again. */
export type Journal = {
  info(message: string, fields?: Record<string, string | number | boolean>): void;
  problem(message: string, error: unknown, fields?: Record<string, string | number | boolean>): void;
};
