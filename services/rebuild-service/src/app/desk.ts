import type { SeatRef } from '@cleandesk/contracts';
import { type DurableAction, isQuestion, type Question } from '../domain/actions.ts';
import { decide } from '../domain/decide.ts';
import type { Spend } from '../domain/safeguards.ts';
import { newSeat, type Seat, seatId } from '../domain/seat.ts';
import type { Context, Look, Signal } from '../domain/signals.ts';
import { budgetKey, SafeguardSpent, type Seats, StaleSeat } from '../ports.ts';
import { chained } from './chain.ts';
import { dueOf } from './due.ts';
import { type Safeguarding, SafeguardsUnread } from './safeguarding.ts';
import { sameContent } from './same-content.ts';

/** One seat in the hands of one run. */
export type Desk = {
  readonly id: string;
  readonly ref: SeatRef;
  seat: Seat;
  /** The version that this run found. */
  readonly from: number;
  /** Signals that have not been decided on. */
  queue: Signal[];
  /** Durable actions that this run committed or took over, and so has to perform. */
  mine: Set<string>;
  /** The latest look of this run; destructive calls want one that is seconds old. */
  look?: Look;
  correlationId?: string;
  /** The correlation id of what brought each signal. */
  readonly correlationIds: Map<Signal, string>;
  /** Deliveries that come again when this seat could not be dealt with. */
  readonly messages: Set<string>;
  failure?: unknown;
  /** Something beside the way could not be done; the seat goes on, and what brought it comes again. */
  trouble?: unknown;
};

export function deskFor(ref: SeatRef, seat: Seat | undefined): Desk {
  return {
    id: seatId(ref),
    ref: seat?.ref ?? ref,
    seat: seat ?? newSeat(ref),
    from: seat?.version ?? 0,
    queue: [],
    mine: new Set(),
    correlationIds: new Map(),
    messages: new Set(),
  };
}

/** Another run can have committed a seat this often between two reads before we let the queue try later. */
const attempts = 5;

/**
 * Decides on all queued signals and commits the outcome: decision first, deeds after. When another run was faster, the
 * same signals are decided again on what it left.
 * @returns the questions that it raises. What is to be done stands in the seat, and what of it is ours in `mine`.
 */
export async function settle(
  desk: Desk,
  tools: {
    seats: Seats;
    safeguards: Safeguarding;
    context: () => Context;
    leaseMs: number;
    keepRecordsMs: number;
  },
): Promise<readonly Question[]> {
  const signals = desk.queue;
  desk.queue = [];
  for (let attempt = 1; ; attempt += 1) {
    const before = desk.seat;
    const { context, seat, questions, spends } = await decidedOn(desk, signals, tools);
    if (sameContent({ ...seat, story: before.story }, before)) return questions;
    const { leaseUntil: _lease, ...linked } = chained(seat, tools.keepRecordsMs);
    const leased: Seat = { ...linked, ...lease(before, seat, context.now + tools.leaseMs) };
    try {
      const taken = [...spends.values()];
      desk.seat = await tools.seats.commit(leased, dueOf(leased, context.now), taken);
      tools.safeguards.spent(taken);
      for (const action of added(before, leased)) desk.mine.add(action.id);
      return questions;
    } catch (error) {
      if (attempt >= attempts) throw error;
      // Another seat took the last of it: by what is left now, this one is decided otherwise.
      if (error instanceof SafeguardSpent) await tools.safeguards.refresh();
      else if (!(error instanceof StaleSeat)) throw error;
      desk.seat = (await tools.seats.load(desk.ref)) ?? newSeat(desk.ref);
    }
  }
}

/** Nothing is done yet, so that what turns out to need the safeguards can be decided once more when they are read. */
async function decidedOn(
  desk: Desk,
  signals: readonly Signal[],
  tools: { safeguards: Safeguarding; context: () => Context },
) {
  try {
    return decidedBy(desk, signals, tools.context());
  } catch (error) {
    if (!(error instanceof SafeguardsUnread)) throw error;
    await tools.safeguards.known();
    return decidedBy(desk, signals, tools.context());
  }
}

