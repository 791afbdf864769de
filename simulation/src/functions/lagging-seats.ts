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

/** ms by which an index of DynamoDB is behind its table at most: "propagated within a fraction of a second". */
const lagMs = 1000;

type Entry = { ref: SeatRef; order: number; workspaceId?: string; due?: SeatDue };

/** Seats as DynamoDB has them: the table at once, its indexes a moment later. */
export class LaggingSeats extends FakeSeats {
  readonly #time: VirtualTime;
  readonly #chance: () => number;
  readonly #index = new Map<string, Entry>();
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
      ...(due === undefined ? {} : { due }),
    });
    return stored;
  }

  override async defer(ref: SeatRef, until: Instant): Promise<void> {
    const known = this.#index.get(seatId(ref));
    if (known?.due !== undefined) this.#write({ ...known, due: { ...known.due, at: until } });
    return super.defer(ref, until);
  }

  override async byDesktop(workspaceId: string): Promise<SeatRef | undefined> {
    return [...this.#index.values()]
      .filter((entry) => entry.workspaceId === workspaceId)
      .sort((a, b) => b.order - a.order)[0]?.ref;
  }

  override async due(
    kind: DueKind,
    now: Instant,
    limit: number,
    closed: readonly string[] = [],
    only?: string,
  ): Promise<SeatRef[]> {
    return this.#inOrderOf(kind)
      .filter(({ at, gate }) => at <= now && !(gate !== undefined && closed.includes(gate)))
      .filter(({ gate }) => only === undefined || gate === only)
      .slice(0, limit)
      .map(({ ref }) => ref);
  }

  override async nextFlight(): Promise<Instant | undefined> {
    return this.#inOrderOf('flight')[0]?.at;
  }

  #inOrderOf(kind: DueKind): (SeatDue & { ref: SeatRef })[] {
    return [...this.#index.values()]
      .flatMap(({ ref, due }) => (due?.kind === kind ? [{ ...due, ref }] : []))
      .sort((a, b) => a.at - b.at);
  }

  #write(entry: Omit<Entry, 'order'>): void {
    this.#writes += 1;
    const order = this.#writes;
    this.#time.after(this.#chance() * lagMs, () => {
      const id = seatId(entry.ref);
      // What is written later shows later, too.
      if ((this.#index.get(id)?.order ?? 0) < order) this.#index.set(id, { ...entry, order });
    });
  }
}
