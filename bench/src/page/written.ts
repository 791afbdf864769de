import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Results } from '../results/results.ts';
import type { Suite } from '../suite.ts';
import { docs, generated } from './page.ts';

/** Writes the page, its plots and the schema of the results, and removes plots that it no longer has. */
export async function writePage(suites: readonly Suite[], results: Results): Promise<void> {
  const files = await generated(suites, results);
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const plot of plotsThere()) if (!files.has(plot)) rmSync(plot);
}

/** Files that are not as the results would have them. */
export async function staleFiles(suites: readonly Suite[], results: Results): Promise<string[]> {
  const files = await generated(suites, results);
  const differing = [...files].filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
  );
  return [...differing.map(([path]) => path), ...plotsThere().filter((plot) => !files.has(plot))];
}

function plotsThere(): string[] {
  const folder = join(docs, 'performance');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
