import type { DesktopSpec, OutgoingEvent, SeatRef } from '@cleandesk/contracts';
import type { Instant, Seat } from './domain/seat.ts';
import type { Examination, Look, SeenDesktop, Signal } from './domain/signals.ts';

/** Another run has committed this seat since it was read: read it again and decide anew. */
export class StaleSeat extends Error {
  override readonly name = 'StaleSeat';
}

/** Where seats are kept. */
export type Seats = {
  /** As last committed. */
  load(ref: SeatRef): Promise<Seat | undefined>;
  /** The seat that has this desktop; may lag behind a commit of the last second. */
  byDesktop(workspaceId: string): Promise<Seat | undefined>;
  /** As last committed, many at once; a seat that was never stored is left out. */
  loadAll(refs: readonly SeatRef[]): Promise<Seat[]>;
  /**
   * Stores the seat as its next version.
   * @throws {StaleSeat} when the stored version is not the one that this seat was read with.
   */
  commit(seat: Seat, due?: { at: Instant; kind: 'flight' | 'waiting' }): Promise<Seat>;
  /** Seats whose due time has come, the longest waiting first. */
  due(kind: 'flight' | 'waiting', now: Instant, limit: number): Promise<Seat[]>;
  /** When the next seat in flight is due, if there is one. */
  nextFlight(): Promise<Instant | undefined>;
};

export type BreakerScope = { directoryId: string; bundleId: string };

/** Which directories and bundles had a failed recreate, and none that worked since. */
export type Breakers = {
  /** Keys of `breakerKey` with the time of the latest failure, as last written. */
  open(): Promise<ReadonlyMap<string, Instant>>;
  /** Opens it, or moves its time forward. */
  trip(scope: BreakerScope, because: string, at: Instant): Promise<void>;
  /** Closes it unless it failed after `asOf`: what began before a failure proves nothing about it. */
  close(scope: BreakerScope, asOf: Instant): Promise<void>;
};

export const breakerKey = ({ directoryId, bundleId }: BreakerScope): string => `${directoryId}/${bundleId}`;

/** What became of one item of a call. */
export type CallOutcome =
  /** `without`: what of the order AWS refused, and then did without; the desktop may differ from the one before it. */
  | { kind: 'accepted'; workspaceId?: string; without?: readonly 'protocols'[] }
  | { kind: 'refused'; code: string; message: string }
  /** Throttled, cut, timed out: it may have happened. */
  | { kind: 'uncertain'; because: string };

export type CreateOrder = { ref: SeatRef; spec: DesktopSpec; attemptTag: string };

/** The desktops themselves. Every reading function throws when it could not see everything that it was asked for. */
export type Fleet = {
  /** State, connection, tags and policy, right now. One entry for each id. */
  look(workspaceIds: readonly string[]): Promise<Map<string, Look>>;
  /** State only, for what is in flight: is it ready, is it gone. One entry for each id. */
  observe(workspaceIds: readonly string[]): Promise<Map<string, Look>>;
  /** All that a create needs to make the same desktop again, and whether AWS would take it. */
  examine(desktop: SeenDesktop): Promise<Examination>;
  /** From when the user volume would come back in a rebuild; absent when there is no snapshot of it. One call. */
  snapshotOf(workspaceId: string): Promise<{ rebuildFrom?: Instant }>;
  findOfUser(ref: SeatRef): Promise<Omit<Extract<Signal, { type: 'FoundDesktop' }>, 'type'>>;
  /** At most 25 at once; a refused group is halved until the culprits stand alone. One outcome for each id. */
  terminate(workspaceIds: readonly string[]): Promise<Map<string, CallOutcome>>;
  /** At most 25 at once; one outcome for each order, in their order. */
  create(orders: readonly CreateOrder[]): Promise<CallOutcome[]>;
  rebuild(workspaceId: string): Promise<CallOutcome>;
  reboot(workspaceIds: readonly string[]): Promise<Map<string, CallOutcome>>;
};

/** One-shot timers that end as an event on the bus. Setting one twice is success. */
export type TimerPort = { set(order: { name: string; dueAt: Instant; event: OutgoingEvent }): Promise<void> };

/** The bus. Throws when an event was refused. */
export type Announcer = { publish(events: readonly OutgoingEvent[]): Promise<void> };

export type Clock = { now(): Instant };

/** Something that a run could not finish; its signals come again. */
export type Journal = {
  info(message: string, fields?: Record<string, string | number | boolean>): void;
  problem(message: string, error: unknown, fields?: Record<string, string | number | boolean>): void;
};
