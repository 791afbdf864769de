import { activeHold, isWanted, policyClaim, type Seat } from '../../src/domain/seat.ts';
import type { Ws } from './aws.ts';
import type { Breach } from './invocation.ts';
import type { Tally } from './tally.ts';

export type End = {
  user: string;
  seat: Seat | undefined;
  desktops: readonly Ws[];
  /** What the user's desktop is made of, as JSON. */
  expected: string;
  /** ms in which a session can begin and end without any check or sweep that would show it. */
  blindMs: number;
};

/** The laws that speak of how it ends, once the bad day is over and all users are gone. */
export function judgeEnd({ user, seat, desktops, expected, blindMs }: End, tally: Tally): Breach[] {
  const [ws, second] = desktops;
  const breaches: Breach[] = [];
  const breach = (law: Breach['law'], what: string) =>
    breaches.push({
      law,
      what: `${what}: ${user} is ${seat?.phase.status ?? 'unknown'}, ${JSON.stringify(seat?.phase)}`,
    });
  if (second !== undefined) breach(1, 'a user has two desktops');
  if (seat === undefined) {
    if (ws?.managed) breach(3, 'nobody knows of a managed desktop');
    return breaches;
  }
  // Nobody may touch a desktop that no policy matches, and its user can have no other.
  const barred = ws !== undefined && !ws.managed;
  if (seat.pending.length > 0)
    breach(1, `left undone: ${seat.pending.map((action) => action.id).join(', ')}`);
  if (!barred && !['live', 'absent'].includes(seat.phase.status)) breach(1, 'the seat did not come to rest');
  if (ws?.managed && ws.claimed && !isClaimed(seat))
    breach(7, 'a desktop that was made for a claim outlives it');
  if (!isWanted(seat)) {
    if (ws?.managed) breach(7, 'an unwanted seat keeps its desktop');
    return breaches;
  }
  if (ws === undefined) {
    breach(1, 'a wanted seat has no desktop');
    return breaches;
  }
  if (JSON.stringify(ws.spec) !== expected) breach(1, 'the desktop is made otherwise');
  if (ws.managed && !['AVAILABLE', 'STOPPED'].includes(ws.state)) breach(1, `the desktop is ${ws.state}`);
  if (ws.managed && ws.dirty) {
    // What lay before the seat was adopted is not ours to clean, and a session's start may be all that AWS tells of it.
    const { knownSince = 0, usedAt = 0, leftAt = 0 } = ws;
    const foundAsItIs = ws.attemptTag === undefined && ws.calls.length === 0;
    if (foundAsItIs && usedAt < knownSince && leftAt < knownSince + blindMs)
      tally.count('excused: used before it was ours');
    else breach(3, 'a user is away and the desktop not reset');
  }
  return breaches;
}

/** Whether a group or a person wants the seat, and not only the policy that adopted its desktop. */
export const isClaimed = (seat: Seat): boolean =>
  Object.entries(seat.claims).some(([source, { wanted }]) => source !== policyClaim && wanted);

/** Whether nothing is under way for this seat, so that only something new can change it. */
export const isAtRest = (seat: Seat, now: number): boolean =>
  seat.pending.length === 0 &&
  activeHold(seat, now) === undefined &&
  (seat.phase.status === 'absent' || (seat.phase.status === 'live' && seat.phase.watch === undefined));
