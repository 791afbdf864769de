import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleRefused } from './refusals.ts';

/** The functions of a service: one file each in `src/handlers`. Sorted, so that every run says the same. */
export async function findFunctions(folder: string): Promise<string[]> {
  const handlers = join(folder, 'src/handlers');
  const entries = await readdir(handlers).catch((error: unknown) => {
    throw new BundleRefused(`${handlers} can't be read: is ${folder} a service? (${String(error)})`);
  });
  const names = entries
    .filter((entry) => entry.endsWith('.ts'))
    .map((entry) => entry.slice(0, -'.ts'.length))
    .sort();
  if (names.length === 0) throw new BundleRefused(`${handlers} holds no handler.`);
  return names;
}
