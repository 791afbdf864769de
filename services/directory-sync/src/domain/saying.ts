import type { Group } from './group.ts';
import type { Claim, Memory } from './memory.ts';
import type { Instant } from './time.ts';

const hour = 3_600_000;
const hoursOfDay = 24;

/** Which claims an hour repeats: each of them once a day, since what was lost on the way is asked for by nobody else. */
export const hourOf = (now: Instant): number => Math.floor(now / hour);

/** A claim with its login in lower case. */
export type KeyedClaim = readonly [string, Claim];

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
