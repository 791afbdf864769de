import type { DesktopSpec } from '@cleandesk/contracts';
import type { Connection } from '../../src/domain/signals.ts';
import type { Chance } from './chance.ts';
import type { Tally } from './tally.ts';
import type { Time } from './time.ts';

export const directoryId = 'd-0123456789';
const minute = 60_000;

type State = 'PENDING' | 'AVAILABLE' | 'REBUILDING' | 'TERMINATING' | 'ERROR' | 'STOPPED' | 'GONE';

/** One WorkSpace, as far as the laws speak of it. */
export type Ws = {
  id: string;
  user: string;
  spec: DesktopSpec;
  managed: boolean;
  unmanagedSince?: number;
  attemptTag?: string;
  /** When a seat first had it. */
  knownSince?: number;
  /** It was made for a claim: nobody but a group or a person wanted it. */
  claimed?: boolean;
  state: State;
  /** Since when it is available, or is not: a check that is older knows nothing of it. */
  states: { at: number; available: boolean }[];
  ip: string;
  /** What AWS still shows of its state, until then: its answers lag behind what it does. */
  former?: { state: State; until: number };
  /** Somebody used it since it was last made or rebuilt. */
  dirty: boolean;
  usedAt?: number;
  connectedAt?: number;
  /** When the login of the present or last connection was told, if it was. */
  loginTold?: number;
  leftAt?: number;
  /** Changes of what AWS could see of the connection, oldest first. */
  seen: { at: number; connected: boolean }[];
  alarm: { inAlarm: boolean; interval?: number };
  /** `answered`: the service has stored that AWS took it. */
  calls: { at: number; what: 'rebuild' | 'terminate'; answered: boolean }[];
};

export type AwsHabits = {
  /** ms that a connection check is older than a minute. */
  checkLag: number;
  /** Whether LastKnownUserConnectionTimestamp is the start of a connection; AWS does not say. */
  lastKnownIsStart: boolean;
  accessLoss: number;
  alarmLoss: number;
  alarmDelay: number;
  failedCreates: number;
  failedRebuilds: number;
};

/** A model of Amazon WorkSpaces and its signals in virtual time: late, lost, doubled and lagging as facts/aws say. */
export class Aws {
  readonly all: Ws[] = [];
  #ids = 0;
  readonly time: Time;
  readonly chance: Chance;
  readonly habits: AwsHabits;
  /** Signals on their way to the bus. */
  tell: (signal: { kind: 'login' | 'disconnect'; ws: Ws; at: number; interval?: number }) => void = () =>
    undefined;
  calm = false;
  readonly tally: Tally;

  constructor(time: Time, chance: Chance, habits: AwsHabits, tally: Tally) {
    this.time = time;
    this.chance = chance;
    this.habits = habits;
    this.tally = tally;
  }

  /** The state as AWS shows it: a call that was taken shows within a minute. */
  shown({ state, former }: Ws): State {
    return former !== undefined && this.time.now < former.until ? former.state : state;
  }

  become(ws: Ws, state: State): void {
    ws.state = state;
    ws.states.push({ at: this.time.now, available: state === 'AVAILABLE' });
  }

  ofUser(user: string): Ws | undefined {
    return this.all.find((ws) => ws.user === user && ws.state !== 'GONE');
  }

  byId(id: string): Ws | undefined {
    return this.all.find((ws) => ws.id === id && ws.state !== 'GONE');
  }

  create(user: string, spec: DesktopSpec, attemptTag?: string): Ws | 'exists' {
    if (this.ofUser(user) !== undefined) return 'exists';
    this.#ids += 1;
    const ws: Ws = {
      id: `ws-${String(this.#ids).padStart(9, '0')}`,
      user,
      spec,
      managed: spec.tags.managed === 'yes',
      ...(attemptTag === undefined ? {} : { attemptTag }),
      state: 'PENDING',
      states: [],
      ip: `10.0.0.${this.#ids}`,
      dirty: false,
      seen: [],
      alarm: { inAlarm: false },
      calls: [],
    };
    this.all.push(ws);
    const fails = !this.calm && this.chance.happens(this.habits.failedCreates);
    this.time.after(this.chance.between(5, 25) * minute, () => {
      if (ws.state !== 'PENDING') return;
      this.become(ws, fails ? 'ERROR' : 'AVAILABLE');
      if (fails) this.tally.count('create ended in ERROR');
    });
    return ws;
  }

  connect(ws: Ws): void {
    if (ws.state === 'STOPPED') this.become(ws, 'AVAILABLE');
    if (ws.state !== 'AVAILABLE' || ws.connectedAt !== undefined) return;
    ws.connectedAt = this.time.now;
    ws.dirty = true;
    ws.usedAt = this.time.now;
    delete ws.loginTold;
    ws.seen.push({ at: this.time.now, connected: true });
    if (!this.calm && this.chance.happens(this.habits.accessLoss)) this.tally.count('login lost');
    else this.tell({ kind: 'login', ws, at: this.time.now });
  }

