import { buildServices } from './build.ts';
import { testCredentials } from './credentials.ts';
import {
  applyStack,
  deploymentFingerprint,
  forgetDeployment,
  initTerraform,
  isCurrent,
} from './deployment.ts';
import { ensureEmulators, urlsOf } from './emulators.ts';
import { environmentOf, type StackEnvironment } from './environment.ts';
import { seenFromContainers } from './localstack.ts';
import { withLock } from './lock.ts';
import { defaults, type UpOptions } from './options.ts';
import { type Progress, silent } from './progress.ts';
import { repositoryRoot, type StackPaths, stackPaths } from './repository.ts';
import { post } from './requests.ts';
import { readState, type StackState, writeState } from './state.ts';

/**
 * Makes the stack stand as the options say and returns how to reach it. What stands already is kept: a second call
 * takes a second or two and changes nothing. Throws `StackRefused` with one line that says what to do.
 */
export async function up(
  options: Partial<UpOptions> = {},
  progress: Progress = silent,
): Promise<StackEnvironment> {
  const wanted: UpOptions = { deploy: true, ...options, dir: options.dir ?? defaults.dir };
  const paths = stackPaths(wanted.dir);
  return withLock(paths.lockFile, async () => {
    const before = readState(paths.stateFile);
    const settings = {
      graceSeconds: wanted.graceSeconds ?? before.settings?.graceSeconds ?? defaults.graceSeconds,
      speed: wanted.speed ?? before.settings?.speed ?? defaults.speed,
    };
    const preparation = prepareDeployment(paths, progress);
    // Nothing of the deployment needs the emulators before it is applied: on a cold start all of it runs beside them.
    const early = wanted.deploy
      ? Promise.all([preparation.build(), before.deployment ? [] : preparation.init()])
      : undefined;
    early?.catch(() => undefined); // Awaited below: when the emulators refuse too, that is what a person reads.

    const running = await ensureEmulators(wanted, paths, before, settings.speed, progress);
    if (running.fresh) forgetDeployment(paths);
    else if (before.settings?.speed !== settings.speed) {
      await post(`${running.cloudUrl}/_control/clock`, { speed: settings.speed });
    }
    writeState(paths.stateFile, { ...running.state, settings });
    if (early) {
      await early;
      await deploy(paths, preparation, progress);
    }
    return environmentOf(readState(paths.stateFile));
  });
}

export type Preparation = ReturnType<typeof prepareDeployment>;

/** Both steps before an apply, each at most once. */
export function prepareDeployment(paths: StackPaths, progress: Progress) {
  let initialised: ReturnType<typeof initTerraform> | undefined;
  return {
    build: () => progress.step('the services are built', () => buildServices(`${paths.logs}/build.log`)),
    init: () => {
      initialised ??= progress.step('Terraform has its providers', () => initTerraform(paths));
      return initialised;
    },
  };
}

/** Applies the local stack, unless it would change nothing. */
export async function deploy(paths: StackPaths, preparation: Preparation, progress: Progress): Promise<void> {
  const state: StackState = readState(paths.stateFile);
  const { baseUrl, cloudUrl } = urlsOf(state);
  const variables = {
    base_url: baseUrl,
    cloud_url: cloudUrl,
    grace_seconds: state.settings?.graceSeconds ?? defaults.graceSeconds,
    artifacts_dir: `${repositoryRoot}/services`,
    region: testCredentials.AWS_REGION,
    ...(state.base?.kind === 'localstack' ? seenFromContainers : {}),
  };
  const fingerprint = deploymentFingerprint(variables, [state.base?.process, state.cloud?.process]);
  if (isCurrent(state, fingerprint)) return progress.note('the product is deployed already, nothing changed');
  const { env } = await preparation.init();
  const outputs = await progress.step('the product is deployed', () => applyStack(paths, env, variables));
  writeState(paths.stateFile, { ...state, deployment: { fingerprint, outputs } });
}
