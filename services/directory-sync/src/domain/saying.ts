import type { Group } from './group.ts';
import type { Claim, Memory } from './memory.ts';
import type { Instant } from './time.ts';

const hour = 3_600_000;
const hoursOfDay = 24;

/** Which claims an hour repeats: each of them once a day, since what was lost on the way is asked for by nobody else. */
export const hourOf = (now: Instant): number => Math.floor(now / hour);

/** What is to be said besides the changes: what an earlier run may not have come to say, and the hour's share of all. */
export function repeatedIn(
  memory: Memory,
  now: Instant,
  isChanged: (key: string) => boolean,
): readonly (readonly [string, Claim])[] {
  const thisHour = hourOf(now);
  const share = memory.repeatedHour === thisHour ? undefined : thisHour % hoursOfDay;
  return [...memory.claims].filter(
    ([key, { revision }]) => !isChanged(key) && (revision > memory.saidThrough || placeOf(key) === share),
  );
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
