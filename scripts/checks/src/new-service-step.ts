import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { check, execute, inTurn, testRun } from './command-line.ts';
import { plainCounts } from './counts.ts';
import type { Outcome } from './step.ts';

const name = 'desk-counter';

/** Renders a service into a copy of the checkout, and runs there what is asked of every service. */
export async function newServiceStep(): Promise<Outcome> {
  const cwd = mkdtempSync(join(tmpdir(), 'cleandesk-new-service-'));
  try {
    const { output } = await execute(['git', 'ls-files', '--cached', '--others', '--exclude-standard', '-z']);
    for (const path of output.split('\0').filter((one) => one !== '')) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      cpSync(join(repositoryRoot, path), join(cwd, path), { verbatimSymlinks: true });
    }
    return await inTurn([
      () => check(['./scripts/new-service', name], { cwd }),
      () => testRun(['./scripts/test', '--service', name], plainCounts, { cwd }),
      () =>
        testRun(['./scripts/test', ...['generated', 'links', 'architecture'].flatMap(only)], plainCounts, {
          cwd,
        }),
      () => check(['pnpm', 'exec', 'oxlint', '--type-aware', '--deny-warnings', `services/${name}`], { cwd }),
    ]);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const only = (step: string): string[] => ['--only', step];
