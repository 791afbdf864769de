import * as fc from 'fast-check';
import { type History, history } from '../history.ts';
import type { Breach } from '../judge/breach.ts';
import { play } from '../play.ts';
import { Tally } from '../tally.ts';
import { shorter } from './shorter.ts';

/** What one worker is to do. */
export type Order = {
  /** Whoever gives the same seed plays the same histories. */
  seed: number;
  histories: number;
  /** Which of them alone is to be played: one that broke a law before. When it still does, it is made shorter once more. */
  at?: number;
  /** Ends with the first history that breaks this law, as it is. What breaks another one says nothing. */
  breaks?: Breach['law'];
};

export type Report = {
  /** Histories that were played, those left out that only looked for a shorter one. */
  played: number;
  counts: ReadonlyMap<string, number>;
  peaks: ReadonlyMap<string, number>;
  broken?: { what: string; world: string; at: number; tries: number };
};

/** Plays histories until one breaks a law, and makes that one as short as it can be. */
export async function check(order: Order): Promise<Report> {
  // Nobody reads where the refusals of a simulated cloud were thrown, and to note it takes longer than to refuse.
  Error.stackTraceLimit = 0;
  const tally = new Tally();
  let played = 0;
  for (const [at, one] of histories(order)) {
    const { breaches, story, tally: seen } = await play(one);
    tally.add(seen);
    played += 1;
    const breach = breaches.find(({ law }) => law === (order.breaks ?? law));
    if (breach === undefined) continue;
    const report = { played, counts: tally.counts, peaks: tally.peaks };
    const asItIs = { history: one, what: told(breaches, story), tries: 0 };
    const short =
      order.breaks === undefined
        ? await shorter(one, asItIs.what, (other) => breaks(other, breach.law))
        : asItIs;
    const { history: shortest, what, tries } = short;
    return { ...report, broken: { what, world: worldOf(shortest), at, tries } };
  }
  return { played, counts: tally.counts, peaks: tally.peaks };
}

/** Each with its number in the order of this seed. */
function histories({ seed, histories: numRuns, at }: Order): [number, History][] {
  const all = fc.sample(history, { seed, numRuns: at === undefined ? numRuns : at + 1 });
  return [...all.entries()].slice(at ?? 0);
}

/** Another law would be another story. */
async function breaks(history: History, law: Breach['law']): Promise<string | undefined> {
  const { breaches, story } = await play(history);
  return breaches.some((one) => one.law === law) ? told(breaches, story) : undefined;
}

const told = (breaches: readonly Breach[], story: readonly string[]): string =>
  [
    ...breaches.map(({ law, what }) => (law === 0 ? `At a loss: ${what}` : `Law ${law}: ${what}`)),
    '',
    'The story:',
    ...story,
  ].join('\n');

/** What a story does not tell. */
const worldOf = ({ steps: _steps, ...world }: History): string => JSON.stringify(world);
