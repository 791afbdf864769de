import { event } from '@cleandesk/bus';
import { holdLiftedV1, holdPlacedV1, resumeRequestedV1 } from '@cleandesk/contracts';
import type { Person } from '../domain/person.ts';
import type { Seat } from '../domain/seat.ts';
import { dayMs, type Instant, iso } from '../domain/time.ts';
import type { Once, Scope } from '../ports.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

const source = 'cleandesk.approval-service';

/** A hold that is longer than this is forgotten by whoever placed it. */
const longestHoldMs = 366 * dayMs;

async function seatOf(seatId: string, { seats }: World): Promise<Seat> {
  const stored = await seats.load(seatId);
  if (stored === undefined) throw new Refusal('notFound');
  return stored.value;
}

/**
 * Said, and shown when the bus brings it back.
 * @returns the hold's id: the same for the same key.
 * @throws {Refusal}
 */
export async function placeHold(
  seatId: string,
  { reason, until }: { reason: string; until: Instant },
  person: Person,
  once: Once,
  world: World,
): Promise<string> {
  const { ref } = await seatOf(seatId, world);
  const now = world.clock.now();
  if (until <= now) throw new Refusal('untilPassed', 'That day is over.');
  if (until > now + longestHoldMs) throw new Refusal('untilTooLong', 'A hold ends within a year.');
  const holdId = world.digest.of(`${person.login.toLowerCase()}:${seatId}:${once.key}`).slice(0, 26);
  const detail = { seat: ref, holdId, owner: person.login, reason, until: iso(until) };
  await world.bus.publish([event(holdPlacedV1, detail, { source })]);
  world.meter.count('HoldPlaced');
  return holdId;
}

/** @throws {Refusal} */
export async function liftHold(seatId: string, holdId: string, world: World): Promise<void> {
  const { ref } = await seatOf(seatId, world);
  await world.bus.publish([event(holdLiftedV1, { seat: ref, holdId }, { source })]);
  world.meter.count('HoldLifted');
}

/** Let the resets of a scope go on, paused or not: rebuild-service knows better. */
export async function resumeResets(scope: Scope, person: Person, world: World): Promise<void> {
  await world.bus.publish([event(resumeRequestedV1, { scope, requestedBy: person.login }, { source })]);
  world.meter.count('ResumeAsked');
}
