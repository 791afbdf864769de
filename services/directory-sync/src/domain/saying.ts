import type { Change } from './changes.ts';
import type { Group } from './group.ts';
import type { Claim, Memory } from './memory.ts';
import type { Instant } from './time.ts';

const hour = 3_600_000;
const hoursOfDay = 24;

/** Which claims an hour repeats: each of them once a day, since what was lost on the way is asked for by nobody else. */
export const hourOf = (now: Instant): number => Math.floor(now / hour);

/** A claim with its login in lower case. */
export type KeyedClaim = readonly [string, Claim];

/**
 * What is to be said beside what this run decides to say: what an earlier one may not have come to say, and the hour's share. Also of
 * whom this run remembers something else (that they are not listed any more, and keep the claim for the delay): once it has ended,
 * nobody knows any more that a run had decided on their desktop and died before it could say so.
 */
export function dueAgain(memory: Memory, changes: readonly Change[], now: Instant): readonly KeyedClaim[] {
  const changed = new Map(changes.map((change) => [change.key, change]));
  return [...unsaidIn(memory), ...repeatedIn(memory, now)].flatMap(([key, claim]): KeyedClaim[] => {
    const change = changed.get(key);
    // guard: what-was-not-said-is-said-also-of-who-has-left-since
    if (change?.why === 'quiet') return [[key, change.claim]];
    return change === undefined ? [[key, claim]] : [];
  });
}

/** What an earlier run decided, and may not have come to say. */
export const unsaidIn = ({ claims, saidThrough }: Memory): readonly KeyedClaim[] =>
  [...claims].filter(([, { revision }]) => revision > saidThrough);

/** The hour's share of what was said before. It changes nothing where it is known, so a refused read does not stop it. */
export function repeatedIn(
  { claims, saidThrough, repeatedHour }: Memory,
  now: Instant,
): readonly KeyedClaim[] {
  const thisHour = hourOf(now);
  if (repeatedHour === thisHour) return [];
  const share = thisHour % hoursOfDay;
  return [...claims].filter(([key, { revision }]) => revision <= saidThrough && placeOf(key) === share);
}

/** An hour of the day, always the same for a login. */
function placeOf(key: string): number {
  let sum = 7;
  for (const letter of key) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % hoursOfDay;
}

/** Who claims, as rebuild-service knows it. */
export const sourceOf = (group: Pick<Group, 'name'>): string => `group:${group.name}`;

/** Tags by which a group's desktops are known, also to what made them before this service did. */
export const tagsOf = (group: Pick<Group, 'name'>): Record<string, string> => ({
  Automation: 'Managed',
  DirectoryGroup: group.name,
});
