import { type Managed, shows, sourcesOf } from '../domain/managed.ts';
import type { WalkPosition } from './cursor.ts';
import { judge } from './judge.ts';
import type { World } from './world.ts';

/** One page of the walk. */
export type Walked = {
  ours: Managed[];
  /** Those of them that no earlier listing of the walk has shown. */
  fresh: Managed[];
  /** Undefined at the end of the walk. */
  next: WalkPosition | undefined;
  /** The listing could not be continued, and this is its first page once more. */
  beganAnew: boolean;
};

/**
 * The managed desktops from here on, at most 25. Without a tag call for each desktop: tags come with the listing, or from the
 * index for the whole page.
 */
export async function walk(
  world: Pick<World, 'fleet' | 'policies'>,
  at: WalkPosition,
  alwaysWithTags = false,
): Promise<Walked> {
  const sources = sourcesOf(world.policies);
  const source = sources[at.source];
  if (!source) return { ours: [], fresh: [], next: undefined, beganAnew: false };
  const { items, next: token, beganAnew = false } = await world.fleet.list(source, at.token);
  const ours = await judge(world, items, alwaysWithTags);
  const earlier = sources.slice(0, at.source);
  const fresh = ours.filter((one) => !earlier.some((before) => shows(before, one)));
  const isLast = at.source + 1 >= sources.length;
  const onward = isLast ? undefined : { source: at.source + 1 };
  const next = token === undefined ? onward : { source: at.source, token };
  return { ours, fresh, next, beganAnew };
}
