import { goalRow } from './page/page.ts';
import { writePage } from './page/written.ts';
import { readResults, resultsFile, withPart, writeResults } from './results/results.ts';
import type { Goal, Suite } from './suite.ts';

/**
 * Runs these, and keeps what each has measured as soon as it has. Whether all goals are met. Throws when something can't be
 * measured; what was measured before that is kept.
 */
export async function bench(
  chosen: readonly Suite[],
  all: readonly Suite[],
  options: { results: string; json?: boolean },
): Promise<boolean> {
  let results = readResults(all, options.results, chosen);
  const begun = Date.now();
  const goals: Goal[] = [];
  const parts: Record<string, object> = {};
  for (const [number, suite] of chosen.entries()) {
    const suiteBegun = Date.now();
    const told = (line: string) =>
      console.error(`${seconds(begun).padStart(8)}  ${number + 1}/${chosen.length} ${suite.name}: ${line}`);
    told(suite.title);
    const part = await suite.measure(told, results);
    results = withPart(results, suite, part, Math.round((Date.now() - suiteBegun) / 1000));
    writeResults(results, options.results);
    parts[suite.name] = part;
    goals.push(...suite.goals(results));
    if (!options.json)
      for (const [name, rows] of Object.entries(suite.shown(results).tables)) {
        console.log(name);
        console.table(rows);
      }
  }
  if (options.results === resultsFile) await writePage(all, results);
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
