import { once } from 'node:events';
import { Refused } from '@cleandesk/command-line';
import { untilAskedToEnd } from '@cleandesk/launcher';
import { goalRow } from './page/page.ts';
import { writePage } from './page/written.ts';
import { readResults, resultsFile, withPart, writeResults } from './results/results.ts';
import { endStack } from './stack/bench-stack.ts';
import type { Goal, Others, Suite } from './suite.ts';

/**
 * Runs these, and keeps what each has measured as soon as it has. Whether all goals are met. Throws when something can't be
 * measured; what was measured before that is kept.
 */
export async function bench(
  chosen: readonly Suite[],
  all: readonly Suite[],
  options: Options,
): Promise<boolean> {
  const over = new AbortController();
  const asked = untilAskedToEnd(() => console.error('Ending ...'));
  try {
    return await measured(chosen, all, options, AbortSignal.any([asked, over.signal]));
  } finally {
    // What ran beside the others ends with them.
    over.abort();
    await endStack();
  }
}

/** Whatever was measured so far is kept when somebody ends it half way, or what runs beside can't be measured. */
async function unlessEnded<T>(asked: AbortSignal, work: Promise<T>, beside: Promise<never>): Promise<T> {
  // What goes on meanwhile fails by itself when its stack is gone, and nobody waits for it any more.
  work.catch(() => undefined);
  const ended = once(asked, 'abort').then((): never => {
    throw new Refused('Ended half way. What was measured before is kept.');
  });
  ended.catch(() => undefined);
  return Promise.race([work, ended, beside]);
}

async function measured(
  chosen: readonly Suite[],
  all: readonly Suite[],
  options: Options,
  asked: AbortSignal,
): Promise<boolean> {
  let results = readResults(all, options.results, chosen);
  const begun = Date.now();
  const goals: Goal[] = [];
  const parts: Record<string, object> = {};
  const toldBy = (suite: Suite) => (line: string) =>
    console.error(
      `${seconds(begun).padStart(8)}  ${chosen.indexOf(suite) + 1}/${chosen.length} ${suite.name}: ${line}`,
    );
  const begin = async (suite: Suite): Promise<Measured> => {
    const suiteBegun = Date.now();
    toldBy(suite)(suite.title);
    const part = await suite.measure(toldBy(suite), results, asked, others);
    return { part, seconds: Math.round((Date.now() - suiteBegun) / 1000) };
  };
  const beside = new Map<Suite, Promise<Measured>>();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const others: Others = {
    mayBegin() {
      for (const suite of chosen.filter((one) => one.runsBeside && !beside.has(one))) {
        const work = begin(suite);
        beside.set(suite, work);
        work.catch(failed.reject);
      }
    },
  };
  for (const suite of chosen) {
    if (!suite.needsQuiet) others.mayBegin();
    if (!suite.needsStack) await endStack();
    const work = beside.get(suite) ?? begin(suite);
    const { part, seconds: took } = await unlessEnded(asked, work, failed.promise);
    results = withPart(results, suite, part, took);
    writeResults(results, options.results);
    if (options.results === resultsFile) await writePage(all, results);
    parts[suite.name] = part;
    goals.push(...suite.goals(results));
    if (!options.json)
      for (const [name, rows] of Object.entries(suite.shown(results).tables)) {
        console.log(name);
        console.table(rows);
      }
  }
  const isMet = goals.every((goal) => goal.isMet);
  if (options.json) console.log(JSON.stringify({ isMet, goals, ...parts }, null, 2));
  else {
    if (goals.length > 0) console.table(goals.map(goalRow));
    const met = goals.filter((goal) => goal.isMet).length;
    console.log(`${met} of ${goals.length} goals are met; it took ${seconds(begun)}.`);
  }
  return isMet;
}

type Options = { results: string; json?: boolean };
type Measured = { part: object; seconds: number };

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
