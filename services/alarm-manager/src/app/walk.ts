import { type Managed, sourcesOf } from '../domain/managed.ts';
import type { WalkPosition } from './cursor.ts';
import { judge } from './judge.ts';
import type { World } from './world.ts';

/** One page of the walk; `next` is undefined at the end of it. */
export type Stretch = { ours: Managed[]; next: WalkPosition | undefined };

/**
 * The managed desktops from here on, at most 25. Without a tag call for each desktop: tags come with the listing, or from the
 * index for the whole page.
 */
export async function walk(world: Pick<World, 'fleet' | 'policies'>, at: WalkPosition): Promise<Stretch> {
  const sources = sourcesOf(world.policies);
  const source = sources[at.source];
  if (!source) return { ours: [], next: undefined };
  const page = await world.fleet.list(source, at.token);
  const ours = await judge(world, page.items);
  if (page.next !== undefined) return { ours, next: { source: at.source, token: page.next } };
  return { ours, next: at.source + 1 < sources.length ? { source: at.source + 1 } : undefined };
}
