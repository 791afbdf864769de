import { firstMatch } from '@cleandesk/policies';
import { type Desktop, type Desktops, isGoing, isUsed, madeOf, policyView } from '../town/desktops.ts';
import type { Requesters } from '../town/requesters.ts';
import type { World } from '../world.ts';
import type { Breach } from './breach.ts';
import { isOfItsGroups, judgeGroups } from './groups.ts';

export type End = {
  world: World;
  desktops: Desktops;
  requesters: Requesters;
  /** What each user's desktop was made of in the beginning. */
  made: ReadonlyMap<string, string>;
  /** Users whose desktop somebody else terminated. */
  terminatedByHand: ReadonlySet<string>;
  /** ms in which a session can begin and end without any check or sweep that would show it. */
  blindMs: number;
};

/** The laws that speak of how it ends, once the bad day is over and all users are gone. */
export function judgeEnd(end: End, userName: string): Breach[] {
  const { world, desktops, requesters, terminatedByHand } = end;
  const breaches: Breach[] = [];
  const breach = (law: Breach['law'], what: string) =>
    void breaches.push({ law, what: `${what}: ${userName}` });
  const theirs = desktops.all().filter((one) => one.userName === userName);
  const [desktop, second] = theirs.filter((one) => !isGoing(one));
  if (second !== undefined) breach(1, 'a user has two desktops');
  const isClaimed = (requesters.claims.get(userName) ?? []).length > 0;
  const managed = desktop !== undefined && firstMatch(world.policies, policyView(desktop)) !== undefined;
  const { directory } = world.account;
  if (directory !== undefined)
    breaches.push(
      ...judgeGroups(
        directory,
        requesters,
        userName,
        desktops.onceUnmanaged.has(userName) ? undefined : desktop,
      ),
    );
  if (isClaimed && !requesters.isWanted(userName)) {
    // A group removes only what carries its tags; whose it is, a person has been told to find out.
    if (desktop !== undefined && directory !== undefined && !isOfItsGroups(desktop, requesters)) {
      world.tally.once('kept, as a desktop of none of its groups', userName);
      return breaches;
    }
    // Who never heard that anybody wanted it keeps it for the policy that adopted it.
    if (managed && requesters.hasGivenUp(userName, Number.POSITIVE_INFINITY))
      breach(7, 'an unwanted seat keeps its desktop');
    if (managed) resting(end, desktop, breach);
    return breaches;
  }
  if (desktop === undefined) {
    // A seat that only a policy adopted ends with a terminate that is not ours.
    const mayBeGone = !isClaimed && terminatedByHand.has(userName);
    if (!mayBeGone) breach(1, 'a wanted seat has no desktop');
    return breaches;
  }
  // Nobody may touch a desktop that no policy matches, and its user can have no other.
  if (managed) resting(end, desktop, breach);
  return breaches;
}

function resting(
  { world, desktops, made, blindMs }: End,
  desktop: Desktop,
  breach: (law: Breach['law'], what: string) => void,
): void {
  if (!['AVAILABLE', 'STOPPED', 'STOPPING'].includes(desktop.state))
    breach(1, `a desktop is ${desktop.state}`);
  if (made.get(desktop.userName) !== madeOf(desktop))
    breach(1, `a desktop is made otherwise, ${madeOf(desktop)}`);
  if (isUsed(desktop) || !desktops.isDirty(desktop)) return;
  // What lay before the seat was adopted is not ours to clean, and a session's start may be all that AWS tells of it.
  const knownAt = desktops.knownAt.get(desktop.id) ?? 0;
  const usedBefore = (desktop.lastLogin ?? 0) < knownAt;
  const leftBefore = (desktops.leftAt.get(desktop.id) ?? 0) < knownAt + blindMs;
  if (usedBefore && leftBefore) world.tally.once('excused: used before it was ours', desktop.id);
  else breach(3, 'a user is away and the desktop not reset');
}
