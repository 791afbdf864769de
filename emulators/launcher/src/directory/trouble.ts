import { withLock } from '../lock.ts';
import { choosePort } from '../ports.ts';
import { type OwnedProcess, signalGroup, stop } from '../processes.ts';
import { StackRefused } from '../refusals.ts';
import { type StackPaths, stackPaths } from '../repository.ts';
import { readState, writeState } from '../state.ts';
import { restartSlapd } from './slapd.ts';

type Standing = { port: number; process: OwnedProcess };

/** A stack's directory that listens elsewhere for a while. */
export type Moved = {
  /** Where it listened, and where whoever reads groups goes on asking: free for somebody else. */
  usualPort: number;
  port: number;
  /** Ends it where it is, as a machine that loses its power. */
  kill: () => void;
};

/** The directory says nothing for a while: it runs, takes connections, and does not answer. */
export async function silenceDirectory<T>({ dir }: { dir: string }, meanwhile: () => Promise<T>): Promise<T> {
  const { pid } = standingIn(stackPaths(dir)).process;
  process.kill(pid, 'SIGSTOP');
  try {
    return await meanwhile();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** The directory moves to another port, with what it holds, and comes back to its own afterwards. */
export async function moveDirectory<T>(
  { dir }: { dir: string },
  meanwhile: (moved: Moved) => Promise<T>,
): Promise<T> {
  const paths = stackPaths(dir);
  const { port: usualPort } = standingIn(paths);
  const moved = await startElsewhere(paths, await choosePort(0, 'the directory', '--directory-port'));
  try {
    return await meanwhile({
      usualPort,
      port: moved.port,
      kill: () => signalGroup(moved.process.pid, 'SIGKILL'),
    });
  } finally {
    await startElsewhere(paths, usualPort);
  }
}

/** It is written down at once: a `down` has to find it wherever it is. */
function startElsewhere(paths: StackPaths, port: number): Promise<Standing> {
  return withLock(paths.lockFile, async () => {
    const before = standingIn(paths);
    await stop(before.process);
    const started = { port, process: await restartSlapd(paths.directory, port) };
    const state = readState(paths.stateFile);
    if (state.directory)
      writeState(paths.stateFile, { ...state, directory: { ...state.directory, ...started } });
    return started;
  });
}

function standingIn({ root, stateFile }: StackPaths): Standing {
  const { directory } = readState(stateFile);
  if (directory?.process === undefined)
    throw new StackRefused(`The stack in ${root} has no directory that we started.`);
  return { port: directory.port, process: directory.process };
}
