import { seatId } from '../domain/seat.ts';
import type { Signal } from '../domain/signals.ts';
import type { Fleet, Seats } from '../ports.ts';
import { type Desk, deskFor } from './desk.ts';
import type { Incoming } from './incoming.ts';

export type Arrival = { messageId: string; incoming: Incoming };

/** The seats that a batch is about, each with its signals in the order in which they arrived. */
export class Desks {
  readonly #desks = new Map<string, Desk>();
  readonly #seats: Seats;
  readonly #fleet: Fleet;
  constructor(seats: Seats, fleet: Fleet) {
    this.#seats = seats;
    this.#fleet = fleet;
  }

  all(): Desk[] {
    return [...this.#desks.values()];
  }

  put(desk: Desk): Desk {
    const known = this.#desks.get(desk.id);
    if (known !== undefined) return known;
    this.#desks.set(desk.id, desk);
    return desk;
  }

  async forSeat(
    { messageId, incoming }: Arrival,
    about: Extract<Incoming, { about: 'seat' }>,
  ): Promise<void> {
    const known = this.#desks.get(seatId(about.ref));
    const desk = known ?? this.put(deskFor(about.ref, await this.#seats.load(about.ref)));
    this.#enqueue(desk, messageId, incoming.correlationId, about.signal);
  }

  /** @returns desktops that no seat has, and that may be ours to adopt. */
  async forDesktops(
    { messageId, incoming }: Arrival,
    about: Extract<Incoming, { about: 'desktops' }>,
  ): Promise<{ workspaceId: string; signal: Signal }[]> {
    const strangers: { workspaceId: string; signal: Signal }[] = [];
    for (const { workspaceId, signal, adopt } of about.signals) {
      const ref = await this.#seats.byDesktop(workspaceId);
      // The index lags; the seat that is decided on is the one that is stored.
      const stored = ref === undefined ? undefined : await this.#seats.load(ref);
      if (stored !== undefined) {
        this.#enqueue(this.put(deskFor(stored.ref, stored)), messageId, incoming.correlationId, signal);
      } else if (adopt) strangers.push({ workspaceId, signal });
    }
    return strangers;
  }

  /** Somebody watches these desktops and we have no seat for them: who do they belong to? */
  async adopt(
    arrival: Arrival,
    strangers: readonly { workspaceId: string; signal: Signal }[],
  ): Promise<void> {
    if (strangers.length === 0) return;
    const looks = await this.#fleet.look(strangers.map(({ workspaceId }) => workspaceId));
    for (const { workspaceId, signal } of strangers) {
      const look = looks.get(workspaceId);
      if (look === undefined || look.desktop === 'missing' || look.policy === undefined) continue;
      const { directoryId, userName } = look.desktop;
      const ref = { directoryId, userName };
      const desk = this.put(deskFor(ref, await this.#seats.load(ref)));
      // This look is all that an absent seat needs; one that has another desktop has to find out which is the user's.
      const absent = desk.seat.phase.status === 'absent';
      const news: Signal = absent ? { type: 'Looked', look } : { type: 'Watched', workspaceId };
      this.#enqueue(desk, arrival.messageId, arrival.incoming.correlationId, news, signal);
    }
  }

  #enqueue(desk: Desk, messageId: string, correlationId: string, ...signals: Signal[]): void {
    desk.messages.add(messageId);
    desk.correlationId ??= correlationId;
    desk.queue.push(...signals);
  }
}
