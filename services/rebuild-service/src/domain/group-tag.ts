import type { Call } from './actions.ts';
import { type Decision, stay } from './decision.ts';
import { type Claim, desiredSpec, type Seat, type Tags } from './seat.ts';
import type { Look, Signal } from './signals.ts';

/** The tag by which a directory group knows its desktops, also in what made them before Cleandesk. */
export const groupTag = 'DirectoryGroup';
/** And the one that says that a program may have them. */
const managed = { key: 'Automation', value: 'Managed' } as const;

/** The group that decides what desktop the seat has. */
const decidingGroup = (seat: Seat): string | undefined => desiredSpec(seat)?.tags[groupTag];

const groupOf = ({ wanted, desired, onlyTagged }: Claim): string | undefined =>
  wanted ? desired?.tags[groupTag] : onlyTagged?.[groupTag];

/** @returns the group to which a desktop with these tags belongs, when nobody who wants this seat speaks for it */
export function belongsToAnother(seat: Seat, tags: Tags = {}): string | undefined {
  const group = tags[groupTag];
  if (group === undefined) return undefined;
  const wanting = Object.values(seat.claims).filter(({ wanted }) => wanted);
  return wanting.some((claim) => groupOf(claim) === group) ? undefined : group;
}

/**
 * The group whose tag the desktop gets instead of the one that it has: where another one decides now. Only what carries the
 * tags of a group that has claimed this very seat: somebody may have given the desktop to another purpose.
 */
function groupInstead(seat: Seat, tags: Tags): string | undefined {
  const group = decidingGroup(seat);
  const carried = tags[groupTag];
  if (group === undefined || carried === group) return undefined;
  // guard: only-what-carries-a-group-of-its-seat-is-tagged-anew
  if (!Object.values(seat.claims).some((claim) => groupOf(claim) === carried)) return undefined;
  // guard: only-a-managed-desktop-is-tagged-anew
  if (tags[managed.key] !== managed.value) return undefined;
  return group;
}

/**
 * A desktop goes by the tag of its group: by that a group takes back what is its own, and policies may choose by it. When
 * another group decides from now on, or a desktop was made of what stood before that, the tag follows.
 */
export function followGroup(before: Seat, seat: Seat, signal: Signal): Decision {
  const { phase } = seat;
  if (phase.status !== 'live' && phase.status !== 'away') return stay(seat);
  const group = decidingGroup(seat);
  if (group === undefined || !mayBeAnothers(before, seat, signal)) return stay(seat);
  const { workspaceId } = phase.desktop;
  // What was decided before counts no more.
  const others = seat.pending.filter((action) => action.type !== 'Tag' || action.group === group);
  const rest = others.length === seat.pending.length ? seat : { ...seat, pending: others };
  return stay(rest, { type: 'Tag', id: `tag:${workspaceId}:${group}`, workspaceId, group });
}

function mayBeAnothers(before: Seat, seat: Seat, signal: Signal): boolean {
  if (signal.type === 'Looked') {
    const { tags } = signal.look;
    if (tags !== undefined) return groupInstead(seat, tags) !== undefined;
  }
  const groups = new Set(Object.values(seat.claims).flatMap((claim) => groupOf(claim) ?? []));
  if (groups.size < 2) return false;
  const hadDesktop = before.phase.status === 'live' || before.phase.status === 'away';
  return !hadDesktop || decidingGroup(before) !== decidingGroup(seat);
}

/** By the seat and the desktop as they are now: the group may have changed once more. */
export function permitTag(
  seat: Seat,
  { group }: Extract<Call, { type: 'Tag' }>,
  { desktop, policy, tags }: Look,
): 'perform' | 'alreadyDone' | 'notPermitted' {
  // guard: unmatched-is-not-tagged
  if (desktop === 'missing' || policy === undefined || tags === undefined) return 'notPermitted';
  if (tags[groupTag] === group) return 'alreadyDone';
  // guard: the-group-that-decides-is-the-one-that-is-tagged
  if (groupInstead(seat, tags) !== group) return 'notPermitted';
  return 'perform';
}
