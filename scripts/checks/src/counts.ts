import { stripVTControlCharacters } from 'node:util';

export type Counts = { passed: number; failed: number };

export const none: Counts = { passed: 0, failed: 0 };

export function sum(all: readonly Counts[]): Counts {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), none);
}

/**
 * Adds up the summaries that vitest prints, also behind turbo's prefix: `Tests  2 failed | 9 passed (11)`.
 * A file that could not even be loaded has no tests to count: `Test Files  1 failed` then counts as one failure.
 */
export function vitestCounts(output: string): Counts {
  let counts = none;
  let failedFiles = 0;
  for (const line of linesOf(output)) {
    const summary = /(?:^|\s)(Tests|Test Files)\s+(?=\d+ (?:passed|failed|skipped|todo))(.*)$/.exec(line);
    if (!summary) continue;
    const [, what, figures = ''] = summary;
    const found = { passed: figure(figures, 'passed'), failed: figure(figures, 'failed') };
    if (what === 'Tests') counts = sum([counts, found]);
    else failedFiles += found.failed;
  }
  return counts.failed === 0 && failedFiles > 0 ? { ...counts, failed: failedFiles } : counts;
}

/** Adds up what `terraform test` says: `Success! 12 passed, 0 failed.` */
export function terraformTestCounts(output: string): Counts {
  return sum(
    linesOf(output)
      .filter((line) => /^(Success|Failure)!/.test(line))
      .map((line) => ({ passed: figure(line, 'passed'), failed: figure(line, 'failed') })),
  );
}

/** What a check of ours says at its end: `39 passed, 0 failed`. */
export function plainCounts(output: string): Counts {
  const last = linesOf(output).findLast((line) => /^\d+ passed, \d+ failed$/.test(line)) ?? '';
  return { passed: figure(last, 'passed'), failed: figure(last, 'failed') };
}

function figure(line: string, word: string): number {
  return Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0);
}

function linesOf(output: string): string[] {
  return stripVTControlCharacters(output).split('\n');
}
