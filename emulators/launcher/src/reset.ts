import { areUp, stopEmulators } from './emulators.ts';
import type { StackEnvironment } from './environment.ts';
import { interruptible } from './interruption.ts';
import { stopLocalstack } from './localstack.ts';
import { withLock } from './lock.ts';
import { defaults } from './options.ts';
import { type Progress, silent } from './progress.ts';
import { StackRefused } from './refusals.ts';
import { stackPaths } from './repository.ts';
import { readState } from './state.ts';
import { stand } from './up.ts';

/**
 * Makes the stack as new, at the same addresses: the emulators are started again with the deployment as it was before
 * anybody used it. Takes two seconds; where the code has changed since, as long as deploying that.
 * @param signal ends it half way, as for `up`
 */
export async function reset(
  options: { dir?: string } = {},
  progress: Progress = silent,
  signal?: AbortSignal,
): Promise<StackEnvironment> {
  return interruptible(signal, () => renew(options.dir ?? defaults.dir, progress));
}

function renew(dir: string, progress: Progress): Promise<StackEnvironment> {
  const paths = stackPaths(dir);
  return withLock(paths.lockFile, async () => {
    const state = readState(paths.stateFile);
    if (!(await areUp(state))) {
      throw new StackRefused(`The stack in ${dir} is not up: run ./scripts/local up.`);
    }
    await progress.step('the emulators are stopped', async () => {
      if (state.base?.kind === 'localstack') await stopLocalstack();
      await stopEmulators(state, paths);
    });
    const { base, cloud, settings, deployment } = state;
    return stand(
      {
        dir,
        deploy: deployment !== undefined,
        ...(base ? { base: base.kind, basePort: base.port } : {}),
        ...(cloud ? { cloudPort: cloud.port } : {}),
      },
      paths,
      settings ? { settings } : {},
      progress,
    );
  });
}
