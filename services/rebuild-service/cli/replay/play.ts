import type { Strategy } from '@cleandesk/contracts';
import { nextBudgetWindow, type Policy } from '@cleandesk/policies';
import type { Action } from '../../src/domain/actions.ts';
import { decide } from '../../src/domain/decide.ts';
import { kindOf } from '../../src/domain/safeguards.ts';
import { type Instant, type Seat, seatId } from '../../src/domain/seat.ts';
import type { Context, Settings, Signal } from '../../src/domain/signals.ts';
import { saidIn } from '../records/record.ts';
import type { Absence } from './absences.ts';
import { answerTo, seatThatIsLeft, toldAt } from './desktop.ts';
import { type Due, Queue } from './queue.ts';
import { ReplayedSafeguards } from './safeguards.ts';

/** What a list of policies makes of an absence. */
export type Fate =
  | { kind: 'reset'; at: Instant; policy: Named; strategy: Strategy }
  | { kind: 'kept'; because: string; policy?: Named; waitedFor?: string }
  /** Neither until the end of the replay. */
  | { kind: 'waiting'; policy: Named; waitsFor?: string }
  | { kind: 'unknown'; because: 'tags' | 'return'; policy?: Named };
type Named = { name: string; version: string; graceMs?: number };

export type Ground = {
  policies: readonly Policy[];
  match: (absence: Absence) => Policy | 'none' | 'unknown';
  fleetOf: (policy: string) => number;
  timesToReady: Readonly<Record<Strategy, readonly number[]>>;
  /** Until when (epoch ms). */
  until: Instant;
  timersLateMs: number;
  gatesLateMs: number;
  /** Told how many absences have begun. */
  progress: (absences: number) => void;
};

type Open = { absence: Absence; policy: Policy | undefined; seat: Seat; fate?: Fate };
type Happening = { open: Open; signal: Signal | 'nobodyKnows' };

/** As the functions have them, on AWS. */
const settings: Settings = {
  observeEveryMs: 60_000,
  rearmMs: 900_000,
  shortestTimerMs: 60_000,
  deployment: '',
};

/**
 * Plays all absences once more, in their order and together, since budgets and outages are shared. The decider is the
 * service's own; what it would be told and what its looks would read comes from the records.
 * @param absences in the order in which they began
 */
export function play(absences: readonly Absence[], ground: Ground): Map<Absence, Fate> {
  return new Play(ground).all(absences);
}

class Play {
  readonly #ground: Ground;
  readonly #policies: readonly Policy[];
  readonly #safeguards: ReplayedSafeguards;
  readonly #queue = new Queue<Happening>();
  /** When the desktops of each seat were recreated in this replay. */
  readonly #recreates = new Map<string, readonly Instant[]>();

  constructor(ground: Ground) {
    this.#ground = ground;
    // Whom a policy in dry run would hit when it is live is what its owner wants to know.
    this.#policies = ground.policies.map((policy) => ({ ...policy, dryRun: false }));
    this.#safeguards = new ReplayedSafeguards({ ...ground, policies: this.#policies });
  }

  all(absences: readonly Absence[]): Map<Absence, Fate> {
    const { until, progress } = this.#ground;
    const opened: Open[] = [];
    for (const absence of absences.toSorted((a, b) => toldAt(a) - toldAt(b))) {
      this.#playUntil(toldAt(absence));
      opened.push(this.#begin(absence));
      progress(opened.length);
    }
    this.#playUntil(until);
    return new Map(opened.map((open) => [open.absence, open.fate ?? waiting(open)]));
  }

  #playUntil(until: Instant): void {
    for (let due = this.#queue.next(until); due !== undefined; due = this.#queue.next(until))
      this.#happens(due);
  }

  #begin(absence: Absence): Open {
    const matched = this.#ground.match(absence);
    const recreates = this.#recreates.get(seatId(absence.seat)) ?? [];
    if (matched === 'unknown')
      return {
        absence,
        policy: undefined,
        seat: seatThatIsLeft(absence, undefined, []),
        fate: { kind: 'unknown', because: 'tags' },
      };
    const policy = this.#policies.find(({ name }) => matched !== 'none' && name === matched.name);
    const open: Open = { absence, policy, seat: seatThatIsLeft(absence, policy, recreates) };
    const { back, desktop, left } = absence;
    const now = toldAt(absence);
    const { workspaceId } = desktop;
    const signals: Signal[] = [{ type: 'Disconnected', workspaceId, ...left }];
    if (back.kind === 'at') {
      const login: Signal = { type: 'LoggedIn', workspaceId, at: back.at };
      // Who was back before anybody looked is told of before the look.
      if (back.at <= now) signals.push(login);
      else this.#queue.put(back.at, { open, signal: login });
    }
    if (back.kind === 'unknown')
      this.#queue.put(Math.max(back.after, now) + 1, { open, signal: 'nobodyKnows' });
    this.#tell(open, signals, now);
    // `now` is the time of the first check already: there is nothing to wait for.
    const { phase } = open.seat;
    if (phase.status === 'away' && phase.leave.awaitsCheck === true)
      this.#tell(open, answerTo({ type: 'Look', workspaceId }, { absence, policy, now }), now);
    return open;
  }

