import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from './clean-environment.ts';
import { tailOf } from './log-files.ts';
import { choosePort, host } from './ports.ts';
import { type OwnedProcess, startAnswering, stop } from './processes.ts';
import { StackRefused } from './refusals.ts';
import type { StackPaths } from './repository.ts';
import { repositoryRoot } from './repository.ts';
import { tryGet } from './requests.ts';

/** It is up in half a second on a quiet machine; a busy one gets a minute. */
const patienceMs = 60_000;

/**
 * Starts MiniStack with the door for AWS's own events, and waits until it answers.
 * @param begun hears of the process before it answers
 */
export async function startMinistack(
  python: string,
  port: number,
  paths: StackPaths,
  begun: (process: OwnedProcess) => void = () => undefined,
): Promise<OwnedProcess> {
  const logFile = baseLog(paths);
  // Another one that answers there would be taken for ours, which has ended by then.
  await choosePort(port, 'the base emulator', '--base-port');
  const program = {
    command: python,
    args: [join(repositoryRoot, 'emulators/launcher/base/launch.py')],
    cwd: repositoryRoot,
    logFile,
    env: cleanEnvironment({
      BIND_HOST: host,
      GATEWAY_PORT: String(port),
      PYTHONUNBUFFERED: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      // A warm function is a Node process of about 66 MB: more of them than this make two cores slower, not faster.
      LAMBDA_ACCOUNT_CONCURRENCY: '12',
      CLEANDESK_TEMP: paths.baseTemp,
      // Its wrapper around functions calls url.parse(), and Node would say so in every log.
      NODE_OPTIONS: '--disable-warning=DEP0169',
      // It writes down what it holds when it ends, and reads that when it starts.
      PERSIST_STATE: '1',
      STATE_DIR: paths.baseState,
      S3_PERSIST: '1',
      S3_DATA_DIR: join(paths.baseState, 's3'),
      // Its IoT and SFTP listeners bind all interfaces, and we need neither.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    }),
  };
  const started = await startAnswering(program, () => isMinistackHealthy(port), patienceMs, begun);
  if (started) return started;
  throw new StackRefused(`The base emulator did not start (log: ${logFile}):`, tailOf(logFile));
}

/** Ends it, with the functions that it has unpacked. Those of another one, in the same folder, stay. */
export async function stopMinistack(
  process: OwnedProcess,
  { baseTemp }: StackPaths,
  patienceMs?: number,
): Promise<void> {
  await stop(process, patienceMs);
  rmSync(join(baseTemp, String(process.pid)), { recursive: true, force: true });
  if (existsSync(baseTemp) && readdirSync(baseTemp).length === 0)
    rmSync(baseTemp, { recursive: true, force: true });
}

export async function isMinistackHealthy(port: number): Promise<boolean> {
  return (await tryGet(`http://${host}:${port}/_ministack/health`)) !== undefined;
}

export function baseLog(paths: StackPaths): string {
  return join(paths.logs, 'base.log');
}
