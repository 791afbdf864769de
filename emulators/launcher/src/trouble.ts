import { spawnSync } from 'node:child_process';
import { restartBase } from './emulators.ts';
import { withLock } from './lock.ts';
import { defaults } from './options.ts';
import { hasCode, type OwnedProcess, startTokenOf } from './processes.ts';
import { StackRefused } from './refusals.ts';
import { stackPaths } from './repository.ts';
import { readState } from './state.ts';

/**
 * Ends the base emulator of a stack and starts it again with what it held: functions die where they are, and for some
 * seconds nobody takes events, messages or timers. Its process id is another one afterwards.
 */
export async function restart(options: { dir?: string } = {}): Promise<void> {
  const dir = options.dir ?? defaults.dir;
  const paths = stackPaths(dir);
  await withLock(paths.lockFile, async () => {
    const state = readState(paths.stateFile);
    if (!state.base?.process)
      throw new StackRefused(
        `The stack in ${dir} has no base emulator that we started: run ./scripts/local up.`,
      );
    await restartBase(paths, state, () => Promise.resolve());
  });
}

/** The processes in which functions of a stack stand or run: what starts from the base emulator. */
export function functionProcesses(options: { dir?: string } = {}): OwnedProcess[] {
  const { base } = readState(stackPaths(options.dir ?? defaults.dir).stateFile);
  const listed = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout;
  return listed.split('\n').flatMap((line) => {
    const [pid = 0, parent] = line.trim().split(/\s+/).map(Number);
    const startToken = parent === base?.process?.pid && pid > 0 ? startTokenOf(pid) : undefined;
    return startToken === undefined ? [] : [{ pid, startToken }];
  });
}

/** Ends a function where it is, as Lambda does with one that runs out of memory. False when it was gone. */
export function killFunction({ pid, startToken }: OwnedProcess): boolean {
  if (startTokenOf(pid) !== startToken) return false;
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
    throw error;
  }
}
