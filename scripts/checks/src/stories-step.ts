import { down, progress, repositoryRoot, up } from '@cleandesk/launcher';
import { testRun } from './command-line.ts';
import { vitestCounts } from './counts.ts';
import type { Outcome } from './step.ts';

/** A stack of its own on free ports: one that somebody works with is not disturbed. */
const dir = '.local/checks/stack';

/** The stories, through functions that are really deployed. The stack is ended whatever comes of them. */
export async function storiesStep(print: (line: string) => void): Promise<Outcome> {
  try {
    const stack = await up({ dir, basePort: 0, cloudPort: 0 }, progress(print));
    return await testRun(['pnpm', '--filter', '@cleandesk/e2e', 'stories'], vitestCounts, {
      cwd: repositoryRoot,
      env: { ...process.env, ...stack.variables, CLEANDESK_STACK_DIR: dir },
    });
  } finally {
    await down({ dir });
  }
}
