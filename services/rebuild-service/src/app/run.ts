import { event } from '@cleandesk/bus';
import { workRemainsV1 } from '@cleandesk/contracts';
import { isCall } from '../domain/actions.ts';
import { observationTimer } from '../domain/decision.ts';
import { takesLong } from '../domain/stuck.ts';
import { type Arrival, Desks } from './arrivals.ts';
import { type Desk, handBack, takeOver } from './desk.ts';
import { Drain } from './drain.ts';
import { outgoing } from './events.ts';
import { measureStanding } from './measuring.ts';
import { closeBreaker } from './notes.ts';
import { resume, tell } from './pauses.ts';
import { OutOfTime } from './questions.ts';
import { Safeguarding } from './safeguarding.ts';
import { Sweeping } from './sweeping.ts';
import { work } from './work.ts';
import type { RunTools, World } from './world.ts';

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
  const timeLeft = () => remainingMs() > leastMs;
  const timeToAsk = () => remainingMs() > leastToAskMs;
  const safeguards = new Safeguarding(world);
  const sweeping = new Sweeping(world.store);
  const { clock, policies, settings } = world;
  const tools: RunTools = {
    ...world,
    safeguards,
    context: () => ({ now: clock.now(), policies, safeguards, settings }),
    async fleetOf(policy) {
      await safeguards.known();
      return safeguards.fleet(policy);
    },
    seenBySweeps: (policy) => sweeping.seen(policy),
  };
  const desks = new Desks(world.seats, world.fleet);
  const drain = new Drain(tools, desks);
  await desks.readAll(arrivals);
  for (const arrival of arrivals) {
    try {
      await arrive(arrival, desks, drain, tools);
    } catch (error) {
      failed.set(arrival.messageId, error);
    }
  }
  for (const [messageId, error] of await desks.adopt(timeToAsk)) failed.set(messageId, error);
  sweeping.hear(arrivals, desks.all());
  await takeOvers(desks.all(), world);
  await work(desks.all(), tools, { timeLeft, timeToAsk });
  const left = await handBackWhatIsLeft(desks.all(), world);
  for (const desk of desks.all()) {
    if (takesLong(desk.seat)) world.meter.count('SeatTakesLong');
    if (desk.queue.length > 0) desk.failure ??= new OutOfTime();
    desk.failure ??= desk.trouble;
  }
  for (const desk of desks.all()) {
    if (desk.failure === undefined) continue;
    const correlationId = desk.seat.story ?? desk.correlationId;
    world.journal.problem('A seat could not be dealt with now', desk.failure, {
      status: desk.seat.phase.status,
      ...(correlationId === undefined ? {} : { correlationId }),
    });
    for (const messageId of desk.messages) failed.set(messageId, desk.failure);
  }
  try {
    const remains = await drain.end();
    if (await drain.endRetries()) comeAgain(arrivals, failed);
    if (left || remains) await world.bus.publish([event(workRemainsV1, {}, {})]);
    else if (drain.hasFlights) await armNextObservation(world, world.settings.observeEveryMs);
    // Another run has what is due. If it dies nobody looks, unless a timer comes when its claim is over.
    else if (drain.isTaken) await armNextObservation(world, world.leaseMs);
    await sweeping.end(failed);
  } catch (error) {
    for (const { messageId } of arrivals) if (!failed.has(messageId)) failed.set(messageId, error);
  }
  const isRound = arrivals.some(({ incoming }) => incoming.about === 'due' && incoming.isRound === true);
  if (isRound && timeLeft()) await measured(tools);
  return failed;
}

/** Nobody's desktop waits for a number, and no message comes again for it: the next round measures anew. */
async function measured(tools: RunTools): Promise<void> {
  try {
    await measureStanding(tools);
  } catch (error) {
    tools.journal.problem('What stands could not be measured', error);
  }
}

/** A message that comes again takes up where this run ended; nobody has to ask twice. */
function comeAgain(arrivals: readonly Arrival[], failed: Map<string, unknown>): void {
  for (const { messageId, incoming } of arrivals)
    if (incoming.about === 'resume' && 'bundleId' in incoming.scope) failed.set(messageId, new OutOfTime());
}

async function arrive(arrival: Arrival, desks: Desks, drain: Drain, tools: RunTools): Promise<void> {
  const { incoming } = arrival;
  switch (incoming.about) {
    case 'seat':
      if (incoming.signal.type === 'LookDue' && !(await drain.takes(incoming.ref))) return;
      return desks.forSeat(arrival, incoming);
    case 'desktops':
      return desks.forDesktops(arrival, incoming);
    case 'due':
      await tools.safeguards.known();
      for (const { kind, policy, pause } of tools.safeguards.untold()) await tell(kind, policy, pause, tools);
      return drain.begin(incoming.kind);
    case 'fleets':
      return tools.store.countFleets(incoming.desktops, incoming.at);
    case 'resume': {
      const { scope, at } = incoming;
      // EventBridge gives the time of an event in whole seconds.
      const asOf = at + 999;
      if ('policy' in scope) await resume(scope.policy, asOf, tools);
      else {
        const because = 'a person resumed it';
        await closeBreaker(scope, { because, asOf }, incoming.correlationId, tools);
        await drain.retryFailed(scope, asOf);
      }
      await tools.safeguards.refresh();
      return drain.beginAnew();
    }
  }
  incoming satisfies never;
}

/**
 * A sweep came by. The calls that an earlier run did not get to are for the drain, which makes them for many seats by one
 * look; here it would take a look for this one.
 */
const leavesCallsToDrain = ({ queue, seat }: Desk): boolean =>
  queue.length > 0 && queue.every(({ type }) => type === 'Observed') && seat.pending.some(isCall);

async function takeOvers(desks: readonly Desk[], world: World): Promise<void> {
  for (const desk of desks) {
    // guard: a-sweep-leaves-calls-to-the-drain
    if (leavesCallsToDrain(desk)) continue;
    try {
      await takeOver(desk, { seats: world.seats, now: world.clock.now(), leaseMs: world.leaseMs });
    } catch (error) {
      desk.failure ??= error;
    }
  }
}

/** @returns whether there was anything: then somebody should go on at once. */
async function handBackWhatIsLeft(desks: readonly Desk[], { seats, clock }: World): Promise<boolean> {
  let left = false;
  for (const desk of desks) {
    if (desk.mine.size === 0 || desk.failure !== undefined) continue;
    try {
      await handBack(desk, { seats, now: clock.now() });
      left = true;
    } catch {
      // Another run has it now, or finds it when the lease has ended.
    }
  }
  return left;
}

/** Every seat in flight set a timer for its own next look. This is for the ones whose timer came while they were held. */
async function armNextObservation(world: World, atLeastMs: number): Promise<void> {
  const next = await world.seats.nextFlight();
  if (next === undefined) return;
  const { observeEveryMs } = world.settings;
  const dueAt = Math.ceil(Math.max(next, world.clock.now() + atLeastMs) / observeEveryMs) * observeEveryMs;
  const timer = observationTimer(dueAt);
  await world.timers.set({ name: world.timerName(...timer.name), dueAt, event: outgoing(timer, undefined) });
}
