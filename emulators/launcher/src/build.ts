import { delimiter, join } from 'node:path';
import { run } from './commands.ts';
import { withLock } from './lock.ts';
import { StackRefused } from './refusals.ts';
import { repositoryRoot, sharedFolders, workspaceBin } from './repository.ts';

/**
 * Bundles all services; what did not change comes from turbo's cache. Two stacks that start at once build one after the
 * other: they would write the same files.
 * @param besides further folders of the workspace to be built
 */
export async function buildServices(logFile: string, besides: readonly string[] = []): Promise<void> {
  const built = await withLock(`${sharedFolders.built}.lock`, () =>
    run({
      command: join(workspaceBin, 'turbo'),
      args: [
        'run',
        'build',
        ...['./services/*', ...besides].map((folder) => `--filter=${folder}`),
        '--output-logs=new-only',
        '--no-update-notifier',
      ],
      cwd: repositoryRoot,
      env: {
        ...process.env,
        PATH: [workspaceBin, process.env.PATH ?? ''].join(delimiter),
        TURBO_TELEMETRY_DISABLED: '1',
        FORCE_COLOR: '0',
      },
      logFile,
    }),
  );
  if (built.code === 0) return;
  const said = built.output.split('\n').filter((line) => line.trim() !== '');
  throw new StackRefused(`The services could not be built (log: ${logFile}):`, said.slice(-15));
}
