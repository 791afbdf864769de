import type { Claim, Instant, Leave, Seat, Tags } from './seat.ts';

/** What those who gave the seat up said of its desktop. */
const partings = (seat: Seat): readonly Claim[] => Object.values(seat.claims).filter(({ wanted }) => !wanted);

/**
 * Whether the desktop may go for who gave it up. A group removes only what carries its tags: somebody may have given the
 * desktop to another purpose meanwhile, by changing them.
 * @returns `unknown` when this look did not learn the tags
 */
export function mayGo(seat: Seat, { cause }: Leave, tags: Tags | undefined): boolean | 'unknown' {
  if (cause.kind !== 'unwanted') return true;
  const given = partings(seat);
  if (given.length === 0 || given.some(({ onlyTagged }) => onlyTagged === undefined)) return true;
  if (tags === undefined) return 'unknown';
  return given.some(({ onlyTagged = {} }) =>
    Object.entries(onlyTagged).every(([key, value]) => tags[key] === value),
  );
}

/** Whether somebody who is connected has had the desktop for as long as they may, though nobody wants it any more. */
export function hasOverstayed(seat: Seat, { cause }: Leave, at: Instant): boolean {
  if (cause.kind !== 'unwanted') return false;
  const given = partings(seat);
  const longest = Math.max(...given.map(({ connectedForMs }) => connectedForMs ?? Number.POSITIVE_INFINITY));
  return given.length > 0 && at - cause.since >= longest;
}
