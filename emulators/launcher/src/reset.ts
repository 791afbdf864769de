import { forgetDeployment } from './deployment.ts';
import { healthOf, urlsOf } from './emulators.ts';
import { environmentOf, type StackEnvironment } from './environment.ts';
import { withLock } from './lock.ts';
import { defaults } from './options.ts';
import { type Progress, silent } from './progress.ts';
import { StackRefused } from './refusals.ts';
import { stackPaths } from './repository.ts';
import { post } from './requests.ts';
import { readState, writeState } from './state.ts';
import { deploy, prepareDeployment } from './up.ts';

/** Empties both emulators and deploys again: as after `down` and `up`, without starting anything. */
export async function reset(
  options: { dir?: string } = {},
  progress: Progress = silent,
): Promise<StackEnvironment> {
  const dir = options.dir ?? defaults.dir;
  const paths = stackPaths(dir);
  return withLock(paths.lockFile, async () => {
    const { deployment, ...state } = readState(paths.stateFile);
    const { baseUrl, cloudUrl } = urlsOf(state);
    const health = await healthOf(state);
    if (!health.base || !health.cloud) {
      throw new StackRefused(`The stack in ${dir} is not up: run ./scripts/local up.`);
    }
    await progress.step('both emulators are empty', async () => {
      await post(
        `${baseUrl}/${state.base?.kind === 'localstack' ? '_localstack/state' : '_ministack'}/reset`,
      );
      await post(`${cloudUrl}/_control/reset`);
      await post(`${cloudUrl}/_control/clock`, { speed: state.settings?.speed ?? defaults.speed });
    });
    forgetDeployment(paths);
    writeState(paths.stateFile, state);
    if (deployment) {
      const preparation = prepareDeployment(paths, progress);
      await preparation.build();
      await deploy(paths, preparation, progress);
    }
    return environmentOf(readState(paths.stateFile));
  });
}