  /** `drop`: the network is cut; AWS goes on reading CONNECTED for twenty minutes. */
  disconnect(ws: Ws, how: 'leave' | 'drop'): void {
    if (ws.connectedAt === undefined) return;
    const { now } = this.time;
    delete ws.connectedAt;
    ws.leftAt = now;
    const changes = ws.seen.length;
    const notice = () => {
      if (ws.seen.length !== changes || ws.state === 'GONE') return;
      ws.seen.push({ at: this.time.now, connected: false });
      this.#datapoint(ws);
    };
    if (how === 'leave') notice();
    else this.time.after(20 * minute, notice);
  }

  /** A desktop that goes, or is rebuilt, takes the session with it, also one that was cut and not noticed yet. */
  #endSession(ws: Ws): void {
    this.disconnect(ws, 'leave');
    if (ws.seen.at(-1)?.connected) ws.seen.push({ at: this.time.now, connected: false });
  }

  /** SessionDisconnect counts connections that failed, too. */
  failConnection(ws: Ws): void {
    if (ws.state === 'AVAILABLE') this.#datapoint(ws);
  }

  stop(ws: Ws): void {
    // AutoStop counts from the disconnect that AWS knows of.
    if (ws.state === 'AVAILABLE' && !ws.seen.at(-1)?.connected) this.become(ws, 'STOPPED');
  }

  rebuild(ws: Ws): boolean {
    if (!['AVAILABLE', 'STOPPED', 'ERROR'].includes(ws.state)) return false;
    this.#endSession(ws);
    this.#lag(ws);
    this.become(ws, 'REBUILDING');
    ws.dirty = false;
    const fails = !this.calm && this.chance.happens(this.habits.failedRebuilds);
    this.time.after(this.chance.between(10, 50) * minute, () => {
      if (ws.state !== 'REBUILDING') return;
      this.become(ws, fails ? 'ERROR' : 'AVAILABLE');
      if (fails) this.tally.count('rebuild ended in ERROR');
      this.#ids += 1;
      ws.ip = `10.0.1.${this.#ids}`;
    });
    return true;
  }

  terminate(ws: Ws): void {
    if (ws.state === 'TERMINATING') return;
    this.#endSession(ws);
    this.#lag(ws);
    this.become(ws, 'TERMINATING');
    this.time.after(this.chance.between(2, 8) * minute, () => {
      this.become(ws, 'GONE');
    });
  }

  #lag(ws: Ws): void {
    if (!this.calm) ws.former = { state: ws.state, until: this.time.now + this.chance.between(0, minute) };
  }

  /** What DescribeWorkspacesConnectionStatus says at this time: as old as the last check. */
  connection(ws: Ws, at = this.time.now): Connection {
    const checkedAt = Math.floor((at - this.habits.checkLag) / minute) * minute;
    const known = ws.seen.filter((change) => change.at <= checkedAt);
    const starts = known.filter((change) => change.connected);
    const last = known.at(-1);
    const available = ws.states.findLast((change) => change.at <= checkedAt)?.available ?? false;
    const lastStart = starts.at(-1)?.at;
    const lastEnd = last?.connected ? checkedAt : last?.at;
    const lastConnectedAt =
      lastStart === undefined ? undefined : this.habits.lastKnownIsStart ? lastStart : lastEnd;
    return {
      state: !available ? 'UNKNOWN' : last?.connected ? 'CONNECTED' : 'DISCONNECTED',
      checkedAt,
      ...(lastConnectedAt === undefined ? {} : { lastConnectedAt }),
    };
  }

  /** An alarm fires once and is silent until an interval without a datapoint let it become OK. */
  #datapoint(ws: Ws): void {
    const interval = Math.floor(this.time.now / (5 * minute)) * 5 * minute;
    const known = ws.alarm.interval;
    ws.alarm.interval = interval;
    if (known !== interval) {
      this.time.at(interval + 10 * minute + 30_000, () => {
        if (ws.alarm.interval === interval) ws.alarm.inAlarm = false;
      });
    }
    if (ws.alarm.inAlarm) {
      this.tally.count('alarm silent');
      return;
    }
    ws.alarm.inAlarm = true;
    if (!this.calm && this.chance.happens(this.habits.alarmLoss)) {
      this.tally.count('alarm lost');
      return;
    }
    const at = interval + 5 * minute + this.chance.between(0, this.habits.alarmDelay);
    this.time.at(at, () => this.tell({ kind: 'disconnect', ws, at: this.time.now, interval }));
  }
}
