import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
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

describe('What runs beside the others', () => {
  const others = sample(7.5);
  /** Measures when it is told to, and says when it was ended instead. */
  function beside() {
    const { promise: done, resolve: end, reject: fail } = Promise.withResolvers<void>();
    const events: string[] = [];
    const suite: Suite = {
      ...sample(1),
      name: 'beside',
      runsBeside: true,
      shape: z.object({}),
      part: () => ({}),
      goals: () => [],
      async measure(_told, _results, asked) {
        events.push('begun');
        asked.addEventListener('abort', () => fail(new Error('ended')));
        await done;
        return {};
      },
    };
    return { suite, events, end, fail };
  }

  test('is begun first, waited for in its turn, and kept like all others', async () => {
    const { suite, events, end } = beside();
    const other: Suite = {
      ...others,
      async measure(...given) {
        events.push('another');
        end();
        return others.measure(...given);
      },
    };
    expect(await bench([other, suite], [other, suite], { results })).toBe(true);
    expect(events).toEqual(['begun', 'another']);
    expect(readResults([others, suite], results)).toMatchObject({ measured: { beside: {}, sample: {} } });
  });

  test('waits for who needs quiet, until that one says so', async () => {
    const { suite, events, end } = beside();
    const quiet: Suite = {
      ...others,
      needsQuiet: true,
      async measure(told, given, asked, besides) {
        events.push('quiet');
        besides.mayBegin();
        end();
        return others.measure(told, given, asked, besides);
      },
    };
    expect(await bench([quiet, suite], [quiet, suite], { results })).toBe(true);
    expect(events).toEqual(['quiet', 'begun']);
  });

  test('ends when another one can not be measured', async () => {
    const { suite } = beside();
    const signals: AbortSignal[] = [];
    const broken: Suite = {
      ...others,
      measure: async (_told, _results, asked) => {
        signals.push(asked);
        throw new Error('There is no Python');
      },
    };
    await expect(bench([broken, suite], [broken, suite], { results })).rejects.toThrow('There is no Python');
    expect(signals[0]?.aborted).toBe(true);
  });

  test('fails loudly while others are under way', async () => {
    const { suite, fail } = beside();
    const other: Suite = {
      ...others,
      measure: async () => {
        fail(new Error('The day broke off'));
        return new Promise(() => undefined);
      },
    };
    await expect(bench([other, suite], [other, suite], { results })).rejects.toThrow('The day broke off');
  });
});

test('results of another shape are refused by name', async () => {
  await run(sample(7.5));
  writeFileSync(results, readFileSync(results, 'utf8').replace('"seconds": 7.5', '"seconds": "7.5"'));
  expect(() => readResults([sample(0)], results)).toThrow(/sample\.seconds/);
});
