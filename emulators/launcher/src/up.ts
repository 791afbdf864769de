import { buildServices } from './build.ts';
import { testCredentials } from './credentials.ts';
import { applyStack, deploymentFingerprint, initTerraform, isCurrent } from './deployment.ts';
import { directoryUrlInContainers } from './directory/container.ts';
import { findSlapd } from './directory/debian-slapd.ts';
import { directoryIn, ensureDirectory, type LocalDirectory } from './directory/local-directory.ts';
import { endStack } from './down.ts';
import { ensureEmulators, type RunningEmulators, restartBase, urlsOf } from './emulators.ts';
import { environmentOf, type StackEnvironment } from './environment.ts';
import { Interrupted, interruptible, undisturbed } from './interruption.ts';
import { seenFromContainers } from './localstack.ts';
import { withLock } from './lock.ts';
import { defaults, type UpOptions } from './options.ts';
import { ensurePortal, portalVariable, settlePortal } from './portal/local-portal.ts';
import { type Progress, silent } from './progress.ts';
import { StackRefused } from './refusals.ts';
import { repositoryRoot, type StackPaths, stackPaths } from './repository.ts';
import { post } from './requests.ts';
import { findSnapshots, keepSnapshot } from './snapshot.ts';
import { readState, type Settings, type StackState, writeState } from './state.ts';

/**
 * Makes the stack stand as the options say and returns how to reach it. What stands already is kept: a second call
 * takes a second or two and changes nothing. Throws `StackRefused` with one line that says what to do.
 * @param signal ends it half way, with `Interrupted`: then nothing runs that this call has started
 */
export async function up(
  options: Partial<UpOptions> = {},
  progress: Progress = silent,
  signal?: AbortSignal,
): Promise<StackEnvironment> {
  const wanted: UpOptions = { deploy: true, ...options, dir: options.dir ?? defaults.dir };
  const paths = stackPaths(wanted.dir);
  return interruptible(signal, () =>
    withLock(paths.lockFile, () => stand(wanted, paths, readState(paths.stateFile), progress)),
  );
}

/** What `up` does once nobody else can do it at the same time. `before` is what stood; nothing of it has to run. */
export async function stand(
  wanted: UpOptions,
  paths: StackPaths,
  before: StackState,
  progress: Progress,
): Promise<StackEnvironment> {
  const directory = wanted.directory ?? before.settings?.directory ?? defaults.directory;
  let settings: Settings = {
    graceSeconds: wanted.graceSeconds ?? before.settings?.graceSeconds ?? defaults.graceSeconds,
    speed: wanted.speed ?? before.settings?.speed ?? defaults.speed,
    callsPerSecond: wanted.callsPerSecond ?? before.settings?.callsPerSecond ?? defaults.callsPerSecond,
    rehearsal: wanted.rehearsal ?? before.settings?.rehearsal ?? defaults.rehearsal,
    directory: directory !== false,
    portal: wanted.portal ?? before.settings?.portal ?? defaults.portal,
    portalExpirySeconds:
      wanted.portalExpirySeconds ?? before.settings?.portalExpirySeconds ?? defaults.portalExpirySeconds,
    approversSignIn: wanted.approversSignIn ?? before.settings?.approversSignIn ?? defaults.approversSignIn,
    detector: wanted.detector ?? before.settings?.detector ?? defaults.detector,
    portalIssuer: wanted.portalIssuer === undefined ? before.settings?.portalIssuer : wanted.portalIssuer,
  };
  const preparation = prepareDeployment(paths, progress, settings);
  // Nothing of the deployment needs the emulators before it is applied: on a cold start all of it runs beside them.
  const isCold = before.deployment === undefined && findSnapshots().length === 0;
  const early = wanted.deploy ? [preparation.build(), ...(isCold ? [preparation.init()] : [])] : [];
  const kind = wanted.base ?? before.base?.kind ?? defaults.base;
  // In a container it needs nothing of this machine.
  const slapd = settings.directory && kind === 'ministack' ? findSlapd() : undefined;
  // Looked at later: when the emulators refuse too, that is what a person reads.
  const ended = Promise.allSettled([...early, slapd]);
  let running: RunningEmulators | undefined;
  try {
    running = await ensureEmulators(wanted, paths, before, settings, progress);
    if (directory === 'wherePossible') settings = { ...settings, directory: await isThere(slapd, progress) };
    const told = await set(paths, before, running, settings);
    const withDirectory = settings.directory ? await ensureDirectory(paths, told, progress) : told;
    const state = settings.portal ? await ensurePortal(paths, withDirectory, progress) : withDirectory;
    if (!wanted.deploy) return environmentOf(state);
    await Promise.all(early);
    const deployed = await deploy(paths, state, running.fresh, preparation, progress, wanted.artifactsDir);
    settlePortal(paths, deployed);
    return environmentOf(deployed);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    await ended;
    throw await undisturbed(() => afterInterruption(running, paths));
  }
}

