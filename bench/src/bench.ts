import { once } from 'node:events';
import { Interrupted, untilAskedToEnd } from '@cleandesk/launcher';
import { goalRow } from './page/page.ts';
import { writePage } from './page/written.ts';
import { readResults, resultsFile, withPart, writeResults } from './results/results.ts';
import { endStack } from './stack/bench-stack.ts';
import type { Goal, Suite } from './suite.ts';

/**
 * Runs these, and keeps what each has measured as soon as it has. Whether all goals are met. Throws when something can't be
 * measured; what was measured before that is kept.
 */
export async function bench(...[chosen, all, options]: Parameters<typeof measured>): Promise<boolean> {
  try {
    return await measured(chosen, all, options);
  } finally {
    await endStack();
  }
}

/** Whatever was measured so far is kept when somebody ends it half way. */
async function unlessEnded<T>(asked: AbortSignal, work: Promise<T>): Promise<T> {
  // What goes on meanwhile fails by itself when its stack is gone, and nobody waits for it any more.
  work.catch(() => undefined);
  const ended = once(asked, 'abort').then((): never => {
    throw new Interrupted('Ended half way: what was measured before is kept.');
  });
  ended.catch(() => undefined);
  return Promise.race([work, ended]);
}

async function measured(
  chosen: readonly Suite[],
  all: readonly Suite[],
  options: { results: string; json?: boolean },
): Promise<boolean> {
  const asked = untilAskedToEnd(() => console.error('Ending ...'));
  let results = readResults(all, options.results, chosen);
  const begun = Date.now();
  const goals: Goal[] = [];
  const parts: Record<string, object> = {};
  for (const [number, suite] of chosen.entries()) {
    const suiteBegun = Date.now();
    const told = (line: string) =>
      console.error(`${seconds(begun).padStart(8)}  ${number + 1}/${chosen.length} ${suite.name}: ${line}`);
    told(suite.title);
    if (!suite.needsStack) await endStack();
    const part = await unlessEnded(asked, suite.measure(told, results, asked));
    results = withPart(results, suite, part, Math.round((Date.now() - suiteBegun) / 1000));
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

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
