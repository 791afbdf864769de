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
  const steps = shrunk?.steps.filter((step) => step.do !== 'nothing');
  return {
    what: errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    history: JSON.stringify({ ...shrunk, steps }),
    path: counterexamplePath ?? '',
    shrinks: numShrinks,
  };
}
