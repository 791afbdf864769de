import { graceStartedV1, seatChangedV1 } from '@cleandesk/contracts';
import type { Said } from '../../town/said.ts';
import type { Told } from '../../town/told.ts';
import type { World } from '../../world.ts';
import { Rates } from './rates.ts';

const second = 1000;
/** The desktop cloud remembers the last of its calls only. */
const readEvery = 10 * second;

/** A reset that AWS has taken. Times in epoch ms. */
export type Start = {
  userName: string;
  at: number;
  state: 'REBUILDING' | 'TERMINATING';
  /**
   * When the grace was over, counted from when the leaving was heard of, and the gate open at which it waited: one that is
   * confirmed late is late, too. Nobody said so of a reset without a leaving.
   */
  dueAt: number | undefined;
  /** Somebody was connected: it could be known, or nobody had told and no check shown it yet. */
  hit: 'nobody' | 'unseen' | 'connected';
};

/** ms after a login within which a look can show the check before it: a check a minute, and a look that is good for 5 s. */
const shownWithin = 66 * second;
/** ms in which a call is on its way: what is told meanwhile by another run comes too late for it. */
const onItsWay = second;

const reading = new Set(['load', 'byDesktop', 'loadAll', 'due', 'nextFlight', 'read', 'counted']);

/** What happens in a world, counted while it plays. */
export class Books {
  readonly calls = new Rates();
  readonly tables = new Rates();
  readonly events = new Rates();
  readonly starts: Start[] = [];
  /** WorkSpaces calls by caller and operation. */
  readonly byCaller = new Rates();
  throttled = 0;
  readonly #world: World;
  readonly #graceMs: number;
  /** Since when each user who has left is known to have, epoch ms. */
  readonly #away = new Map<string, number>();
  readonly #due = new Map<string, { at: number; gated: boolean }>();
  #calls: number;
  #moves: number;

  #told: Told | undefined;

  constructor(world: World, { graceMs }: { graceMs: number }) {
    this.#world = world;
    this.#graceMs = graceMs;
    this.#calls = world.cloud.ledger.total;
    this.#moves = world.cloud.moves.total;
    const { account, time } = world;
    const tell = (name: string): void =>
      this.tables.of(reading.has(name) ? 'reads' : 'writes').add(time.now());
    account.seats = telling(account.seats, tell);
    account.safeguards = telling(account.safeguards, tell);
    account.records = telling(account.records, tell);
    account.walks = telling(account.walks, tell);
    account.book = telling(account.book, () => this.tables.of('turns').add(time.now()));
  }

  hear({ said, told }: { said: Said; told: Told }): void {
    this.#told = told;
    const { time } = this.#world;
    said.onSaid = ({ 'detail-type': detailType, detail }) => {
      this.events.of(timers.has(detailType) ? 'timers' : 'events').add(time.now());
      if (detailType === graceStartedV1.detailType) {
        const { seat } = graceStartedV1.detail.parse(detail);
        const heardAt = this.#away.get(seat.userName) ?? time.now();
        this.#due.set(seat.userName, { at: heardAt + this.#graceMs, gated: false });
      } else if (detailType === seatChangedV1.detailType) this.#changed(detail);
    };
  }

  #changed(change: unknown): void {
    const { seat, status, waitsFor } = seatChangedV1.detail.parse(change);
    const due = this.#due.get(seat.userName);
    if (status !== 'away') this.#away.delete(seat.userName);
    else if (!this.#away.has(seat.userName)) this.#away.set(seat.userName, this.#world.time.now());
    if (status === 'live') this.#due.delete(seat.userName);
    else if (due !== undefined && waitsFor !== undefined) due.gated = true;
    else if (due?.gated === true) {
      // Its gate has opened.
      due.at = Math.max(due.at, this.#world.time.now());
      due.gated = false;
    }
  }

  /** Lets time pass. */
  async play(ms: number): Promise<void> {
    const { time } = this.#world;
    for (const end = time.now() + ms; time.now() < end; ) {
      await time.runUntil(Math.min(end, time.now() + readEvery));
      this.#readCalls();
      this.#readMoves();
    }
  }

  #readCalls(): void {
    const { ledger } = this.#world.cloud;
    const { items, missed } = ledger.after(this.#calls);
    if (missed > 0) throw new Error(`${missed} calls went past the books`);
    this.#calls = ledger.total;
    for (const { api, at, operation, caller, code } of items) {
      if (code === 'ThrottlingException') this.throttled += 1;
      else this.calls.of(api === 'WorkSpaces' ? api : `${api} ${operation}`).add(at);
      if (api === 'WorkSpaces') this.byCaller.of(`${operation} by ${caller}`).add(at);
    }
  }

  #readMoves(): void {
    const { moves } = this.#world.cloud;
    const { items, missed } = moves.after(this.#moves);
    if (missed > 0) throw new Error(`${missed} changes of state went past the books`);
    this.#moves = moves.total;
    for (const { at, state, userName, workspaceId, session } of items) {
      if (state !== 'REBUILDING' && state !== 'TERMINATING') continue;
      const due = this.#due.get(userName);
      const login = session === undefined || session.droppedAt !== undefined ? undefined : session.since;
      const isKnown =
        login !== undefined &&
        (at - login > shownWithin || this.#told?.ofLogin(workspaceId, login, at - onItsWay) === true);
      const hit = login === undefined ? 'nobody' : isKnown ? 'connected' : 'unseen';
      this.starts.push({ userName, at, state, dueAt: due?.at, hit });
    }
  }
}

const timers = new Set(['GraceElapsed.v1', 'LookCameDue.v1', 'ObservationCameDue.v1']);

/** The same, which tells of each call by its name. */
function telling<Port extends object>(port: Port, tell: (name: string) => void): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        if (!untold.has(String(key))) tell(String(key));
        return Reflect.apply(member, target, given);
      };
    },
  });
}

/** What only the scene asks for. */
const untold = new Set(['all', 'stored']);
