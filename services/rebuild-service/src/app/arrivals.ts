import type { SeatRef } from '@cleandesk/contracts';
import { type Seat, seatId } from '../domain/seat.ts';
import type { Look, Signal } from '../domain/signals.ts';
import type { Fleet, Seats } from '../ports.ts';
import { groupsOf } from './calls.ts';
import { type Desk, deskFor } from './desk.ts';
import type { Incoming } from './incoming.ts';
import { OutOfTime } from './questions.ts';

export type Arrival = { messageId: string; incoming: Incoming };

/** A desktop that no seat has, and what was said of it. */
type Stranger = { workspaceId: string; signal: Signal; messageId: string; correlationId: string };

/** Desktops in one look (botocore model of `workspaces`, `WorkspaceIdList`). */
const perLook = 25;

/** The seats that a batch is about, each with its signals in the order in which they arrived. */
export class Desks {
  readonly #desks = new Map<string, Desk>();
  readonly #seats: Seats;
  readonly #fleet: Fleet;
  readonly #strangers: Stranger[] = [];
  /** What the batch is about, by desktop and by seat, as far as it could be read at once. */
  readonly #refs = new Map<string, SeatRef | undefined>();
  readonly #seen = new Map<string, Seat | undefined>();
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

  /**
   * Reads all that the batch is about at once: 25 events take a call for the seats of all of them, and not one each. What can't be
   * read so is read one by one, so that a seat that nobody can read keeps no other waiting.
   */
  async readAll(arrivals: readonly Arrival[]): Promise<void> {
    const about = arrivals.map(({ incoming }) => incoming);
    const desktops = new Set(
      about.flatMap((one) =>
        one.about === 'desktops' ? one.signals.map(({ workspaceId }) => workspaceId) : [],
      ),
    );
    try {
      for (const group of groupsOf([...desktops], perLook)) {
        const refs = await Promise.all(group.map((workspaceId) => this.#seats.byDesktop(workspaceId)));
        for (const [index, workspaceId] of group.entries()) this.#refs.set(workspaceId, refs[index]);
      }
      const refs = [...about.flatMap((one) => (one.about === 'seat' ? one.ref : [])), ...this.#refs.values()];
      const wanted = refs.filter((ref) => ref !== undefined);
      if (wanted.length === 0) return;
      const seats = new Map((await this.#seats.loadAll(wanted)).map((seat) => [seatId(seat.ref), seat]));
      for (const ref of wanted) this.#seen.set(seatId(ref), seats.get(seatId(ref)));
    } catch {
      // Whatever it is, it meets again whoever it is about.
    }
  }

  async forSeat(
    { messageId, incoming }: Arrival,
    about: Extract<Incoming, { about: 'seat' }>,
  ): Promise<void> {
    const known = this.#desks.get(seatId(about.ref));
    const desk = known ?? this.put(deskFor(about.ref, await this.#load(about.ref)));
    this.#enqueue(desk, messageId, incoming.correlationId, about.signal);
  }

  /** Desktops that no seat has, and that may be ours, wait for {@link adopt}. */
  async forDesktops(
    { messageId, incoming }: Arrival,
    about: Extract<Incoming, { about: 'desktops' }>,
  ): Promise<void> {
    const { correlationId } = incoming;
    for (const { workspaceId, signal, adopt } of about.signals) {
      const ref = this.#refs.has(workspaceId)
        ? this.#refs.get(workspaceId)
        : await this.#seats.byDesktop(workspaceId);
      // The index lags; the seat that is decided on is the one that is stored.
      const stored = ref === undefined ? undefined : await this.#load(ref);
      if (stored !== undefined) {
        this.#enqueue(this.put(deskFor(stored.ref, stored)), messageId, correlationId, signal);
      } else if (adopt) this.#strangers.push({ workspaceId, signal, messageId, correlationId });
    }
  }

  /**
   * Somebody watches these desktops and we have no seat for them: who do they belong to? All of the batch at once, since
   * a look takes 25; a new policy brings thousands, one of them in each message.
   * @returns messages that have to come again: a run that is killed while it looks has adopted nobody, and would look at
   * the same ones again for ever.
   */
  async adopt(timeToAsk: () => boolean): Promise<Map<string, unknown>> {
    const failed = new Map<string, unknown>();
    for (const group of groupsOf(this.#strangers.splice(0), perLook)) {
      try {
        if (!timeToAsk()) throw new OutOfTime();
        const looks = await this.#fleet.look(group.map(({ workspaceId }) => workspaceId));
        for (const stranger of group) {
          try {
            await this.#admit(stranger, looks.get(stranger.workspaceId));
          } catch (error) {
            failed.set(stranger.messageId, error);
          }
        }
      } catch (error) {
        for (const { messageId } of group) failed.set(messageId, error);
      }
    }
    return failed;
  }

  async #admit({ workspaceId, signal, messageId, correlationId }: Stranger, look?: Look): Promise<void> {
    if (look === undefined || look.desktop === 'missing' || look.policy === undefined) return;
    const { directoryId, userName } = look.desktop;
    const ref = { directoryId, userName };
    const desk = this.put(deskFor(ref, await this.#seats.load(ref)));
    // This look is all that an absent seat needs; one that has another desktop has to find out which is the user's.
    const absent = desk.seat.phase.status === 'absent';
    const news: Signal = absent ? { type: 'Looked', look } : { type: 'Watched', workspaceId };
    this.#enqueue(desk, messageId, correlationId, news, signal);
  }

  async #load(ref: SeatRef): Promise<Seat | undefined> {
    const id = seatId(ref);
    return this.#seen.has(id) ? this.#seen.get(id) : await this.#seats.load(ref);
  }

  #enqueue(desk: Desk, messageId: string, correlationId: string, ...signals: Signal[]): void {
    desk.messages.add(messageId);
    desk.correlationId ??= correlationId;
    for (const signal of signals) desk.correlationIds.set(signal, correlationId);
    desk.queue.push(...signals);
  }
}
