import { rmSync } from 'node:fs';
import { emptyFolders, stopEmulators } from './emulators.ts';
import { stopLocalstack } from './localstack.ts';
import { withLock } from './lock.ts';
import { defaults } from './options.ts';
import { type Progress, silent } from './progress.ts';
import { type StackPaths, stackPaths } from './repository.ts';
import { readState, type StackState } from './state.ts';

/** Ends the emulators that `up` started, and nothing else. Logs stay, and snapshots for the next `up`. True when there was a stack. */
export async function down(options: { dir?: string } = {}, progress: Progress = silent): Promise<boolean> {
  const paths = stackPaths(options.dir ?? defaults.dir);
  return withLock(paths.lockFile, async () => {
    const state = readState(paths.stateFile);
    if (!state.base && !state.cloud) return false;
    await progress.step('the emulators are stopped', () => endStack(state, paths));
    return true;
  });
}

/** Ends the emulators of a stack, as far as we started them, and forgets what it held. */
export async function endStack(state: StackState, paths: StackPaths): Promise<void> {
  if (state.base?.kind === 'localstack') await stopLocalstack();
  await stopEmulators(state, paths);
  rmSync(paths.stateFile, { force: true });
  emptyFolders(paths);
}
