import { relative } from 'node:path';
import { commandLine, enter } from '@cleandesk/command-line';
import { staleFiles, writePage } from './src/page/written.ts';
import { readResults } from './src/results/results.ts';
import { suites } from './src/suites/index.ts';

await enter(
  commandLine('bench:page')
    .description(
      'Makes docs/performance.md, its plots and the schema of the results from bench/results.json.',
    )
    .option('--check', 'write nothing; fail when something is not up to date')
    .action(async ({ check }: { check?: boolean }) => {
      const results = readResults(suites);
      if (!check) return writePage(suites, results);
      const stale = await staleFiles(suites, results);
      if (stale.length === 0) return;
      const names = stale.map((path) => relative(process.cwd(), path)).join(', ');
      console.error(`Not up to date: ${names}. Run \`pnpm bench:page\` and commit what it writes.`);
      process.exitCode = 1;
    }),
);
