import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bench } from '../src/bench.ts';
import { generated } from '../src/page/page.ts';
import { readResults } from '../src/results/results.ts';
import type { Suite } from '../src/suite.ts';
import { sample } from './sample/suite.ts';

let folder: string;
let results: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cleandesk-bench-'));
  results = join(folder, 'results.json');
  for (const method of ['log', 'error', 'table'] as const) vi.spyOn(console, method).mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const run = (suite: Suite) => bench([suite], [suite], { results });
const pageOf = async (suite: Suite): Promise<[page: string, plot: string]> => {
  const files = await generated([suite], readResults([suite], results));
  const of = (end: string) => [...files].find(([path]) => path.endsWith(end))?.[1] ?? '';
  return [of('performance.md'), of('seconds.svg')];
};

test('what was measured stands in the results and on the page, with when and on what', async () => {
  expect(await run(sample(7.5))).toBe(true);
  expect(readResults([sample(0)], results)).toMatchObject({
    sample: { seconds: 7.5 },
    measured: { sample: { node: process.version } },
  });
  const [page, plot] = await pageOf(sample(0));
  expect(page).toContain('## A sample');
  expect(page).toContain('It took 7.5 s.');
  expect(page).toContain('![seconds](performance/seconds.svg)');
  expect(page).toMatch(/\| seconds \| 7.5 s +\| at most 10 s \| yes +\|/);
  expect(plot).toMatch(/^<svg /);
});

test('the same results make the same bytes', async () => {
  await run(sample(7.5));
  expect(await pageOf(sample(0))).toEqual(await pageOf(sample(0)));
});

test('a goal that is not met is told with its reason, and the benchmark fails', async () => {
  expect(await run(sample(11))).toBe(false);
  const [page] = await pageOf(sample(0));
  expect(page).toContain('no: it is slow: make it quicker');
});

test('a suite that cannot measure fails loudly, and what stood there stays', async () => {
  await run(sample(7.5));
  const broken = { ...sample(1), measure: () => Promise.reject(new Error('There is no Python')) };
  await expect(run(broken)).rejects.toThrow('There is no Python');
  expect(readResults([sample(0)], results)).toMatchObject({ sample: { seconds: 7.5 } });
});

test('results of another shape are refused by name', async () => {
  await run(sample(7.5));
  writeFileSync(results, readFileSync(results, 'utf8').replace('"seconds": 7.5', '"seconds": "7.5"'));
  expect(() => readResults([sample(0)], results)).toThrow(/sample\.seconds/);
});
