import { type Desktop, type Managed, managed, type Tags, tagsMatter } from '../domain/managed.ts';
import type { World } from './world.ts';

type Known = Pick<World, 'fleet' | 'policies'>;
type Seen = { desktop: Desktop; tags?: Tags };

/**
 * Which of these desktops are ours. Tags that are not at hand come from the index, a hundred a call; for a desktop without
 * directory- or bundle-mates in a policy that asks for tags none are read at all. One that the index does not know is taken
 * for untagged.
 */
export async function judge(
  world: Known,
  found: readonly Seen[],
  /** Who asks for tags although no policy does: which shard a desktop is in can depend on them. */
  always = false,
): Promise<Managed[]> {
  const indexed = await indexedTags(world, found, always);
  return found.flatMap(({ desktop, tags = indexed.get(desktop.workspaceId) ?? {} }) => {
    const one = managed(world.policies, desktop, tags);
    return one ? [one] : [];
  });
}

/** What the index knows of those whose tags are not at hand and can say something. */
export async function indexedTags(
  { fleet, policies }: Known,
  found: readonly Seen[],
  always = false,
): Promise<Map<string, Tags>> {
  const asking = found.filter(
    ({ desktop, tags }) => tags === undefined && (always || tagsMatter(policies, desktop)),
  );
  return fleet.tagsOf(asking.map(({ desktop }) => desktop.workspaceId));
}
