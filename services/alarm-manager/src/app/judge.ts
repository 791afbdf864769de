import { type Desktop, type Managed, managed, type Tags, tagsMatter } from '../domain/managed.ts';
import type { World } from './world.ts';

/**
 * Which of these desktops are ours. Tags that are not at hand come from the index, a hundred a call; for a desktop without
 * directory- or bundle-mates in a policy that asks for tags none are read at all.
 *
 * With `exactly`, a desktop that the index does not know is asked itself. That is for desktops made a moment ago, which the
 * index shows late: taken as untagged they would stay without an alarm until the next reconcile run. The index first,
 * since 25 exact reads take 25 calls of a rate of which alarm-manager has half a call a second.
 */
export async function judge(
  world: Pick<World, 'fleet' | 'policies'>,
  found: readonly { desktop: Desktop; tags?: Tags }[],
  options: { exactly?: boolean } = {},
): Promise<Managed[]> {
  const { fleet, policies } = world;
  const asking = found.filter(({ desktop, tags }) => tags === undefined && tagsMatter(policies, desktop));
  const indexed = await fleet.tagsOf(asking.map(({ desktop }) => desktop.workspaceId));
  const ours: Managed[] = [];
  for (const { desktop, tags } of found) {
    const known = tags ?? indexed.get(desktop.workspaceId);
    const asked = known === undefined && options.exactly === true && tagsMatter(policies, desktop);
    const seen = asked ? await fleet.exactTags(desktop.workspaceId) : (known ?? {});
    const one = managed(policies, desktop, seen);
    if (one) ours.push(one);
  }
  return ours;
}
