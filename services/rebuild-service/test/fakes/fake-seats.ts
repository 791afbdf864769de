import type { SeatRef } from '@cleandesk/contracts';
import { inTurns } from '../../src/domain/in-turns.ts';
import { kindOf, type Spend } from '../../src/domain/safeguards.ts';
import { type Instant, type Seat, seatId, workspaceOf } from '../../src/domain/seat.ts';
import { type DueKind, SafeguardSpent, type SeatDue, type Seats, StaleSeat } from '../../src/ports.ts';
import { FakeSafeguards } from './fake-safeguards.ts';

type Stored = { seat: Seat; due?: SeatDue; order: number };

/** Seats in memory. What is stored is frozen, so that nobody can change it but by a commit. */
export class FakeSeats implements Seats {
  readonly #stored = new Map<string, Stored>();
  readonly #safeguards: FakeSafeguards;
  #commits = 0;

  /** @param safeguards of which commits take what they spend */
  constructor(safeguards = new FakeSafeguards()) {
    this.#safeguards = safeguards;
  }

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

  async byDesktop(workspaceId: string): Promise<SeatRef | undefined> {
    const newest = [...this.#stored.values()]
      .filter(({ seat }) => workspaceOf(seat) === workspaceId)
      .sort((a, b) => b.order - a.order)[0];
    return newest?.seat.ref;
  }

  async commit(seat: Seat, due?: SeatDue, spends: readonly Spend[] = []): Promise<Seat> {
    const id = seatId(seat.ref);
    const version = this.#stored.get(id)?.seat.version ?? 0;
    if (version !== seat.version)
      throw new StaleSeat(`Version ${seat.version} is not the stored ${version}.`);
    if (!this.#safeguards.take(spends)) throw new SafeguardSpent('Spent by another seat.');
    const next = frozen<Seat>({ ...seat, version: version + 1 });
    this.#commits += 1;
    this.#stored.set(id, { seat: next, order: this.#commits, ...(due === undefined ? {} : { due }) });
    return next;
  }

  async due(
    kind: DueKind,
    now: Instant,
    limit: number,
    closed: readonly string[] = [],
    only?: string,
  ): Promise<SeatRef[]> {
    const due = this.#inOrder(kind)
      .filter(({ at, gate }) => at <= now && !(gate !== undefined && closed.includes(gate)))
      .filter(({ gate }) => only === undefined || gate === only);
    const chosen = kind === 'gated' ? inTurns(due, ({ gate }) => String(gate), limit) : due.slice(0, limit);
    return chosen.map(({ seat }) => seat.ref);
  }

  async defer(ref: SeatRef, until: Instant): Promise<void> {
    const stored = this.#stored.get(seatId(ref));
    if (stored?.due === undefined) return;
    this.#stored.set(seatId(ref), { ...stored, due: { ...stored.due, at: until } });
  }

  async waiting(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { gate } of this.#inOrder('gated')) {
      const kind = kindOf(String(gate));
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return counts;
  }

  async nextFlight(): Promise<Instant | undefined> {
    return this.#inOrder('flight')[0]?.at;
  }

  #inOrder(kind: DueKind): (SeatDue & { seat: Seat })[] {
    return [...this.#stored.values()]
      .flatMap(({ seat, due }) => (due?.kind === kind ? [{ ...due, seat }] : []))
      .sort((a, b) => a.at - b.at);
  }
}

function frozen<T>(value: T): T {
  // Most of a seat was stored before, and nobody could change it since.
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
