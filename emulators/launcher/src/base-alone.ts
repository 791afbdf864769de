import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { startMinistack, stopMinistack } from './ministack.ts';
import { choosePort, host } from './ports.ts';
import { baseEmulatorPython } from './python.ts';
import { sharedFolders, stackPaths } from './repository.ts';

/** The base emulator without the rest: for a contract suite that needs one service of it. */
export type BaseAlone = {
  /** Endpoint of all its services. */
  url: string;
  /** Ends it and removes what it left. */
  stop(): Promise<void>;
};

/** Starts it empty, on a free port, beside whatever stack is up. Installs it first when this checkout has none. */
export async function startBaseAlone(): Promise<BaseAlone> {
  const folder = await mkdtemp(join(tmpdir(), 'cleandesk-base-'));
  const paths = stackPaths(folder);
  const python = await withLock(`${sharedFolders.venv}.lock`, () =>
    baseEmulatorPython(join(paths.logs, 'install.log')),
  );
  const port = await choosePort(0, 'the base emulator', '--base-port');
  const process = await startMinistack(python, port, paths);
  return {
    url: `http://${host}:${port}`,
    async stop() {
      await stopMinistack(process, paths);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
