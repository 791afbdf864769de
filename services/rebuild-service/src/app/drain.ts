import type { SeatRef } from '@cleandesk/contracts';
import { type BreakerScope, gates } from '../domain/safeguards.ts';
import { type Instant, type Seat, seatId } from '../domain/seat.ts';
import type { Signal } from '../domain/signals.ts';
import type { DueKind } from '../ports.ts';
import type { Desks } from './arrivals.ts';
import { type Desk, deskFor, settle } from './desk.ts';
import { dueOf, timerSlackMs } from './due.ts';
import { OutOfTime } from './questions.ts';
import { changedAtRest } from './resting.ts';
import type { RunTools } from './world.ts';

/** ms by which a timer can come before what it is for: it fires on whole seconds. */
const wholeSecondMs = 1000;
/** Seats that are due and that one run looks at; the next run takes the rest. */
const dueAtOnce = 100;

/**
 * Takes up what is due by the clock. One run at a time does that: AWS's pace is what bounds it, and two would only look
 * at the same desktops twice. Whoever finds more than it could do says so at the end, and the next run goes on.
 */
export class Drain {
  readonly #tools: RunTools;
  readonly #desks: Desks;
  #kinds: readonly DueKind[] = [];
  readonly #taken: Desk[] = [];
  readonly #retried: { scope: BreakerScope; asOf: Instant; taken: readonly Desk[] }[] = [];
  /** Whether timers brought some of those who wait: others may have been left to this run. */
  #timed = false;
  #hasLeft = false;
  #tried = false;
  #isOurs = false;

  /** Whether this run takes up what is in flight, and another one that was asked to meanwhile does not. */
  get hasFlights(): boolean {
    return this.#isOurs && this.#kinds.includes('flight');
  }

  /** Whether another run takes it up, or has died over it. */
  get isTaken(): boolean {
    return this.#tried && !this.#isOurs;
  }

  constructor(tools: RunTools, desks: Desks) {
    this.#tools = tools;
    this.#desks = desks;
  }

