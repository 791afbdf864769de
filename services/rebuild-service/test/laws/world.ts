import type { OutgoingEvent, SeatRef } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Incoming } from '../../src/app/incoming.ts';
import { type World as RunWorld, run } from '../../src/app/run.ts';
import { activeHold, type Seat, seatId } from '../../src/domain/seat.ts';
import type { Look, SeenDesktop, Signal } from '../../src/domain/signals.ts';
import { hears } from '../../src/hears.ts';
import type { CallOutcome, Fleet, Seats } from '../../src/ports.ts';
import { FakeBreakers } from '../fakes/fake-breakers.ts';
import { FakeSeats } from '../fakes/fake-seats.ts';
import { Aws, type AwsHabits, directoryId, type Ws } from './aws.ts';
import { Chance } from './chance.ts';
import { Time } from './time.ts';

const second = 1000;
const minute = 60 * second;
export const grace = 10 * minute;
const functionTimeout = 60 * second;
const start = Date.UTC(2026, 0, 12, 8);

export type Habits = AwsHabits & {
  /** Share of port calls at which the function is killed. */
  crashes: number;
  /** Share of calls that AWS takes and whose answer never arrives, or that never arrive. */
  cuts: number;
  throttles: number;
  doubles: number;
  /** ms that an event may be late. */
  delay: number;
  timerLoss: number;
};

/** What went against a law, in a sentence. */
export type Breach = { law: 1 | 2 | 3 | 4 | 5 | 7; what: string };

/** The killed function: nothing that it awaits ever comes back. */
const never = new Promise<never>(() => {});

type Run = { dead: boolean; endsAt: number; readSeatsAt: Map<string, number> };

/** rebuild-service as deployed, AWS as it behaves on a bad day, and users. */
export class World {
  readonly time = new Time(start);
  readonly chance: Chance;
  readonly aws: Aws;
  readonly seats = new FakeSeats();
  readonly breakers = new FakeBreakers();
  readonly breaches: Breach[] = [];
  readonly story: string[] = [];
  readonly published: { at: number; event: OutgoingEvent }[] = [];
  readonly #timers = new Set<string>();
  readonly #holdsSince = new Map<string, number>();
  readonly #dead: Incoming[] = [];
  policies: readonly Policy[];
  readonly #habits: Habits;
  calm = false;
  #messages = 0;

