import { mutants } from '../mutants/mutants.ts';
import type { Mutant } from '../mutants/mutate.ts';
import type { Outcome } from './histories.ts';
import { runWorker } from './pool.ts';

/** Histories within which every mutant has to be found. */
const most = 2000;

/** A fault for each law: a law that notices none holds nothing. */
export async function runMutants(
  { seed, workers }: { seed: number; workers: number },
  print: (line: string) => void,
): Promise<Outcome> {
  const queue = [...mutants];
  const caught: boolean[] = [];
  print(`${'law'.padEnd(5)}${'the mistake'.padEnd(62)}${'found in history'.padEnd(18)}by`);
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
        const report = await runWorker({ seed, histories: most, isHasty: true, mutant: one.name });
        const [first = ''] = report.broken?.what.split('\n') ?? [];
        // By the law that it is made for: another one would show nothing of this one.
        const isFound = first.startsWith(`Law ${one.law}`);
        caught.push(isFound);
        print(line(one, isFound ? String(report.played) : 'NOT FOUND', first));
      }
    }),
  );
  const passed = caught.filter((one) => one).length;
  return { passed, failed: caught.length - passed };
}

const line = ({ law, name }: Mutant, where: string, by: string): string =>
  `${String(law).padEnd(5)}${name.padEnd(62)}${where.padEnd(18)}${by.slice(0, 100)}`;