  #happens({ at, what: { open, signal } }: Due<Happening>): void {
    if (open.fate !== undefined) return;
    if (signal === 'nobodyKnows') open.fate = { kind: 'unknown', because: 'return', ...named(open.policy) };
    else this.#tell(open, [signal], at);
  }

  /** Tells it, answers what it asks, and does what it wants done; as far as that matters here. */
  #tell(open: Open, signals: readonly Signal[], now: Instant): void {
    const { absence, policy } = open;
    for (let told = signals; told.length > 0 && open.fate === undefined; ) {
      const actions: Action[] = [];
      for (const signal of told) {
        const seat = { ...open.seat, holds: absence.holds.filter(({ placedAt }) => placedAt <= now) };
        const decision = decide(seat, signal, this.#context(now));
        open.seat = { ...decision.seat, pending: [] };
        actions.push(...decision.actions);
      }
      for (const action of actions) this.#perform(action, open, now);
      told = actions.flatMap((action) => answerTo(action, { absence, policy, now }));
    }
    const { phase } = open.seat;
    if (phase.status !== 'away' || phase.leave.waitsFor === undefined || open.fate !== undefined) return;
    const opensAt = this.#opensAt(phase.leave.waitsFor, phase.leave.nextLookAt, policy, now);
    if (opensAt !== undefined)
      this.#queue.put(opensAt + this.#ground.gatesLateMs, { open, signal: { type: 'Due' } });
  }

  /** What is said to others, or done to what is not replayed, is left out. */
  #perform(action: Action, open: Open, now: Instant): void {
    const { policy, absence } = open;
    if (action.type === 'SetTimer')
      this.#queue.put(action.dueAt + this.#ground.timersLateMs, { open, signal: { type: 'Due' } });
    if (action.type === 'CountLeaving') this.#safeguards.count(action.policy, action.leftAt, now);
    if (action.type === 'Spend') this.#safeguards.spend(action);
    if (action.type === 'Record' && action.kind === 'kept')
      open.fate ??= keptAs(open, saidIn({ text: action.text, number: 0 }));
    const resets = { Rebuild: 'rebuild', Terminate: 'recreate' } as const;
    if ((action.type !== 'Rebuild' && action.type !== 'Terminate') || policy === undefined) return;
    this.#recreates.set(seatId(absence.seat), open.seat.recreates);
    open.fate ??= { kind: 'reset', at: now, policy: nameOf(policy), strategy: resets[action.type] };
  }

  /** When the seat would be looked at again; nobody opens the gate of an outage. */
  #opensAt(gate: string, from: Instant, policy: Policy | undefined, now: Instant): Instant | undefined {
    if (kindOf(gate) === 'window') return from;
    return kindOf(gate) === 'budget' && policy !== undefined ? nextBudgetWindow(policy, now) : undefined;
  }

  #context(now: Instant): Context {
    return { now, policies: this.#policies, safeguards: this.#safeguards, settings };
  }
}

function keptAs({ policy }: Open, { because = 'kept', waitedFor }: ReturnType<typeof saidIn>): Fate {
  return {
    kind: 'kept',
    because,
    ...named(policy),
    ...(waitedFor === undefined ? {} : { waitedFor }),
  };
}

function waiting({ policy, seat }: Open): Fate {
  if (policy === undefined) return { kind: 'kept', because: 'unmanaged' };
  const gate = seat.phase.status === 'away' ? seat.phase.leave.waitsFor : undefined;
  return {
    kind: 'waiting',
    policy: nameOf(policy),
    ...(gate === undefined ? {} : { waitsFor: kindOf(gate) }),
  };
}

const nameOf = ({ name, version, graceMs }: Policy): Named => ({ name, version, graceMs });
const named = (policy: Policy | undefined) => (policy === undefined ? {} : { policy: nameOf(policy) });
