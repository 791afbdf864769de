import type { SeatRef } from '@cleandesk/contracts';
import type { Spend } from '../../../services/rebuild-service/src/domain/safeguards.ts';
import {
  type Instant,
  type Seat,
  seatId,
  workspaceOf,
} from '../../../services/rebuild-service/src/domain/seat.ts';
import type { DueKind, SeatDue } from '../../../services/rebuild-service/src/ports.ts';
import type { FakeSafeguards } from '../../../services/rebuild-service/test/fakes/fake-safeguards.ts';
import { FakeSeats } from '../../../services/rebuild-service/test/fakes/fake-seats.ts';
import type { VirtualTime } from '../time/virtual-time.ts';
import { DueOrder } from './due-order.ts';

/** ms by which an index of DynamoDB is behind its table at most: "propagated within a fraction of a second". */
const lagMs = 1000;

type Waiting = SeatDue & { ref: SeatRef };
type Entry = { ref: SeatRef; order: number; workspaceId?: string; due?: Waiting };

/** Seats as DynamoDB has them: the table at once, its indexes a moment later. */
export class LaggingSeats extends FakeSeats {
  readonly #time: VirtualTime;
  readonly #chance: () => number;
  readonly #index = new Map<string, Entry>();
  /** As written last, whatever the index shows. */
  readonly #latest = new Map<string, Omit<Entry, 'order'>>();
  readonly #byDesktop = new Map<string, Set<Entry>>();
  readonly #byKind = new Map<DueKind, DueOrder<Waiting>>();
  #writes = 0;

  constructor(safeguards: FakeSafeguards, time: VirtualTime, chance: () => number) {
    super(safeguards);
    this.#time = time;
    this.#chance = chance;
  }

  override async commit(seat: Seat, due?: SeatDue, spends: readonly Spend[] = []): Promise<Seat> {
    const stored = await super.commit(seat, due, spends);
    const workspaceId = workspaceOf(stored);
    this.#write({
      ref: stored.ref,
      ...(workspaceId === undefined ? {} : { workspaceId }),
      ...(due === undefined ? {} : { due: { ...due, ref: stored.ref } }),
    });
    return stored;
  }

  override async defer(ref: SeatRef, until: Instant): Promise<void> {
    // It changes the item, which the index may show a moment later: and of that the time only.
    const known = this.#latest.get(seatId(ref));
    if (known?.due !== undefined) this.#write({ ...known, due: { ...known.due, at: until } });
    return super.defer(ref, until);
  }

  override async byDesktop(workspaceId: string): Promise<SeatRef | undefined> {
    return [...(this.#byDesktop.get(workspaceId) ?? [])].sort((a, b) => b.order - a.order)[0]?.ref;
  }

  override async due(
    kind: DueKind,
    now: Instant,
    limit: number,
    closed: readonly string[] = [],
    only?: string,
  ): Promise<SeatRef[]> {
    const shut = new Set(closed);
    const found: SeatRef[] = [];
    for (const { ref, at, gate } of this.#inOrderOf(kind)) {
      if (at > now || found.length >= limit) break;
      if (gate !== undefined && shut.has(gate)) continue;
      if (only === undefined || gate === only) found.push(ref);
    }
    return found;
  }

  override async nextFlight(): Promise<Instant | undefined> {
    for (const { at } of this.#inOrderOf('flight')) return at;
    return undefined;
  }

  #inOrderOf(kind: DueKind): DueOrder<Waiting> {
    const order = this.#byKind.get(kind) ?? new DueOrder<Waiting>();
    this.#byKind.set(kind, order);
    return order;
  }

  #write(entry: Omit<Entry, 'order'>): void {
    this.#writes += 1;
    const order = this.#writes;
    this.#latest.set(seatId(entry.ref), entry);
    this.#time.after(this.#chance() * lagMs, () => {
      const id = seatId(entry.ref);
      const former = this.#index.get(id);
      // What is written later shows later, too.
      if ((former?.order ?? 0) >= order) return;
      if (former !== undefined) this.#leave(former);
      const shown = { ...entry, order };
      this.#index.set(id, shown);
      if (shown.due !== undefined) this.#inOrderOf(shown.due.kind).add(shown.due);
      if (shown.workspaceId === undefined) return;
      const theirs = this.#byDesktop.get(shown.workspaceId) ?? new Set();
      this.#byDesktop.set(shown.workspaceId, theirs.add(shown));
    });
  }

  #leave(former: Entry): void {
    if (former.due !== undefined) this.#inOrderOf(former.due.kind).remove(former.due);
    if (former.workspaceId === undefined) return;
    const theirs = this.#byDesktop.get(former.workspaceId);
    theirs?.delete(former);
    if (theirs?.size === 0) this.#byDesktop.delete(former.workspaceId);
  }
}
