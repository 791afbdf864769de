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
        const { broken, played } = await runWorker({
          seed,
          histories: most,
          breaks: one.law,
          mutant: one.name,
        });
        caught.push(broken !== undefined);
        const by = broken?.what.split('\n').find((said) => said.startsWith(`Law ${one.law}`));
        print(line(one, broken === undefined ? 'NOT FOUND' : String(played), by ?? ''));
      }
    }),
  );
  const passed = caught.filter((one) => one).length;
  return { passed, failed: caught.length - passed };
}

const line = ({ law, name }: Mutant, where: string, by: string): string =>
  `${String(law).padEnd(5)}${name.padEnd(62)}${where.padEnd(18)}${by.slice(0, 100)}`;
