import type { SeatRef } from '@cleandesk/contracts';
import { type Instant, type Seat, seatId, workspaceOf } from '../../src/domain/seat.ts';
import { type Seats, StaleSeat } from '../../src/ports.ts';

type Kind = 'flight' | 'waiting';
type Stored = { seat: Seat; due?: { at: Instant; kind: Kind }; order: number };

/** Seats in memory. What is stored is a frozen copy, so that nobody can change it but by a commit. */
export class FakeSeats implements Seats {
  readonly #stored = new Map<string, Stored>();
  #commits = 0;

  /** Everything that is stored, for what a test wants to say about all seats. */
  all(): Seat[] {
    return [...this.#stored.values()].map(({ seat }) => seat);
  }

  stored(ref: SeatRef): Seat | undefined {
    return this.#stored.get(seatId(ref))?.seat;
  }

  async load(ref: SeatRef): Promise<Seat | undefined> {
    return this.stored(ref);
  }

  async loadAll(refs: readonly SeatRef[]): Promise<Seat[]> {
    const ids = new Set(refs.map(seatId));
    return [...ids].flatMap((id) => {
      const stored = this.#stored.get(id);
      return stored === undefined ? [] : [stored.seat];
    });
  }

  async byDesktop(workspaceId: string): Promise<Seat | undefined> {
    const newest = [...this.#stored.values()]
      .filter(({ seat }) => workspaceOf(seat) === workspaceId)
      .sort((a, b) => b.order - a.order)[0];
    return newest?.seat;
  }

  async commit(seat: Seat, due?: { at: Instant; kind: Kind }): Promise<Seat> {
    const id = seatId(seat.ref);
    const version = this.#stored.get(id)?.seat.version ?? 0;
    if (version !== seat.version)
      throw new StaleSeat(`Version ${seat.version} is not the stored ${version}.`);
    const next = frozen<Seat>({ ...structuredClone(seat), version: version + 1 });
    this.#commits += 1;
    this.#stored.set(id, { seat: next, order: this.#commits, ...(due === undefined ? {} : { due }) });
    return next;
  }

  async due(kind: Kind, now: Instant, limit: number): Promise<Seat[]> {
    return this.#inOrder(kind)
      .filter(({ at }) => at <= now)
      .slice(0, limit)
      .map(({ seat }) => seat);
  }

  async nextFlight(): Promise<Instant | undefined> {
    return this.#inOrder('flight')[0]?.at;
  }

  #inOrder(kind: Kind): { at: Instant; seat: Seat }[] {
    return [...this.#stored.values()]
      .flatMap(({ seat, due }) => (due?.kind === kind ? [{ at: due.at, seat }] : []))
      .sort((a, b) => a.at - b.at);
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
