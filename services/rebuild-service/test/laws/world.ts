import { type OutgoingEvent, resetCancelledV1, type SeatRef, workRemainsV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Incoming } from '../../src/app/incoming.ts';
import { run } from '../../src/app/run.ts';
import type { World as RunWorld } from '../../src/app/world.ts';
import { isWanted, type Seat, seatId, workspaceOf } from '../../src/domain/seat.ts';
import type { Signal } from '../../src/domain/signals.ts';
import { hears } from '../../src/hears.ts';
import { FakeRecords } from '../fakes/fake-records.ts';
import { FakeSafeguards } from '../fakes/fake-safeguards.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';
import { Aws, directoryId, type Ws } from './aws.ts';
import { Bounds } from './bounds.ts';
import { Chance } from './chance.ts';
import { fleetFor } from './fleet.ts';
import type { Habits } from './habits.ts';
import { type Breach, type Invocation, invocationUntil } from './invocation.ts';
import { judgeCall } from './judge-call.ts';
import { isAtRest, isClaimed } from './judge-end.ts';
import { People } from './people.ts';
import { safeguardsFor, seatsFor } from './stores.ts';
import { Tally } from './tally.ts';
import { Time } from './time.ts';

const second = 1000;
const minute = 60 * second;
const functionTimeout = 60 * second;
const start = Date.UTC(2026, 0, 12, 8);
/** ms between two sweeps of connection states. */
export const sweepEvery = 15 * minute;
/** ms after which everything that recurs has come round. */
const longestPeriod = 65 * minute;

/** The killed function: what it awaits never comes. One for each: a single one would keep all that ever waited for it. */
const never = (): Promise<never> => new Promise(() => {});

/** rebuild-service as deployed, AWS as it behaves on a bad day, and users. */
export class World {
  readonly time = new Time(start);
  readonly tally = new Tally();
  readonly chance: Chance;
  readonly aws: Aws;
  readonly safeguards = new FakeSafeguards();
  readonly seats = new FakeSeats(this.safeguards);
  readonly records = new FakeRecords();
  readonly breaches: Breach[] = [];
  readonly story: string[] = [];
  readonly people: People;
  readonly #timers = new Set<string>();
  readonly #dead: (() => void)[] = [];
  readonly #resets = new Set<string>();
  readonly #policy: Policy;
  readonly #bounds: Bounds;
  readonly #habits: Habits;
  calm = false;
  #messages = 0;
  /** Messages and timers that have still to come. */
  #underWay = 0;
  #changedAt = start;

