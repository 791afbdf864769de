import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { mutantOf } from '../mutants/mutants.ts';
import { mutated } from '../mutants/mutate.ts';
import type { Order } from './check.ts';

export type WorkerData = Order & {
  /** Name of a fault that is put into the code before it is loaded. */
  mutant?: string;
};

const given: WorkerData = workerData;
if (given.mutant !== undefined) {
  const mutant = mutantOf(given.mutant);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const changes = mutant.changes.filter(({ file }) => url.endsWith(file));
      const { source } = loaded;
      if (changes.length === 0 || source === undefined || source === null) return loaded;
      const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
      return { ...loaded, source: changes.reduce(mutated, text) };
    },
  });
}
// Only now: what was loaded before would be whole.
const { check } = await import('./check.ts');
parentPort?.postMessage(await check(given));
