import { join } from 'node:path';
import { cleanEnvironment } from './clean-environment.ts';
import { tailOf } from './log-files.ts';
import { host } from './ports.ts';
import { type OwnedProcess, startAnswering } from './processes.ts';
import { StackRefused } from './refusals.ts';
import { repositoryRoot, type StackPaths, workspaceBin } from './repository.ts';
import { tryGet } from './requests.ts';

const patienceMs = 60_000;

/**
 * Starts the desktop cloud, which emits AWS's events into the base emulator, and waits until it answers.
 * @param begun hears of the process before it answers
 */
export async function startDesktopCloud(
  wanted: { port: number; baseUrl: string; speed: number },
  paths: StackPaths,
  begun: (process: OwnedProcess) => void,
): Promise<OwnedProcess> {
  const logFile = cloudLog(paths);
  const program = {
    command: join(workspaceBin, 'node'),
    args: [
      join(repositoryRoot, 'emulators/desktop-cloud/src/cli.ts'),
      `--host=${host}`,
      `--port=${wanted.port}`,
      `--base=${wanted.baseUrl}`,
      `--events=${wanted.baseUrl}/_cleandesk/aws-events`,
      `--speed=${wanted.speed}`,
      `--state=${paths.cloudData}`,
    ],
    cwd: repositoryRoot,
    logFile,
    env: cleanEnvironment(),
  };
  const started = await startAnswering(program, () => isCloudHealthy(wanted.port), patienceMs, begun);
  if (started) return started;
  throw new StackRefused(`The desktop cloud did not start (log: ${logFile}):`, tailOf(logFile));
}

export async function isCloudHealthy(port: number): Promise<boolean> {
  return (await tryGet(`http://${host}:${port}/_control/health`)) !== undefined;
}

export function cloudLog(paths: StackPaths): string {
  return join(paths.logs, 'desktop-cloud.log');
}
