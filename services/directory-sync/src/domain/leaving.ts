import type { Given } from './given.ts';
import type { Members } from './members.ts';
import { type Claim, keyOf, type Memory, withinADay } from './memory.ts';

/** A claim whose user is not in the group any more. */
export type Leaver = { key: string; claim: Claim };

/** One person under another login, or another person under a known one. */
export type Renamed = { from: string; to: string };

/**
 * The same person under another login, or another person under a known one. A desktop belongs to a login: neither is it
 * the other person's, nor does it follow the renamed one.
 */
export function renamesIn(members: Members, memory: Memory): Renamed[] {
  return [...memory.claims].flatMap(([key, { said, entryId, login }]) => {
    if (said !== 'wanted') return [];
    const moved = members.byEntry.get(entryId);
    if (moved !== undefined && keyOf(moved.login) !== key) return [{ from: login, to: moved.login }];
    const other = members.byKey.get(key);
    return other !== undefined && other.entryId !== entryId ? [{ from: login, to: other.login }] : [];
  });
}

/** Who has a claim, and is not a member by this complete read. */
export function leaversIn(memory: Memory, members: Members, renamed: readonly Renamed[]): Leaver[] {
  const kept = new Set(renamed.map(({ from }) => keyOf(from)));
  return [...memory.claims].flatMap(([key, claim]) => {
    if (claim.said !== 'wanted' || members.byKey.has(key)) return [];
    // guard: who-is-listed-and-could-not-be-read-has-not-left
    if (members.unread.has(claim.dn.toLowerCase())) return [];
    // guard: a-renamed-user-has-not-left
    if (kept.has(key)) return [];
    return [{ key, claim }];
  });
}

/** How many left within the last day, and how many of them are told of by this read for the first time. */
export function leavingsOfTheDay(
  { read, memory }: Given,
  leavers: readonly Leaver[],
): { total: number; fresh: number } {
  const fresh = leavers.filter(({ claim }) => claim.leftAt === undefined).length;
  const known = [...memory.claims.values()].reduce(
    (sum, { leavings }) => sum + withinADay(leavings, read.at).length,
    0,
  );
  return { total: fresh + known, fresh };
}
