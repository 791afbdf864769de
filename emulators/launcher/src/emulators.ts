import { mkdirSync, rmSync } from 'node:fs';
import { cloudLog, isCloudHealthy, startDesktopCloud } from './desktop-cloud.ts';
import { isLocalstackHealthy, startLocalstack } from './localstack.ts';
import { withLock } from './lock.ts';
import { tailOf } from './log-files.ts';
import { baseLog, isMinistackHealthy, startMinistack } from './ministack.ts';
import { defaults, type UpOptions } from './options.ts';
import { choosePort, host } from './ports.ts';
import { isRunning, stop } from './processes.ts';
import type { Progress } from './progress.ts';
import { baseEmulatorPython } from './python.ts';
import { StackRefused } from './refusals.ts';
import { type StackPaths, sharedFolders } from './repository.ts';
import { type StackState, writeState } from './state.ts';

export type RunningEmulators = { state: StackState; baseUrl: string; cloudUrl: string; fresh: boolean };

/**
 * Makes both emulators run. What runs already is kept; one that died is started again, empty: then the other one is
 * emptied too, since what it holds belongs to functions and queues that are gone.
 */
export async function ensureEmulators(
  options: UpOptions,
  paths: StackPaths,
  state: StackState,
  speed: number,
  progress: Progress,
): Promise<RunningEmulators> {
  if (await areHealthy(state)) {
    refuseOtherPorts(options, state);
    return { state, ...urlsOf(state), fresh: false };
  }
  if (state.base) progress.note(whatDied(state, paths));
  await stopEmulators(state);
  rmSync(paths.cloudData, { recursive: true, force: true });
  mkdirSync(paths.logs, { recursive: true });

  const kind = options.base ?? state.base?.kind ?? defaults.base;
  const basePort = await choosePort(
    options.basePort ?? state.base?.port ?? defaults.basePort,
    'the base emulator',
    '--base-port',
  );
  const cloudPort = await choosePort(
    options.cloudPort ?? state.cloud?.port ?? defaults.cloudPort,
    'the desktop cloud',
    '--cloud-port',
  );
  const standing: StackState = { base: { kind, port: basePort }, cloud: { port: cloudPort } };
  const { baseUrl, cloudUrl } = urlsOf(standing);

  if (kind === 'localstack') {
    await progress.step(`LocalStack at ${baseUrl} and the desktop cloud at ${cloudUrl}`, () =>
      startLocalstack({ basePort, cloudPort, speed }),
    );
    writeState(paths.stateFile, standing);
    return { state: standing, baseUrl, cloudUrl, fresh: true };
  }

  const python = await progress.step('the base emulator is installed', () =>
    withLock(`${sharedFolders.venv}.lock`, () => baseEmulatorPython(`${paths.logs}/install.log`)),
  );
  try {
    await progress.step(`the base emulator answers at ${baseUrl}`, async () => {
      standing.base = { kind, port: basePort, process: await startMinistack(python, basePort, paths) };
      writeState(paths.stateFile, standing);
    });
    await progress.step(`the desktop cloud answers at ${cloudUrl}`, async () => {
      const process = await startDesktopCloud({ port: cloudPort, baseUrl, speed }, paths);
      standing.cloud = { port: cloudPort, process };
      writeState(paths.stateFile, standing);
    });
  } catch (error) {
    await stopEmulators(standing);
    rmSync(paths.stateFile, { force: true });
    throw error;
  }
  return { state: standing, baseUrl, cloudUrl, fresh: true };
}

/** Ends both, as far as we started them. */
export async function stopEmulators(state: StackState): Promise<void> {
  for (const emulator of [state.cloud, state.base]) {
    if (emulator?.process) await stop(emulator.process);
  }
}

/** The addresses of a stack that has ports. */
export function urlsOf(state: StackState): { baseUrl: string; cloudUrl: string } {
  if (!state.base || !state.cloud) throw new StackRefused('No stack is up: run ./scripts/local up.');
  return { baseUrl: `http://${host}:${state.base.port}`, cloudUrl: `http://${host}:${state.cloud.port}` };
}

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

async function areHealthy(state: StackState): Promise<boolean> {
  if (!state.base || !state.cloud) return false;
  const health = await healthOf(state);
  return health.base && health.cloud;
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
  const last = tailOf(
    state.base?.process && !isRunning(state.base.process) ? baseLog(paths) : cloudLog(paths),
    1,
  );
  return `an emulator of the last run is gone, both are started again (it last said: ${last[0] ?? 'nothing'})`;
}