function decidedBy({ seat: before, correlationIds }: Desk, signals: readonly Signal[], context: Context) {
  const questions: Question[] = [];
  const spends = new Map<string, Spend>();
  let seat = before;
  for (const signal of signals) {
    const begun = begunBy(correlationIds.get(signal), seat);
    const decision = decide(begun, signal, context);
    seat = withStory(decision.seat, seat.pending);
    questions.push(...decision.actions.filter(isQuestion));
    for (const action of decision.actions) {
      if (action.type === 'Spend') take(spends, action);
    }
  }
  return { context, seat, questions, spends };
}

/** What is given back and taken again in one commit is neither: DynamoDB changes an item once in a transaction. */
function take(spends: Map<string, Spend>, spend: Spend): void {
  const key = spend.of === 'budget' ? budgetKey(spend) : spend.key;
  const known = spends.get(key);
  const cancels = known?.of === 'budget' && spend.of === 'budget' && known.back !== spend.back;
  if (cancels) spends.delete(key);
  else spends.set(key, spend);
}

/** New actions are in our hands for the time of the lease; a decision that set its own (uncertain calls) keeps it. */
function lease(before: Seat, after: Seat, until: number): { leaseUntil?: number } {
  if (after.pending.length === 0) return {};
  if (after.leaseUntil !== undefined && after.leaseUntil !== before.leaseUntil)
    return { leaseUntil: after.leaseUntil };
  return { leaseUntil: added(before, after).length > 0 ? until : (after.leaseUntil ?? until) };
}

/** By identity: one that was done and is decided anew within one commit has the same id, and is to be done again. */
const added = (before: Seat, after: Seat): DurableAction[] =>
  after.pending.filter((action) => !before.pending.includes(action));

/**
 * What an earlier run left undone becomes ours when its lease is over. Taking it is a commit of its own, so that of two
 * runs that find it only one performs it.
 */
export async function takeOver(
  desk: Desk,
  tools: { seats: Seats; now: number; leaseMs: number },
): Promise<void> {
  const { seat } = desk;
  if (seat.pending.length === 0 || (seat.leaseUntil ?? 0) > tools.now) return;
  const leased: Seat = { ...seat, leaseUntil: tools.now + tools.leaseMs };
  try {
    desk.seat = await tools.seats.commit(leased, dueOf(leased, tools.now));
    for (const action of desk.seat.pending) desk.mine.add(action.id);
  } catch (error) {
    if (!(error instanceof StaleSeat)) throw error;
    desk.seat = (await tools.seats.load(desk.ref)) ?? newSeat(desk.ref);
  }
}

/** What there was no time for is handed back: the next run need not wait for the lease to end. */
export async function handBack(desk: Desk, tools: { seats: Seats; now: number }): Promise<void> {
  const { leaseUntil: _lease, ...rest } = desk.seat;
  const free: Seat = { ...rest, leaseUntil: tools.now };
  desk.seat = await tools.seats.commit(free, dueOf(free, tools.now));
  desk.mine.clear();
}

/** The correlation id of what begins a story goes with it to the receipt: of the very signal, not of another one of the batch. */
function begunBy(correlationId: string | undefined, seat: Seat): Seat {
  const begins = seat.phase.status === 'live' || seat.phase.status === 'absent' || seat.story === undefined;
  return begins && correlationId !== undefined ? { ...seat, story: correlationId } : seat;
}

/** What is to be said belongs to the story that it was decided in, also when the next one has begun before it is said. */
function withStory(seat: Seat, before: readonly DurableAction[]): Seat {
  const { story } = seat;
  if (story === undefined) return seat;
  const isNews = (action: DurableAction) =>
    (action.type === 'Publish' || action.type === 'SetTimer') && !before.includes(action);
  if (!seat.pending.some(isNews)) return seat;
  return { ...seat, pending: seat.pending.map((action) => (isNews(action) ? { ...action, story } : action)) };
}
