import { type Change, ofLeavers, ofMembers } from './changes.ts';
import type { Given, Guard } from './given.ts';
import type { Group } from './group.ts';
import { leaversIn, leavingsOfTheDay, type Renamed, renamesIn } from './leaving.ts';
import { type Members, membersOf } from './members.ts';

export type Refusal = { reason: Guard | 'LoginTwice'; explanation: string };
export type Decided = { changes: readonly Change[]; members: Members; renamed: readonly Renamed[] };

/** What follows from a complete read. Nothing, when it is not to be believed. */
export function decide(given: Given): Refusal | Decided {
  const { group, read, memory, passes } = given;
  const { limits } = group;
  const members = membersOf(read, group);
  const size = members.byKey.size;
  // guard: one-login-is-one-user
  if (members.twice > 0) return twice(members.twice);
  // guard: a-group-too-large-is-not-believed
  if (size > limits.membersMost && !passes.has('GroupTooLarge')) return tooLarge(size, limits.membersMost);
  // guard: an-empty-group-is-not-believed
  if (size === 0 && !limits.mayBeEmpty && !passes.has('GroupEmpty')) return empty();
  const renamed = passes.has('UsersRenamed') ? [] : renamesIn(members, memory);
  const leavers = leaversIn(memory, members, renamed);
  const left = leavingsOfTheDay(given, leavers);
  const allowed = leaversAllowed(group, size + left.total);
  // guard: a-group-that-shrank-is-not-believed
  if (left.fresh > 0 && left.total > allowed && !mayShrink(given, size)) return shrunk(left.total, allowed);
  const changes = [...ofMembers(given, members, renamed), ...ofLeavers(given, leavers)];
  return { changes, members, renamed };
}

export const isRefusal = (decided: Refusal | Decided): decided is Refusal => 'reason' in decided;

/** How many of so many may leave within a day. */
export const leaversAllowed = ({ limits }: Pick<Group, 'limits'>, of: number): number =>
  Math.max(limits.leaversLeast, Math.floor(limits.leaversShare * of));

/** Who lets an empty group pass knows that all of them leave. */
const mayShrink = ({ passes }: Given, size: number): boolean =>
  passes.has('GroupShrunk') || (size === 0 && passes.has('GroupEmpty'));

const twice = (count: number): Refusal => ({
  reason: 'LoginTwice',
  explanation: `${count} users of the group have the login of another one. Rename them, or take one of each two out of the group.`,
});

const tooLarge = (members: number, most: number): Refusal => ({
  reason: 'GroupTooLarge',
  explanation: `The group has ${members} members, and at most ${most} are believed. If they are right, raise limits.members_most, or let them pass for one run.`,
});

const empty = (): Refusal => ({
  reason: 'GroupEmpty',
  explanation:
    'The group has no member who could have a desktop. If that is right, let it pass for one run, or set limits.may_be_empty.',
});

const shrunk = (leavers: number, allowed: number): Refusal => ({
  reason: 'GroupShrunk',
  explanation: `${leavers} members left within a day, and ${allowed} may (limits.leavers_share, limits.leavers_least). If they did leave, let them pass for one run.`,
});