  constructor(seed: number, policy: Policy, habits: Habits) {
    this.chance = new Chance(seed);
    this.#habits = habits;
    this.policies = [policy];
    this.aws = new Aws(this.time, this.chance, habits);
    this.aws.tell = ({ kind, ws, at, interval }) => {
      if (kind === 'login') {
        this.#send(this.#desktop(ws, { type: 'LoggedIn', workspaceId: ws.id, at }, false), () => {
          ws.loginTold = this.time.now;
        });
      } else if (interval !== undefined) {
        const end = interval + 5 * minute;
        this.#send(
          this.#desktop(ws, { type: 'Disconnected', workspaceId: ws.id, start: interval, end }, true),
        );
      }
    };
    this.#every(15 * minute, () => this.sweep());
    this.#every(5 * minute, () => this.#send({ ...this.#now(), about: 'due', kind: 'all' }));
  }

  say(what: string): void {
    this.story.push(`${((this.time.now - start) / minute).toFixed(1)} min  ${what}`);
  }

  ref(user: string): SeatRef {
    return { directoryId, userName: user };
  }

  send(user: string, signal: Signal): void {
    this.#send({ ...this.#now(), about: 'seat', ref: this.ref(user), signal });
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
    this.aws.calm = true;
    for (const incoming of this.#dead.splice(0)) this.#send(incoming);
    // A person sees what was wrong and lets the recreates go on.
    const scope = { directoryId, bundleId: 'wsb-0123456789' };
    this.#every(60 * minute, () => this.#send({ ...this.#now(), about: 'breaker', scope, by: 'ops' }));
  }

  seat(user: string): Seat | undefined {
    return this.seats.all().find((seat) => seatId(seat.ref) === seatId(this.ref(user)));
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
    for (let copy = 0; copy < copies; copy += 1) {
      const late = this.calm
        ? second
        : this.chance.between(0, this.chance.happens(0.1) ? this.#habits.delay : 5 * second);
      this.time.after(late, () => this.#deliver(incoming, heard, 1));
    }
  }

  #deliver(incoming: Incoming, heard: () => void, received: number): void {
    const invocation: Run = { dead: false, endsAt: this.time.now + functionTimeout, readSeatsAt: new Map() };
    this.#messages += 1;
    const messageId = `m${this.#messages}`;
    let done = false;
    const again = () => {
      if (done) return;
      done = true;
      if (received >= 4 && !this.calm) this.#dead.push(incoming);
      else this.time.after(2 * minute, () => this.#deliver(incoming, heard, received + 1));
    };
    // The queue shows the message again when the function did not answer in time.
    this.time.after(6 * minute, again);
    run([{ messageId, incoming }], this.#worldOf(invocation), () => invocation.endsAt - this.time.now).then(
      (failed) => {
        if (invocation.dead || done) return;
        if (failed.has(messageId)) return again();
        done = true;
        heard();
      },
      (error: unknown) => {
        // A mistake of ours, not of the world: the history tells.
        this.breaches.push({ law: 1, what: `run threw ${String(error)}` });
      },
    );
  }

  /** Every call of a port takes time, and can be the last thing that the function does. */
  async #step(invocation: Run, ms = 200): Promise<void> {
    if (invocation.dead) return never;
    await this.time.sleep(this.chance.between(1, ms));
    if (this.time.now > invocation.endsAt || (!this.calm && this.chance.happens(this.#habits.crashes))) {
      invocation.dead = true;
      return never;
    }
  }

  #worldOf(invocation: Run): RunWorld {
    const step = (ms?: number) => this.#step(invocation, ms);
    return {
      seats: this.#seatsFor(invocation, step),
      breakers: {
        open: async () => (await step(), this.breakers.open()),
        trip: async (scope, because, at) => (await step(), this.breakers.trip(scope, because, at)),
        close: async (scope) => (await step(), this.breakers.close(scope)),
      },
      fleet: this.#fleetFor(invocation, step),
      timers: {
        set: async ({ name, dueAt, event }) => {
          await step();
          if (this.#timers.has(name)) return;
          this.#timers.add(name);
          if (!this.calm && this.chance.happens(this.#habits.timerLoss)) return;
          const at = Math.max(dueAt, this.time.now + minute);
          this.time.at(at + this.chance.between(0, this.calm ? second : minute), () =>
            this.#timerFires(event),
          );
        },
      },
      bus: {
        publish: async (events) => {
          await step();
          for (const event of events) this.published.push({ at: this.time.now, event });
        },
      },
      clock: { now: () => this.time.now },
      journal: { info: () => {}, problem: () => {} },
      policies: this.policies,
      settings: { observeEveryMs: minute, rearmMs: 15 * minute, shortestTimerMs: minute },
      leaseMs: functionTimeout + 30 * second,
      timerName: (...parts) => parts.join('|'),
    };
  }

  #timerFires(event: OutgoingEvent): void {
    const time = new Date(this.time.now).toISOString();
    const { source, detailType, detail } = event;
    this.#send(hears.seats.read({ id: 'timer', source, 'detail-type': detailType, time, detail }));
  }

  #seatsFor(invocation: Run, step: () => Promise<void>): Seats {
    return {
      load: async (ref) => (await step(), this.seats.load(ref)),
      byDesktop: async (id) => (await step(), this.seats.byDesktop(id)),
      loadAll: async (refs) => {
        await step();
        for (const ref of refs) invocation.readSeatsAt.set(seatId(ref), this.time.now);
        return this.seats.loadAll(refs);
      },
      commit: async (seat, due) => {
        await step();
        const stored = await this.seats.commit(seat, due);
        const held = activeHold(stored, this.time.now) !== undefined;
        const id = seatId(stored.ref);
        if (!held) this.#holdsSince.delete(id);
        else if (!this.#holdsSince.has(id)) this.#holdsSince.set(id, this.time.now);
        return stored;
      },
      due: async (kind, now, limit) => (await step(), this.seats.due(kind, now, limit)),
      nextFlight: async () => (await step(), this.seats.nextFlight()),
    };
  }

  #seen(ws: Ws): SeenDesktop {
    const state = ws.state;
    return {
      workspaceId: ws.id,
      bundleId: ws.spec.bundleId,
      computerName: `pc-${ws.id}`,
      ipAddress: ws.ip,
      directoryId,
      userName: ws.user,
      state,
    };
  }

  #look(id: string, at: number, extent: Look['extent']): Look {
    const ws = this.aws.byId(id);
    if (ws === undefined) return { at, extent, desktop: 'missing' };
    if (extent === 'state') return { at, extent, desktop: this.#seen(ws) };
    const policy = ws.managed ? this.policies[0] : undefined;
    return {
      at,
      extent,
      desktop: this.#seen(ws),
      connection: this.aws.connection(ws),
      ...(policy ? { policy } : {}),
    };
  }

  #fleetFor(invocation: Run, step: (ms?: number) => Promise<void>): Fleet {
    const looks = (extent: Look['extent']) => async (ids: readonly string[]) => {
      const at = this.time.now;
      await step(1500);
      if (!this.calm && this.chance.happens(this.#habits.throttles)) throw new Error('Throttled');
      return new Map(ids.map((id) => [id, this.#look(id, at, extent)]));
    };
    const call = async (effect: () => CallOutcome): Promise<CallOutcome> => {
      if (!this.calm && this.chance.happens(this.#habits.throttles)) {
        await step(1500);
        return { kind: 'uncertain', because: 'throttled' };
      }
      await step();
      const cut = !this.calm && this.chance.happens(this.#habits.cuts);
      if (cut && this.chance.happens(0.5)) return { kind: 'uncertain', because: 'never arrived' };
      const outcome = effect();
      await step(1500);
      return cut ? { kind: 'uncertain', because: 'cut' } : outcome;
    };
    return {
      look: looks('full'),
      observe: looks('state'),
      examine: async (desktop) => {
        await step(1500);
        const ws = this.aws.byId(desktop.workspaceId);
        if (ws === undefined) throw new Error('gone while being examined');
        return { creatable: true, spec: ws.spec };
      },
      findOfUser: async (ref) => {
        const at = this.time.now;
        await step(1500);
        const ws = this.aws.ofUser(ref.userName);
        if (ws === undefined) return { at };
        const [policy] = this.policies;
        return {
          at,
          desktop: this.#seen(ws),
          ...(ws.attemptTag === undefined ? {} : { attemptTag: ws.attemptTag }),
          ...(ws.managed && policy ? { policy } : {}),
        };
      },
      terminate: async (ids) => {
        const outcomes = new Map<string, CallOutcome>();
        for (const id of ids) {
          outcomes.set(
            id,
            await call(() => {
              const ws = this.aws.byId(id);
              if (ws === undefined)
                return { kind: 'refused', code: 'ResourceNotFound.WorkSpace', message: 'gone' };
              this.#judgeCall(invocation, ws, 'terminate');
              this.aws.terminate(ws);
              return { kind: 'accepted' };
            }),
          );
        }
        return outcomes;
      },
      rebuild: (id) =>
        call(() => {
          const ws = this.aws.byId(id);
          if (ws === undefined)
            return { kind: 'refused', code: 'ResourceNotFound.WorkSpace', message: 'gone' };
          this.#judgeCall(invocation, ws, 'rebuild');
          if (this.aws.rebuild(ws)) return { kind: 'accepted' };
          return { kind: 'refused', code: 'OperationNotSupportedException', message: ws.state };
        }),
      create: async (orders) => {
        const outcomes: CallOutcome[] = [];
        for (const { ref, spec, attemptTag } of orders) {
          outcomes.push(
            await call(() => {
              const made = this.aws.create(ref.userName, spec, attemptTag);
              if (made === 'exists')
                return { kind: 'refused', code: 'ResourceExists.WorkSpace', message: 'exists' };
              this.say(`create ${made.id} for ${ref.userName}`);
              return { kind: 'accepted', workspaceId: made.id };
            }),
          );
        }
        return outcomes;
      },
      reboot: async (ids) => new Map(ids.map((id) => [id, { kind: 'accepted' }])),
    };
  }

  /** The laws that speak of the moment of a destructive call. */
  #judgeCall(invocation: Run, ws: Ws, what: 'rebuild' | 'terminate'): void {
    const { now } = this.time;
    this.say(`${what} ${ws.id}`);
    const breach = (law: Breach['law'], text: string) =>
      this.breaches.push({ law, what: `${text} (${what} ${ws.id})` });
    const seat = this.seat(ws.user);
    const id = seatId(this.ref(ws.user));
    const readAt = invocation.readSeatsAt.get(id) ?? now;
    // What nobody could know is no breach: a login that AWS has not told of and no check has seen.
    const visible = this.aws.connection(ws, now - 7 * second);
    const told = ws.loginTold !== undefined && ws.loginTold <= readAt;
    if (ws.connectedAt !== undefined && ws.connectedAt < now && (told || visible.state === 'CONNECTED')) {
      breach(2, 'a connected user is reset');
    }
    const removing = seat?.phase.status === 'removing' || seat?.phase.status === 'clearing';
    const asked = JSON.stringify(seat?.phase ?? {}).includes('"kind":"request"');
    if (!removing && !asked) {
      // A use between a decision and a call whose answer was lost can only be taken for a later one.
      const excused = Math.max(ws.usedAt ?? 0, ws.leftAt ?? 0) > (seat?.memory.settledUntil ?? 0);
      if (
        !excused &&
        !ws.dirty &&
        ws.state !== 'ERROR' &&
        ws.state !== 'TERMINATING' &&
        ws.state !== 'REBUILDING'
      )
        breach(4, 'a clean desktop is reset again');
      const away =
        ws.leftAt === undefined || ws.connectedAt !== undefined ? Number.POSITIVE_INFINITY : now - ws.leftAt;
      const sinceKnown =
        told || (visible.lastConnectedAt ?? 0) >= (ws.seen.findLast((change) => change.connected)?.at ?? 0);
      const lag = this.#habits.checkLag + minute + 10 * second;
      if (sinceKnown && away < grace - lag)
        breach(2, `a user who left ${(away / minute).toFixed(1)} min ago is reset`);
    }
    const heldSince = this.#holdsSince.get(id);
    if (heldSince !== undefined && seat && activeHold(seat, now) && heldSince < readAt)
      breach(5, 'a desktop on hold is hit');
    if (!ws.managed && (ws.unmanagedSince ?? 0) < now - 7 * second)
      breach(5, 'a desktop that no policy matches is hit');
    ws.calls.push({ at: now, what });
  }
}