/** Whether OpenLDAP can be had here; where not, it is told why. */
async function isThere(slapd: Promise<unknown> | undefined, progress: Progress): Promise<boolean> {
  try {
    await slapd;
    return true;
  } catch (error) {
    if (!(error instanceof StackRefused)) throw error;
    progress.note(`there is no directory here: ${error.message}`);
    return false;
  }
}

/** What this run has started is ended; a stack that stood before goes on. */
async function afterInterruption(
  running: RunningEmulators | undefined,
  paths: StackPaths,
): Promise<Interrupted> {
  if (running !== undefined && !running.fresh) {
    return new Interrupted(
      'Interrupted: the emulators run as before, but what is deployed may be half new: run ./scripts/local up again.',
    );
  }
  // What is written down: the base emulator may be another one than at first.
  if (running !== undefined) await endStack(readState(paths.stateFile), paths);
  return new Interrupted(
    'Interrupted: what was started is ended, and nothing of it runs. ./scripts/local up begins again.',
  );
}

/** Tells running emulators what can be told them while they run, and writes down what stands. */
async function set(
  paths: StackPaths,
  before: StackState,
  running: RunningEmulators,
  settings: Settings,
): Promise<StackState> {
  const state: StackState = { ...running.state, settings };
  if (!running.fresh && before.settings?.speed !== settings.speed) {
    await post(`${urlsOf(state).cloudUrl}/_control/clock`, { speed: settings.speed });
  }
  const { callsPerSecond: perSecond = defaults.callsPerSecond } = settings;
  if (perSecond !== (running.fresh ? defaults.callsPerSecond : before.settings?.callsPerSecond)) {
    const throttle = { perSecond, burst: Math.ceil(perSecond * burstInSeconds) };
    await post(`${urlsOf(state).cloudUrl}/_control/settings`, { throttle });
  }
  writeState(paths.stateFile, state);
  return state;
}

/** As terraform/stacks/local reads it. */
const directoryVariable = ({ urls, ca, reader, baseDn }: LocalDirectory, inContainers: boolean) => ({
  urls: inContainers ? [directoryUrlInContainers] : urls,
  ca,
  bind_user: reader.bindUser,
  password: reader.password,
  base_dn: baseDn,
});

/** AWS lets five calls through at once at two a second (WorkSpaces Administration Guide, throttled API calls). */
const burstInSeconds = 2.5;

type Preparation = ReturnType<typeof prepareDeployment>;

/** Both steps before an apply, each at most once. */
function prepareDeployment(paths: StackPaths, progress: Progress, { portal = false }: Settings) {
  let initialised: ReturnType<typeof initTerraform> | undefined;
  return {
    build: () =>
      progress.step('the services are built', () =>
        buildServices(`${paths.logs}/build.log`, portal ? ['./portal'] : []),
      ),
    init: () => {
      initialised ??= progress.step('Terraform has its providers', () => initTerraform(paths));
      return initialised;
    },
  };
}

/** Applies the local stack, unless it would change nothing, and keeps a snapshot of it if nobody has used it yet. */
async function deploy(
  paths: StackPaths,
  state: StackState,
  fresh: boolean,
  preparation: Preparation,
  progress: Progress,
  artifactsDir = `${repositoryRoot}/services`,
): Promise<StackState> {
  const { baseUrl, cloudUrl } = urlsOf(state);
  const portal = portalVariable(state);
  const variables = {
    base_url: baseUrl,
    cloud_url: cloudUrl,
    grace_seconds: state.settings?.graceSeconds ?? defaults.graceSeconds,
    workspaces_calls_per_second: state.settings?.callsPerSecond ?? defaults.callsPerSecond,
    rehearsal: state.settings?.rehearsal ?? defaults.rehearsal,
    detector: state.settings?.detector ?? defaults.detector,
    ...(state.directory
      ? { directory: directoryVariable(directoryIn(state), state.base?.kind === 'localstack') }
      : {}),
    ...(portal === undefined ? {} : { portal }),
    // LocalStack has no version 2 of SES without a licence.
    user_notices: state.base?.kind !== 'localstack',
    artifacts_dir: artifactsDir,
    region: testCredentials.AWS_REGION,
    ...(state.base?.kind === 'localstack' ? seenFromContainers : {}),
  };
  const fingerprint = deploymentFingerprint(variables);
  if (isCurrent(state, fingerprint)) {
    progress.note('the product is deployed, and nothing of it has changed');
    return state;
  }
  const { env } = await preparation.init();
  const outputs = await progress.step('the product is deployed', () => applyStack(paths, env, variables));
  let deployed: StackState = { ...state, deployment: { fingerprint, outputs } };
  writeState(paths.stateFile, deployed);
  if (fresh && state.base?.process) {
    deployed = await progress.step('a snapshot is kept, for a quick reset', () =>
      restartBase(paths, deployed, () => keepSnapshot(paths, deployed, cloudUrl)),
    );
  }
  return deployed;
}
