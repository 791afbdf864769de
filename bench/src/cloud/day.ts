import { account, hour, megabytes, since, standingFleet } from './fleet.ts';

/** A day of a fleet in virtual time: everybody comes in the morning and after lunch, and goes. */
export async function oneDay(desktops: number) {
  const { cloud, clock } = await standingFleet(desktops);
  const { fleet, lifecycle } = cloud.branch(account);
  const sessions = { opened: 0, refused: 0 };
  const random = repeatable(1);
  const morning = clock.now();
  for (const desktop of fleet.desktops) {
    for (const from of [7, 12]) {
      const comes = morning + (from + 2 * random()) * hour;
      clock.at(comes, () => {
        if (lifecycle.connect(desktop) === undefined) sessions.opened += 1;
        else sessions.refused += 1;
      });
      clock.at(comes + (2 + random()) * hour, () => void lifecycle.disconnect(desktop));
    }
  }
  const begun = performance.now();
  const movesBefore = cloud.moves.total;
  clock.advance(24 * hour);
  return {
    desktops,
    sessions: sessions.opened,
    refused: sessions.refused,
    'changes of state': cloud.moves.total - movesBefore,
    seconds: since(begun),
    MB: megabytes(),
  };
}

/** The same numbers in [0, 1) in every run. */
function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
