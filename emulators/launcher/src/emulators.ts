import { mkdirSync, rmSync } from 'node:fs';
import { cloudLog, isCloudHealthy, startDesktopCloud } from './desktop-cloud.ts';
import { Interrupted, undisturbed } from './interruption.ts';
import { isLocalstackHealthy, startLocalstack, stopLocalstack } from './localstack.ts';
import { withLock } from './lock.ts';
import { tailOf } from './log-files.ts';
import { baseLog, isMinistackHealthy, startMinistack, stopMinistack } from './ministack.ts';
import { defaults, type UpOptions } from './options.ts';
import { choosePort, host } from './ports.ts';
import { isRunning, stop } from './processes.ts';
import type { Progress } from './progress.ts';
import { baseEmulatorPython } from './python.ts';
import { StackRefused } from './refusals.ts';
import { type StackPaths, sharedFolders } from './repository.ts';
import { until } from './requests.ts';
import { putBackAlarms, putBackFiles, usableSnapshot } from './snapshot.ts';
import { type Settings, type StackState, writeState } from './state.ts';

/** How long the base emulator may take to write down what it holds, in ms. */
const savePatienceMs = 20_000;

export type RunningEmulators = { state: StackState; fresh: boolean };

/**
 * Makes both emulators run. What runs already is kept. When one has died, both are started anew: what the other one
 * holds belongs to functions and queues that are gone.
 * `fresh` says that nobody has used them yet: they are empty, or hold the snapshot of an unused deployment.
 */
export async function ensureEmulators(
  options: UpOptions,
  paths: StackPaths,
  state: StackState,
  settings: Settings,
  progress: Progress,
): Promise<RunningEmulators> {
  if (state.base && state.cloud) {
    if (await areUp(state)) {
      refuseOtherPorts(options, state);
      return { state, fresh: false };
    }
    progress.note(whatDied(state, paths));
    await stopEmulators(state, paths);
  }
  // One after the other: two stacks that take any free port would otherwise both take those of the same snapshot.
  const started = await withLock(`${sharedFolders.snapshots}.lock`, () =>
    startEmulators(options, paths, state, settings, progress),
  );
  return { state: started, fresh: true };
}

async function startEmulators(
  options: UpOptions,
  paths: StackPaths,
  before: StackState,
  settings: Settings,
  progress: Progress,
): Promise<StackState> {
  const kind = options.base ?? before.base?.kind ?? defaults.base;
  const wanted = {
    basePort: options.basePort ?? before.base?.port ?? defaults.basePort,
    cloudPort: options.cloudPort ?? before.cloud?.port ?? defaults.cloudPort,
  };
  const kept = kind === 'ministack' && options.deploy ? await usableSnapshot(wanted, settings) : undefined;
  const { basePort, cloudPort } = kept?.snapshot ?? {
    basePort: await choosePort(wanted.basePort, 'the base emulator', '--base-port'),
    cloudPort: await choosePort(wanted.cloudPort, 'the desktop cloud', '--cloud-port'),
  };
  const state: StackState = { base: { kind, port: basePort }, cloud: { port: cloudPort } };
  const { baseUrl, cloudUrl } = urlsOf(state);
  emptyFolders(paths);

  if (kind === 'localstack') {
    try {
      await progress.step(`LocalStack answers at ${baseUrl}, the desktop cloud at ${cloudUrl}`, () =>
        startLocalstack({ basePort, cloudPort, speed: settings.speed }),
      );
    } catch (error) {
      if (error instanceof Interrupted) await undisturbed(stopLocalstack);
      throw error;
    }
    return state;
  }

  if (kept) putBackFiles(paths, kept);
  const python = await progress.step('the base emulator is installed', () =>
    withLock(`${sharedFolders.venv}.lock`, () => baseEmulatorPython(`${paths.logs}/install.log`)),
  );
  try {
    // Written down as soon as they run: of a start that is killed half way the next one has to know.
    await progress.step(`the base emulator answers at ${baseUrl}`, () =>
      startMinistack(python, basePort, paths, (process) => {
        state.base = { kind, port: basePort, process };
        writeState(paths.stateFile, state);
      }),
    );
    await progress.step(`the desktop cloud answers at ${cloudUrl}`, async () => {
      await startDesktopCloud({ port: cloudPort, baseUrl, speed: settings.speed }, paths, (process) => {
        state.cloud = { port: cloudPort, process };
        writeState(paths.stateFile, state);
      });
      if (kept) await putBackAlarms(kept, cloudUrl);
    });
  } catch (error) {
    await stopEmulators(state, paths);
    rmSync(paths.stateFile, { force: true });
    emptyFolders(paths);
    throw error;
  }
  return kept ? { ...state, deployment: kept.snapshot.deployment } : state;
}

