import { isUsed } from '../town/desktops.ts';
import { everybodyComes, fleetOf, hour, minute, type Scene } from './fleet.ts';

export type OutageFigures = {
  users: number;
  /** Users who came back within the hour, and how many of them were reset in the end. */
  returned: number;
  returnedAndReset: number;
  /** Users who stayed away, and how many of them were reset in the end. */
  away: number;
  awayAndReset: number;
  /** How often a person was told that resets are paused. */
  paused: number;
  /** min from the outage until somebody was told, and until the first reset. */
  toldAfter: number;
  firstResetAfter: number;
};

/** Minutes after the outage at which a person lets resets go on; or as soon as they were told that these are paused. */
export type Resume = { at: number | 'onceTold' };

/** The network of a whole site breaks; nine of ten come back within the hour. */
export async function outage(
  { users = 500, returning = 450 }: { users?: number; returning?: number },
  resume: Resume,
): Promise<OutageFigures> {
  const scene = await fleetOf(users, { strategy: 'rebuild' });
  const { world, town, names } = scene;
  await everybodyComes(scene);
  const begun = world.time.now();
  town.outage();
  const back = names.slice(0, returning);
  // In the first minutes clients resume by themselves; after twenty, AWS has given the session up.
  for (const name of back)
    world.time.at(begun + world.chance.between(2, 58) * minute, () => town.session(name, 'connect'));
  if (resume.at !== 'onceTold') world.time.at(begun + resume.at * minute, () => town.resumeAll());
  let toldAt: number | undefined;
  while (world.time.now() < begun + hour) {
    await world.time.runUntil(world.time.now() + minute);
    if (toldAt !== undefined || world.tally.of('paused by an outage') === 0) continue;
    toldAt = world.time.now();
    if (resume.at === 'onceTold') town.resumeAll();
  }
  await world.time.runUntil(begun + 6 * hour);
  const resets = resetsSince(scene, begun);
  const first = Math.min(...resets.values());
  return {
    users,
    returned: back.filter((name) => isConnected(scene, name)).length,
    returnedAndReset: back.filter((name) => resets.has(name)).length,
    away: users - returning,
    awayAndReset: names.slice(returning).filter((name) => resets.has(name)).length,
    paused: world.tally.of('paused by an outage'),
    toldAfter: ((toldAt ?? Number.POSITIVE_INFINITY) - begun) / minute,
    firstResetAfter: (first - begun) / minute,
  };
}

const isConnected = ({ town }: Scene, name: string): boolean => {
  const desktop = town.desktops.ofUser(name);
  return desktop !== undefined && isUsed(desktop);
};

/** When the desktop of each user was rebuilt or terminated first since then: what the desktop cloud knows of it. */
function resetsSince({ world }: Scene, since: number): Map<string, number> {
  const resets = new Map<string, number>();
  for (const { at, state, userName } of world.cloud.moves.list())
    if (at >= since && (state === 'REBUILDING' || state === 'TERMINATING') && !resets.has(userName))
      resets.set(userName, at);
  return resets;
}
