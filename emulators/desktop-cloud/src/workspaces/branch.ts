import type { Seed } from '../seed.ts';
import { Fleet } from './fleet.ts';
import { Lifecycle } from './lifecycle.ts';
import { Sessions } from './sessions.ts';
import type { Place, World } from './world.ts';

/** WorkSpaces in one account and region. */
export type Branch = { fleet: Fleet; sessions: Sessions; lifecycle: Lifecycle };

export function openBranch(world: World, place: Place, seed: Seed): Branch {
  const fleet = new Fleet(world, place, seed);
  const sessions = new Sessions(fleet);
  return { fleet, sessions, lifecycle: new Lifecycle(fleet, sessions) };
}
