import type { Policy } from '@cleandesk/policies';
import type { Question } from '../domain/actions.ts';
import { observationTimer } from '../domain/decision.ts';
import type { Context, Settings } from '../domain/signals.ts';
import {
  type Announcer,
  type Breakers,
  breakerKey,
  type Clock,
  type Fleet,
  type Journal,
  type Seats,
  type TimerPort,
} from '../ports.ts';
import { type Arrival, Desks } from './arrivals.ts';
import { performCalls } from './calls.ts';
import { type Desk, deskFor, settle, takeOver } from './desk.ts';
import { outgoing } from './events.ts';
import { performNotes, resume } from './notes.ts';
import { answer, OutOfTime } from './questions.ts';

export type World = {
  seats: Seats;
  fleet: Fleet;
  breakers: Breakers;
  timers: TimerPort;
  bus: Announcer;
  clock: Clock;
  journal: Journal;
  policies: readonly Policy[];
  settings: Settings;
  /** ms that a run holds what it has committed; longer than the function can live. */
  leaseMs: number;
  timerName(...parts: readonly string[]): string;
};

/** Seats in flight that one run looks at; the next run takes the rest. */
const dueAtOnce = 100;
/** Decide, act, decide on what came of it: no story needs more rounds than this within one run. */
const rounds = 12;
/** ms that must be left to begin a further call or round. */
const leastMs = 4000;
/** ms that must be left to ask another question: its answer is worth nothing when no round is left to decide on it. */
const leastToAskMs = 7000;

/**
 * One batch of events: whatever it says of many seats is decided seat by seat, and done for all of them together.
 * @returns the messages that have to come again, with the reason.
 */
export async function run(
  arrivals: readonly Arrival[],
  world: World,
  remainingMs: () => number,
): Promise<Map<string, unknown>> {
  const failed = new Map<string, unknown>();
  const desks = new Desks(world.seats, world.fleet);
  for (const arrival of arrivals) {
    try {
      await arrive(arrival, desks, world);
    } catch (error) {
      failed.set(arrival.messageId, error);
    }
  }
  await takeOvers(desks.all(), world);
  await work(desks.all(), world, remainingMs);
  for (const desk of desks.all()) if (desk.queue.length > 0) desk.failure ??= new OutOfTime();
  for (const desk of desks.all()) {
    if (desk.failure === undefined) continue;
    world.journal.problem('A seat could not be dealt with now', desk.failure, {
      status: desk.seat.phase.status,
    });
    for (const messageId of desk.messages) failed.set(messageId, desk.failure);
  }
  if (arrivals.some(({ incoming }) => incoming.about === 'due')) {
    try {
      await armNextObservation(world);
    } catch (error) {
      for (const { incoming, messageId } of arrivals)
        if (incoming.about === 'due') failed.set(messageId, error);
    }
  }
  return failed;
}

async function arrive(arrival: Arrival, desks: Desks, world: World): Promise<void> {
  const { incoming } = arrival;
  switch (incoming.about) {
    case 'seat':
      return desks.forSeat(arrival, incoming);
    case 'desktops':
      return desks.adopt(arrival, await desks.forDesktops(arrival, incoming));
    case 'due':
      return fetchDue(incoming.kind, desks, world);
    case 'breaker':
      return resume(
        incoming.scope,
        // EventBridge gives the time of an event in whole seconds.
        { because: 'a person resumed it', asOf: incoming.at + 999 },
        incoming.correlationId,
        world,
      );
  }
  incoming satisfies never;
}

async function fetchDue(kind: 'flight' | 'all', desks: Desks, world: World): Promise<void> {
  const now = world.clock.now();
  const due = await world.seats.due('flight', now, dueAtOnce);
  if (kind === 'all') due.push(...(await world.seats.due('waiting', now, dueAtOnce)));
  for (const seat of due) {
    // The index lags; the seat that is decided on is the one that is stored.
    const desk = desks.put(deskFor(seat.ref, await world.seats.load(seat.ref)));
    // Not bound to the timer's message: what fails here is still due, and the next run finds it.
    desk.queue.push({ type: 'Due' });
  }
}

async function takeOvers(desks: readonly Desk[], world: World): Promise<void> {
  for (const desk of desks) {
    try {
      await takeOver(desk, { seats: world.seats, now: world.clock.now(), leaseMs: world.leaseMs });
    } catch (error) {
      desk.failure ??= error;
    }
  }
}

async function work(all: readonly Desk[], world: World, remainingMs: () => number): Promise<void> {
  let open: ReadonlyMap<string, number> = await world.breakers.open();
  const context = (): Context => ({
    now: world.clock.now(),
    policies: world.policies,
    breakerOpen: (scope) => open.has(breakerKey(scope)),
    settings: world.settings,
  });
  const timeLeft = () => remainingMs() > leastMs;
  const timeToAsk = () => remainingMs() > leastToAskMs;
  for (let round = 0; round < rounds && timeLeft(); round += 1) {
    const active = all.filter(
      (desk) => desk.failure === undefined && (desk.queue.length > 0 || desk.mine.size > 0),
    );
    if (active.length === 0) return;
    const asked = new Map<Desk, readonly Question[]>();
    for (const desk of active) {
      try {
        asked.set(desk, await settle(desk, { seats: world.seats, context, leaseMs: world.leaseMs }));
      } catch (error) {
        desk.failure ??= error;
      }
    }
    const going = active.filter((desk) => desk.failure === undefined);
    await performNotes(going, world);
    await answer(new Map([...asked].filter(([desk]) => desk.failure === undefined)), world.fleet, timeToAsk);
    await performCalls(going, {
      ...world,
      timeLeft,
      context: async () => {
        open = await world.breakers.open();
        return context();
      },
    });
  }
}

/** Every seat in flight set a timer for its own next look. This is for the ones whose timer came while they were held. */
async function armNextObservation(world: World): Promise<void> {
  const next = await world.seats.nextFlight();
  if (next === undefined) return;
  const { observeEveryMs } = world.settings;
  const dueAt =
    Math.ceil(Math.max(next, world.clock.now() + observeEveryMs) / observeEveryMs) * observeEveryMs;
  const timer = observationTimer(dueAt);
  await world.timers.set({ name: world.timerName(...timer.name), dueAt, event: outgoing(timer, undefined) });
}