/**
 * Ends the base emulator, which writes down what it holds, and starts it again with that. `between` sees it ended.
 * @returns what stands now, as it is written down
 */
export async function restartBase(
  paths: StackPaths,
  state: StackState,
  between: () => Promise<void>,
): Promise<StackState> {
  const { base } = state;
  if (!base?.process) throw new Error('Only a base emulator that we started can be started again.');
  await stopMinistack(base.process, paths, savePatienceMs);
  await between();
  const python = await baseEmulatorPython(`${paths.logs}/install.log`);
  let started = state;
  await startMinistack(python, base.port, paths, (process) => {
    started = { ...state, base: { ...base, process } };
    writeState(paths.stateFile, started);
  });
  return started;
}

/** Ends both, as far as we started them, and the directory and the portal of a stack that has them. */
export async function stopEmulators(
  { base, cloud, directory, portal }: StackState,
  paths: StackPaths,
): Promise<void> {
  if (portal?.process) await stop(portal.process);
  if (directory?.process) await stop(directory.process);
  if (cloud?.process) await stop(cloud.process);
  if (base?.process) await stopMinistack(base.process, paths);
}

/** What the emulators and Terraform keep of a stack that is gone; its logs stay, and functions go with their emulator. */
export function emptyFolders(paths: StackPaths): void {
  for (const path of [
    paths.baseState,
    paths.cloudData,
    paths.directory,
    paths.portalSettings,
    paths.terraformState,
    `${paths.terraformState}.backup`,
  ]) {
    rmSync(path, { recursive: true, force: true });
  }
  mkdirSync(paths.logs, { recursive: true });
}

/** The addresses of a stack that has ports. */
export function urlsOf(state: StackState): { baseUrl: string; cloudUrl: string } {
  if (!state.base || !state.cloud) throw new StackRefused('No stack is up: run ./scripts/local up.');
  return { baseUrl: `http://${host}:${state.base.port}`, cloudUrl: `http://${host}:${state.cloud.port}` };
}

/**
 * Whether both run and answer. One that runs and says nothing has a while to: on a busy machine it may take seconds, and
 * to end it would take everything with it that it holds.
 */
export function areUp(state: StackState, patienceMs = busyMs): Promise<boolean> {
  const runs = (emulator: StackState['cloud']) =>
    emulator?.process !== undefined && isRunning(emulator.process);
  return until(
    async () => Object.values(await healthOf(state)).every((isHealthy) => isHealthy),
    patienceMs,
    () => !runs(state.base) || !runs(state.cloud),
  );
}

/** How long an emulator that runs may not answer, in ms. */
const busyMs = 30_000;

/** Whether each of them runs and answers. */
export async function healthOf(state: StackState): Promise<{ base: boolean; cloud: boolean }> {
  const { base, cloud } = state;
  const runs = (emulator: { process?: Parameters<typeof isRunning>[0] | undefined }) =>
    emulator.process === undefined || isRunning(emulator.process);
  const baseAnswers = base?.kind === 'localstack' ? isLocalstackHealthy : isMinistackHealthy;
  return {
    base: base !== undefined && runs(base) && (await baseAnswers(base.port)),
    cloud: cloud !== undefined && runs(cloud) && (await isCloudHealthy(cloud.port)),
  };
}

/** A running stack keeps its ports: the deployed functions have them in their environment. */
function refuseOtherPorts(options: UpOptions, state: StackState): void {
  const wanted = [
    ['--base', options.base, state.base?.kind],
    ['--base-port', options.basePort, state.base?.port],
    ['--cloud-port', options.cloudPort, state.cloud?.port],
  ] as const;
  for (const [option, asked, standing] of wanted) {
    if (asked === undefined || standing === undefined || asked === 0 || asked === standing) continue;
    throw new StackRefused(
      `A stack with ${option} ${standing} is in ${options.dir}: run ./scripts/local down first.`,
    );
  }
}

function whatDied(state: StackState, paths: StackPaths): string {
  const baseIsGone = state.base?.process && !isRunning(state.base.process);
  const last = tailOf(baseIsGone ? baseLog(paths) : cloudLog(paths), 1)[0] ?? 'nothing';
  return `an emulator of the last run is gone, both are started again (it last said: ${last})`;
}
