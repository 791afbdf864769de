import type { Seat, Tags } from './seat.ts';

/**
 * The account has as many desktops as it may: it gets better when some go, or the quota is raised. The whole call's error
 * is in the botocore model; items have been seen with codes that begin so.
 */
export const isQuota = (code: string): boolean => code.startsWith('ResourceLimitExceeded');

/** No try within minutes helps: the directory has no such user. Whoever wants the seat asks again later. */
export const isFinal = (code: string): boolean => code === 'ResourceNotFound.User';

/** The tag by which a directory group knows its desktops, also in what made them before Cleandesk. */
const groupTag = 'DirectoryGroup';

/** @returns the group to which a desktop with these tags belongs, when nobody who wants this seat speaks for it */
export function belongsToAnother(seat: Seat, tags: Tags = {}): string | undefined {
  const group = tags[groupTag];
  if (group === undefined) return undefined;
  const wanting = Object.values(seat.claims).filter(({ wanted }) => wanted);
  return wanting.some(({ desired }) => desired?.tags[groupTag] === group) ? undefined : group;
}