  async begin(kind: 'flight' | 'all'): Promise<void> {
    if (!(await this.#claim())) return;
    const wanted: DueKind[] = kind === 'all' ? ['flight', 'gated', 'waiting'] : ['flight', 'gated'];
    // Several timers in one batch ask for the same once.
    const kinds = wanted.filter((one) => !this.#kinds.includes(one));
    this.#kinds = [...this.#kinds, ...kinds];
    for (const one of kinds) await this.#take(await this.#due(one, dueAtOnce), { type: 'Due' });
    if (kinds.includes('waiting')) await this.#seeToResting();
  }

  /**
   * Its timer says that this seat is to be looked at. Looks show 25, and a look before calls is good for seconds: of two
   * runs that make the calls of some of those due, each needs as many looks as one that makes them all. And a run that
   * waits for its turns keeps others from being heard: logins, and holds.
   * @returns whether this run is to look at it. Else who takes up what is due finds it, and at once.
   */
  async takes(ref: SeatRef): Promise<boolean> {
    const { seats, clock } = this.#tools;
    if (await this.#claim()) {
      if (!this.#kinds.includes('waiting')) this.#timed = true;
      return true;
    }
    const seat = await seats.load(ref);
    const now = clock.now();
    const due = seat && dueOf(seat, now);
    // guard: only-who-waits-for-a-look-is-left-to-another-run
    if (due?.kind !== 'waiting' || due.at > now + timerSlackMs + wholeSecondMs) return true;
    await seats.defer(ref, now);
    this.#hasLeft = true;
    return false;
  }

  async #claim(): Promise<boolean> {
    const { store, clock, leaseMs } = this.#tools;
    if (!this.#tried) {
      this.#tried = true;
      const now = clock.now();
      this.#isOurs = await store.claimDrain(now, now + leaseMs);
    }
    return this.#isOurs;
  }

  /** A gate has been opened: who waits at it is due now, also when this run has taken up before what was due then. */
  async beginAnew(): Promise<void> {
    this.#kinds = [];
    await this.begin('all');
  }

  /** Of what rests here nobody may have told that its desktop is gone. */
  async #seeToResting(): Promise<void> {
    const { journal } = this.#tools;
    try {
      const refs = await this.#due('resting', dueAtOnce);
      for (const { ref, workspaceId } of await changedAtRest(refs, this.#tools))
        await this.#take([ref], { type: 'Unwatched', workspaceId });
    } catch (error) {
      // It can wait: who was not looked at is still due.
      journal.problem('Seats at rest could not be looked at now', error);
    }
  }

  /** What failed without a desktop before this time is made once more, as far as one run gets. */
  async retryFailed(scope: BreakerScope, asOf: Instant): Promise<void> {
    const refs = await this.#failed(scope, asOf, dueAtOnce);
    const taken = await this.#take(refs, { type: 'Resumed', scope });
    this.#retried.push({ scope, asOf, taken });
  }

  /** @returns whether some of what failed before was not reached: whoever resumed it is to come again. */
  async endRetries(): Promise<boolean> {
    const { seats } = this.#tools;
    let remain = false;
    for (const { scope, asOf, taken } of this.#retried) {
      for (const desk of taken) {
        // Nobody wants it any more, or it has failed again: it is not asked once more before somebody else resumes.
        if (desk.failure === undefined && desk.seat.phase.status === 'failed')
          await seats.defer(desk.ref, asOf + 1);
      }
      if ((await this.#failed(scope, asOf, 1)).length > 0) remain = true;
    }
    return remain;
  }

  #failed(scope: BreakerScope, asOf: Instant, limit: number): Promise<SeatRef[]> {
    return this.#tools.seats.due('failed', asOf, limit, [], gates.breaker(scope));
  }

  /** @returns whether more is due already, and this run got somewhere: then it is no use to wait for a timer. */
  async end(): Promise<boolean> {
    // The run that they were left to may have ended, or have looked before the index showed them.
    if (!this.#isOurs) return this.#hasLeft;
    await this.#tools.store.endDrain();
    await this.#putOff();
    const gotSomewhere = this.#desks
      .all()
      .some((desk) => desk.failure === undefined && desk.seat.version > desk.from);
    if (!gotSomewhere) return false;
    const kinds = new Set([...this.#kinds, ...(this.#timed ? (['flight', 'waiting'] as const) : [])]);
    for (const kind of kinds) if ((await this.#due(kind, 1)).length > 0) return true;
    return false;
  }

  /** Who could not be looked at now must not stand before the others for ever; and whoever waits for hours is told of. */
  async #putOff(): Promise<void> {
    const { seats, journal, clock, leaseMs } = this.#tools;
    for (const desk of this.#taken) {
      // For whom there was no time nobody has tried yet.
      if (desk.failure === undefined || desk.failure instanceof OutOfTime) continue;
      if (desk.seat.version !== desk.from) continue;
      try {
        desk.queue = [{ type: 'Unanswered' }];
        await settle(desk, this.#tools);
        if (desk.seat.version === desk.from) await seats.defer(desk.ref, clock.now() + leaseMs);
      } catch (error) {
        journal.problem('A seat that is due could not be put off', error);
      }
    }
  }

  #due(kind: DueKind, limit: number): Promise<SeatRef[]> {
    const { seats, safeguards, clock } = this.#tools;
    return seats.due(kind, clock.now(), limit, kind === 'gated' ? safeguards.closedGates() : []);
  }

  async #take(refs: readonly SeatRef[], signal: Signal): Promise<Desk[]> {
    const { seats, journal, clock, leaseMs } = this.#tools;
    const taken: Desk[] = [];
    const known = await this.#readTogether(refs);
    for (const ref of refs) {
      try {
        // The index lags; the seat that is decided on is the one that is stored.
        const desk = this.#desks.put(deskFor(ref, known.get(seatId(ref)) ?? (await seats.load(ref))));
        taken.push(desk);
        // Not bound to the timer's message: what fails here is still due, and the next run finds it.
        desk.queue.push(signal);
      } catch (error) {
        // One that can't be read must not keep the ones behind it waiting.
        journal.problem('A seat that is due could not be read', error);
        await seats.defer(ref, clock.now() + leaseMs);
      }
    }
    this.#taken.push(...taken);
    return taken;
  }

  /** A hundred in one call, while which nobody waits for a turn. None of them if one can't be read: then each is, by itself. */
  async #readTogether(refs: readonly SeatRef[]): Promise<ReadonlyMap<string, Seat>> {
    try {
      return new Map((await this.#tools.seats.loadAll(refs)).map((seat) => [seatId(seat.ref), seat]));
    } catch {
      return new Map();
    }
  }
}
