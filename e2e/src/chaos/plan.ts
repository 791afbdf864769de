import { places } from '../people/person.ts';
import { type Dice, dice } from './dice.ts';
import type { Size } from './size.ts';

/** When a user comes. */
export type Coming =
  /** So many ms after the beginning. */
  | { kind: 'first'; afterMs: number }
  /** After this many graces away: below 1 they are back in time, a little above it is the worst moment. */
  | { kind: 'graces'; graces: number }
  /** So many ms after they have a clean desktop. */
  | { kind: 'clean'; afterMs: number };

export type Visit = { coming: Coming; workMs: number; ending: 'disconnects' | 'losesConnection' };

/** How a seat comes to be, and what shall become of it. */
export type SeatKind =
  /** A desktop that somebody made: adopted by the policy that rebuilds. */
  | 'rebuilt'
  /** Likewise, by the policy that makes anew. */
  | 'recreated'
  /** Wanted by a group, and made amid the chaos. */
  | 'claimed'
  /** Wanted by a group that gives it up in the end. */
  | 'givenUp';

/** What one user will do: known beforehand, but for the times at which a desktop lets them in. */
export type SeatPlan = {
  name: string;
  kind: SeatKind;
  directoryId: string;
  bundleId: string;
  visits: readonly Visit[];
  /** Whether the group gives the seat up while the user is still at work, or after they have left. */
  givenUp: 'atWork' | 'left';
};

/** The whole chaos of a seed, as far as people decide it. */
export function planOf(seed: number, size: Size): SeatPlan[] {
  const counts = visitsPerSeat(dice(seed), size);
  return counts.map((count, index) => seatPlan(dice(seed + index + 1), index, count, size));
}

/** One visit for each, and the others by chance. */
function visitsPerSeat(chance: Dice, { desktops, sessions, mostVisits }: Size): number[] {
  if (sessions < desktops || sessions > desktops * mostVisits) throw new Error('So many sessions do not fit');
  const counts = Array.from({ length: desktops }, () => 1);
  for (let left = sessions - desktops; left > 0; ) {
    const index = Math.floor(chance.roll() * desktops);
    const count = counts[index] ?? 0;
    if (count >= mostVisits) continue;
    counts[index] = count + 1;
    left -= 1;
  }
  return counts;
}

/** Of twenty seats: eight rebuilt, seven recreated, three claimed, two given up. */
const kinds: readonly SeatKind[] = [
  ...Array.from({ length: 8 }, () => 'rebuilt' as const),
  ...Array.from({ length: 7 }, () => 'recreated' as const),
  ...Array.from({ length: 3 }, () => 'claimed' as const),
  ...Array.from({ length: 2 }, () => 'givenUp' as const),
];

function seatPlan(chance: Dice, index: number, count: number, size: Size): SeatPlan {
  return {
    name: `chaos.${index}`,
    // A step of 7 is prime to 20: neighbours differ, and all kinds come.
    kind: kinds[(index * 7) % kinds.length] ?? 'rebuilt',
    directoryId: chance.pick([places.one, places.two]),
    bundleId: chance.pick([places.standard, places.linux]),
    visits: Array.from({ length: count }, (_, n) => ({
      coming:
        n === 0 ? { kind: 'first', afterMs: chance.between(0, size.comingMs) } : comingAgain(chance, size),
      // Long ones outlast a grace: who came back unheard of is at work when the reset would come.
      workMs: chance.hits(0.35) ? chance.between(8_000, 14_000) : chance.between(500, 5_000),
      ending: chance.hits(0.15) ? 'losesConnection' : 'disconnects',
    })),
    givenUp: chance.hits(0.5) ? 'atWork' : 'left',
  };
}

function comingAgain(chance: Dice, { comesWhenClean }: Size): Coming {
  if (chance.hits(comesWhenClean)) return { kind: 'clean', afterMs: chance.between(0, 4_000) };
  return { kind: 'graces', graces: chance.hits(0.5) ? chance.between(0.05, 0.8) : chance.between(0.8, 3) };
}
