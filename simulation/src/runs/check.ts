import * as fc from 'fast-check';
import { type History, history } from '../history.ts';
import { play } from '../play.ts';
import { Tally } from '../tally.ts';

/** What one worker is to do. */
export type Order = {
  /** Whoever gives the same seed plays the same histories. */
  seed: number;
  histories: number;
  /** Of one history that failed before: only that is played. */
  path?: string;
  /** Ends with the first history that breaks a law, as it is. */
  isHasty?: boolean;
};

export type Report = {
  /** Histories that were played, those of shrinking left out. */
  played: number;
  counts: ReadonlyMap<string, number>;
  peaks: ReadonlyMap<string, number>;
  broken?: { what: string; history: string; path: string; shrinks: number };
};

class LawBroken extends Error {
  override readonly name = 'LawBroken';
}

/** Plays histories until one breaks a law, and makes that one as short as it can be. */
export async function check(order: Order, progress: (played: number) => void): Promise<Report> {
  // Nobody reads where the refusals of a simulated cloud were thrown, and to note it takes longer than to refuse.
  Error.stackTraceLimit = 0;
  const tally = new Tally();
  let played = 0;
  if (order.path !== undefined) return playOnce(order.seed, order.path);
  const result = await fc.check(
    fc.asyncProperty(history, async (one) => {
      tally.add(await playLawfully(one));
      played += 1;
      if (played % 100 === 0) progress(played);
    }),
    {
      numRuns: order.histories,
      seed: order.seed,
      endOnFailure: order.isHasty ?? false,
    },
  );
  const report: Report = { played, counts: tally.counts, peaks: tally.peaks };
  if (!result.failed) return report;
  return { ...report, broken: brokenOf(result) };
}

/** One history that broke a law before. Only that one: if it no longer does, those beside it say nothing about it. */
async function playOnce(seed: number, path: string): Promise<Report> {
  const tally = new Tally();
  const [one] = fc.sample(history, { seed, path, numRuns: 1 });
  if (one === undefined) throw new Error(`There is no history at ${path}`);
  try {
    tally.add(await playLawfully(one));
    return { played: 1, counts: tally.counts, peaks: tally.peaks };
  } catch (error) {
    const broken = { what: textOf(error), history: inShort(one), path, shrinks: 0 };
    return { played: 1, counts: tally.counts, peaks: tally.peaks, broken };
  }
}

/** @throws {LawBroken} with the story that led there, as one would tell it. */
async function playLawfully(one: History): Promise<Tally> {
  const { breaches, story, tally } = await play(one);
  // Histories never let go of the thread; whoever waits for a word of progress has to be heard now and then.
  await new Promise((resolve) => setImmediate(resolve));
  if (breaches.length === 0) return tally;
  const broken = breaches.map(({ law, what }) => `Law ${law}: ${what}`);
  throw new LawBroken([...broken, '', 'The story:', ...story].join('\n'));
}

function brokenOf({
  errorInstance,
  counterexample,
  counterexamplePath,
  numShrinks,
}: fc.RunDetails<[History]>): NonNullable<Report['broken']> {
  const [shrunk] = counterexample ?? [];
  return {
    what: textOf(errorInstance),
    history: shrunk === undefined ? '' : inShort(shrunk),
    path: counterexamplePath ?? '',
    shrinks: numShrinks,
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const inShort = (one: History): string =>
  JSON.stringify({ ...one, steps: one.steps.filter((step) => step.do !== 'nothing') });
