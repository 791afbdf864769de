import * as fc from 'fast-check';
import { type History, history } from '../history.ts';
import { play } from '../play.ts';
import { Tally } from '../tally.ts';

/** What one worker is to do. */
export type Order = {
  /** Whoever gives the same seed plays the same histories. */
  seed: number;
  histories: number;
  /** Which of them alone is to be played: one that broke a law before. When it still does, it is made shorter once more. */
  path?: string;
  /** Ends with the first history that breaks a law, as it is. */
  isHasty?: boolean;
};

export type Report = {
  /** Histories that were played, those of shrinking left out. */
  played: number;
  counts: ReadonlyMap<string, number>;
  peaks: ReadonlyMap<string, number>;
  broken?: { what: string; history: string; at: string; shrinks: number };
};

class LawBroken extends Error {
  override readonly name = 'LawBroken';
}

/** Plays histories until one breaks a law, and makes that one as short as it can be. */
export async function check(order: Order): Promise<Report> {
  // Nobody reads where the refusals of a simulated cloud were thrown, and to note it takes longer than to refuse.
  Error.stackTraceLimit = 0;
  const tally = new Tally();
  let played = 0;
  let isBroken = false;
  const result = await fc.check(
    fc.asyncProperty(history, async (one) => {
      try {
        const seen = await playLawfully(one);
        // What is played after that only looks for a shorter one.
        if (isBroken) return;
        tally.add(seen);
        played += 1;
      } catch (error) {
        isBroken = true;
        throw error;
      }
    }),
    {
      numRuns: order.histories,
      seed: order.seed,
      endOnFailure: order.isHasty ?? false,
      ...(order.path === undefined ? {} : { path: order.path }),
    },
  );
  const report: Report = { played, counts: tally.counts, peaks: tally.peaks };
  if (!result.failed) return report;
  return { ...report, broken: brokenOf(result) };
}

/** @throws {LawBroken} with the story that led there, as one would tell it. */
async function playLawfully(one: History): Promise<Tally> {
  const { breaches, story, tally } = await play(one);
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
    // What follows the number leads to the shorter one, and all beside it would be played as well.
    at: counterexamplePath?.split(':')[0] ?? '',
    shrinks: numShrinks,
  };
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const inShort = (one: History): string =>
  JSON.stringify({ ...one, steps: one.steps.filter((step) => step.do !== 'nothing') });