  constructor(seed: number, policy: Policy, habits: Habits) {
    this.chance = new Chance(seed);
    this.#habits = habits;
    this.#policy = policy;
    this.#bounds = new Bounds(policy, this.safeguards, this.tally, this.breaches);
    this.aws = new Aws(this.time, this.chance, habits, this.tally);
    this.people = new People({
      aws: this.aws,
      chance: this.chance,
      seats: this.seats,
      breaches: this.breaches,
      returns: habits.returns,
      send: (user, signal, heard) => this.send(user, signal, heard),
      say: (what) => this.say(what),
    });
    this.aws.tell = ({ kind, ws, at, interval }) => {
      if (kind === 'login') {
        this.#send(this.#desktop(ws, { type: 'LoggedIn', workspaceId: ws.id, at }, false), () => {
          if (ws.usedAt === at) ws.loginTold ??= this.time.now;
        });
      } else if (interval !== undefined) {
        const end = interval + 5 * minute;
        this.#send(
          this.#desktop(ws, { type: 'Disconnected', workspaceId: ws.id, start: interval, end }, true),
        );
      }
    };
    this.#every(sweepEvery, () => this.sweep());
    this.#every(5 * minute, () => this.#send({ ...this.#now(), about: 'due', kind: 'all' }));
  }

  say(what: string): void {
    this.story.push(`${((this.time.now - start) / minute).toFixed(1)} min  ${what}`);
  }

  ref(user: string): SeatRef {
    return { directoryId, userName: user };
  }

  send(user: string, signal: Signal, heard?: () => void): void {
    this.#send({ ...this.#now(), about: 'seat', ref: this.ref(user), signal }, heard);
  }

  /** Alarm-manager's backstop, one event for 25 desktops. */
  sweep(): void {
    const managed = this.aws.all.filter((ws) => ws.managed && ws.state !== 'GONE');
    if (managed.length === 0) return;
    this.#send({
      ...this.#now(),
      about: 'desktops' as const,
      signals: managed.map((ws) => ({
        workspaceId: ws.id,
        adopt: true,
        signal: {
          type: 'Observed',
          workspaceId: ws.id,
          at: this.time.now,
          connection: this.aws.connection(ws),
        } as const,
      })),
    });
  }

  /** The bad day is over: everything answers, nothing is lost, and what lay in the dead-letter queue is redriven. */
  becomeCalm(): void {
    this.calm = true;
    this.#changedAt = this.time.now;
    this.aws.calm = true;
    for (const redrive of this.#dead.splice(0)) redrive();
    // A person sees what was wrong, lets the recreates go on, and asks again where a seat has failed.
    const scope = { directoryId, bundleId: 'wsb-0123456789' };
    this.#every(60 * minute, () => {
      this.#send({ ...this.#now(), about: 'resume', scope, by: 'ops' });
      this.#send({ ...this.#now(), about: 'resume', scope: { policy: this.#policy.name }, by: 'ops' });
      this.people.helpOut();
    });
  }

  /** Waits until nothing is under way and all that recurs has come round without changing anything. */
  async rest(atMost: number): Promise<void> {
    const end = this.time.now + atMost;
    // Between two rounds of what recurs, so that its messages do not count as under way.
    const nextRound = Math.ceil((this.time.now - start) / (5 * minute)) * 5 * minute + start;
    await this.time.runUntil(nextRound + 2 * minute);
    while (this.time.now < end && !this.#isAtRest()) await this.time.runUntil(this.time.now + 15 * minute);
  }

  #isAtRest(): boolean {
    return (
      this.#underWay === 0 &&
      this.time.now - this.#changedAt > longestPeriod &&
      this.seats.all().every((seat) => isAtRest(seat, this.time.now))
    );
  }

  #now() {
    return { correlationId: 'story', at: this.time.now };
  }

  #desktop(ws: Ws, signal: Signal, adopt: boolean): Incoming {
    return { ...this.#now(), about: 'desktops', signals: [{ workspaceId: ws.id, signal, adopt }] };
  }

  #every(ms: number, act: () => void): void {
    this.time.after(ms, () => {
      act();
      this.#every(ms, act);
    });
  }

  /** Standard queues have no order and deliver at least once. */
  #send(incoming: Incoming, heard: () => void = () => undefined): void {
    const copies = !this.calm && this.chance.happens(this.#habits.doubles) ? 2 : 1;
    if (copies > 1) this.tally.count('doubled');
    for (let copy = 0; copy < copies; copy += 1) {
      const late = this.calm
        ? second
        : this.chance.between(0, this.chance.happens(0.1) ? this.#habits.delay : 5 * second);
      if (late > minute) this.tally.count('late');
      this.#underWay += 1;
      this.time.after(late, () => this.#deliver(incoming, heard, 1));
    }
  }

  #deliver(incoming: Incoming, heard: () => void, received: number): void {
    const invocation = invocationUntil(this.time.now + functionTimeout);
    this.#messages += 1;
    const messageId = `m${this.#messages}`;
    let done = false;
    const again = () => {
      if (done) return;
      done = true;
      if (received < this.#habits.attempts || this.calm)
        return this.time.after(2 * minute, () => this.#deliver(incoming, heard, received + 1));
      this.#dead.push(() => {
        this.tally.count('redriven');
        this.#deliver(incoming, heard, 1);
      });
    };
    // The queue shows the message again when the function did not answer in time.
    this.time.after(6 * minute, again);
    run([{ messageId, incoming }], this.#worldOf(invocation), () => invocation.endsAt - this.time.now).then(
      (failed) => {
        if (invocation.dead || done) return;
        if (failed.has(messageId)) return again();
        done = true;
        this.#underWay -= 1;
        heard();
      },
      (error: unknown) => {
        // A mistake of ours, not of the world: the history tells.
        this.breaches.push({ law: 1, what: `run threw ${String(error)}` });
      },
    );
  }

  /** Every call of a port takes time, and can be the last thing that the function does. */
  async #step(invocation: Invocation, ms = 200): Promise<void> {
    if (invocation.dead) return never();
    await this.time.sleep(this.chance.between(1, ms));
    const crashes = !this.calm && this.chance.happens(this.#habits.crashes);
    if (crashes || this.time.now > invocation.endsAt) {
      this.tally.count(crashes ? 'crash' : 'time-out');
      invocation.dead = true;
      return never();
    }
  }

  #worldOf(invocation: Invocation): RunWorld {
    const step = (ms?: number) => this.#step(invocation, ms);
    const now = () => this.time.now;
    return {
      seats: seatsFor(this.seats, step, now, invocation, (seat, spends) => {
        this.#changedAt = this.time.now;
        this.#bounds.committed(seat, spends, this.time.now);
        this.#noteKnown(seat);
        this.#noteAnswer(seat);
      }),
      store: safeguardsFor(this.safeguards, step, now, invocation, () => this.tally.count('breaker tripped')),
      records: {
        append: async (ref, record) => {
          await step();
          return this.records.append(ref, record);
        },
      },
      fleet: fleetFor({
        aws: this.aws,
        chance: this.chance,
        habits: this.#habits,
        tally: this.tally,
        policy: this.#policy,
        invocation,
        isCalm: () => this.calm,
        step,
        say: (what) => this.say(what),
        judgeCall: (ws, what) => this.#judgeCall(invocation, ws, what),
        judgeCreate: (ref) => {
          const read = invocation.read.get(seatId(ref));
          if (read === undefined || !isWanted(read.seat))
            this.breaches.push({ law: 7, what: `a desktop is made for ${ref.userName}, whom nobody wants` });
          return read !== undefined && isClaimed(read.seat);
        },
      }),
      timers: {
        set: async ({ name, dueAt, event }) => {
          await step();
          this.#setTimer(name, dueAt, event);
        },
      },
      bus: {
        publish: async (events) => {
          await step();
          for (const event of events) {
            this.people.hear(event);
            this.#count(event);
            if (event.detailType === workRemainsV1.detailType)
              this.#send({ ...this.#now(), about: 'due', kind: 'all' });
          }
        },
      },
      clock: { now },
      journal: { info: () => {}, problem: () => {} },
      meter: { count: () => {}, gauge: () => {} },
      policies: [this.#policy],
      settings: { observeEveryMs: minute, rearmMs: 15 * minute, shortestTimerMs: minute, deployment: '' },
      leaseMs: functionTimeout + 30 * second,
      keepRecordsMs: 400 * 86_400 * second,
      timerName: (...parts) => parts.join('|'),
    };
  }

  #setTimer(name: string, dueAt: number, event: OutgoingEvent): void {
    if (this.#timers.has(name)) return;
    this.#timers.add(name);
    if (!this.calm && this.chance.happens(this.#habits.timerLoss)) {
      this.tally.count('timer lost');
      return;
    }
    const at = Math.max(dueAt, this.time.now + minute);
    this.#underWay += 1;
    this.time.at(at + this.chance.between(0, this.calm ? second : minute), () => {
      this.#underWay -= 1;
      const time = new Date(this.time.now).toISOString();
      const { source, detailType, detail } = event;
      this.#send(hears.seats.read({ id: 'timer', source, 'detail-type': detailType, time, detail }));
    });
  }

  #count({ detailType, detail }: OutgoingEvent): void {
    const cancelled = resetCancelledV1.detail.safeParse(detail);
    const isCancelled = detailType === resetCancelledV1.detailType && cancelled.success;
    this.tally.count(isCancelled ? `cancelled: ${cancelled.data.because}` : detailType);
  }

  #noteKnown(seat: Seat): void {
    const ws = this.aws.byId(workspaceOf(seat) ?? '');
    if (ws !== undefined) ws.knownSince ??= this.time.now;
  }

  #noteAnswer({ phase }: Seat): void {
    if (phase.status !== 'rebuilding' || phase.reset.calledAt === undefined) return;
    const last = this.aws.byId(phase.desktop.workspaceId)?.calls.at(-1);
    if (last !== undefined) last.answered = true;
  }

  #judgeCall(invocation: Invocation, ws: Ws, what: 'rebuild' | 'terminate'): void {
    this.say(`${what} ${ws.id}`);
    const heldSince = this.people.holds.knownSince(ws.user);
    const breaches = judgeCall(
      {
        aws: this.aws,
        ws,
        what,
        seatId: seatId(this.ref(ws.user)),
        invocation,
        ...(heldSince === undefined ? {} : { heldSince }),
        graceMs: this.#policy.graceMs,
        resets: this.#resets,
      },
      this.tally,
    );
    this.breaches.push(...breaches, ...this.#bounds.called(ws.user, invocation, this.time.now));
    ws.calls.push({ at: this.time.now, what, answered: false });
  }
}
