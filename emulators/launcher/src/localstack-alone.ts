import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaseAlone } from './base-alone.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { run } from './commands.ts';
import { isLocalstackHealthy } from './localstack.ts';
import { withLock } from './lock.ts';
import { tailOf } from './log-files.ts';
import { choosePort, host } from './ports.ts';
import { startAnswering, stop } from './processes.ts';
import { preparedVenv } from './python.ts';
import { StackRefused } from './refusals.ts';
import { repositoryRoot } from './repository.ts';

const folder = join(repositoryRoot, 'emulators/launcher/localstack');
const venv = join(repositoryRoot, '.local/venv-localstack');
/** It answers after two seconds on a quiet machine. */
const patienceMs = 120_000;

/**
 * Starts LocalStack without Docker, empty, on a free port of the loopback: EventBridge, SQS, Step Functions, SSM and Secrets Manager. Its
 * functions need Docker, its DynamoDB a download. Installs it first when this checkout has none.
 * @throws {StackRefused} where there is no Python 3.13
 */
export async function startLocalstackAlone(): Promise<BaseAlone> {
  const home = await mkdtemp(join(tmpdir(), 'cleandesk-localstack-'));
  const logFile = join(home, 'localstack.log');
  try {
    const python = await python313();
    const interpreter = await withLock(`${venv}.lock`, () =>
      preparedVenv({
        folder: venv,
        requirements: join(folder, 'requirements.txt'),
        logFile: join(home, 'install.log'),
        otherwise: 'LocalStack could not be installed: is the Python package index reachable?',
        python,
      }),
    );
    const port = await choosePort(0, 'LocalStack', '--base-port');
    const program = {
      command: interpreter,
      args: [join(folder, 'launch.py')],
      cwd: home,
      logFile,
      env: cleanEnvironment({
        HOME: home,
        TMPDIR: home,
        GATEWAY_LISTEN: `${host}:${port}`,
        PYTHONUNBUFFERED: '1',
        // It neither reports what is done with it nor asks for a certificate and for names.
        DISABLE_EVENTS: '1',
        SKIP_SSL_CERT_DOWNLOAD: '1',
        DNS_ADDRESS: '0',
      }),
    };
    const started = await startAnswering(
      program,
      () => isLocalstackHealthy(port),
      patienceMs,
      () => undefined,
    );
    if (started === undefined)
      throw new StackRefused(`LocalStack did not start (log: ${logFile}):`, tailOf(logFile));
    return {
      url: `http://${host}:${port}`,
      async stop() {
        await stop(started);
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    // A log that somebody is told to read stays.
    if (!(error instanceof StackRefused) || !error.message.includes(home))
      await rm(home, { recursive: true, force: true });
    throw error;
  }
}

/** This release of LocalStack runs on 3.13: with 3.11 it fails, and newer ones lack what it imports. */
async function python313(): Promise<string> {
  const code = 'import sys; print(sys.executable if sys.version_info[:2] == (3, 13) else "")';
  const asked = [
    ['python3.13', '-c', code],
    ['python3', '-c', code],
    // pyenv keeps versions that are not on PATH.
    ['pyenv', 'exec', 'python3.13', '-c', code],
  ] as const;
  for (const [command, ...args] of asked) {
    const env = { ...process.env, ...(command === 'pyenv' ? { PYENV_VERSION: await ofPyenv() } : {}) };
    const answer = await run({ command, args, cwd: repositoryRoot, env }).catch(() => undefined);
    const found = answer?.code === 0 ? answer.output.trim() : '';
    if (found !== '') return found;
  }
  throw new StackRefused(
    'Python 3.13 is missing, and LocalStack without Docker needs it: install it so that python3.13 is on PATH.',
  );
}

/** Its newest 3.13; empty where there is none. */
async function ofPyenv(): Promise<string> {
  const listed = await run({
    command: 'pyenv',
    args: ['versions', '--bare'],
    cwd: repositoryRoot,
    env: process.env,
  }).catch(() => undefined);
  return listed?.output.split('\n').findLast((line) => line.startsWith('3.13.')) ?? '';
}
