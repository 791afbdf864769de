import { isCloudHealthy } from './desktop-cloud.ts';
import { docker, lastLines } from './docker.ts';
import { Interrupted } from './interruption.ts';
import { host } from './ports.ts';
import { StackRefused } from './refusals.ts';
import { tryGet, until } from './requests.ts';

const patienceMs = 180_000;

/** LocalStack runs functions in containers of the same network as its own, on this machine's processor. */
export const seenFromContainers = {
  base_url_for_functions: 'http://localstack:4566',
  cloud_url_for_functions: 'http://desktop-cloud:4600',
  architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
} as const;

/** Starts LocalStack and the desktop cloud as docker-compose.yml says, and waits until both answer. */
export async function startLocalstack(wanted: {
  basePort: number;
  cloudPort: number;
  speed: number;
}): Promise<void> {
  const env = {
    ...process.env,
    BASE_PORT: String(wanted.basePort),
    CLOUD_PORT: String(wanted.cloudPort),
    SPEED: String(wanted.speed),
  };
  await refuseWithoutDocker();
  const started = await docker(['compose', 'up', '--detach', '--build', 'localstack', 'desktop-cloud'], env);
  if (started.code !== 0) {
    throw new StackRefused('docker compose could not start LocalStack:', lastLines(started.output));
  }
  const up = await until(
    async () => (await isLocalstackHealthy(wanted.basePort)) && (await isCloudHealthy(wanted.cloudPort)),
    patienceMs,
  );
  if (!up) throw new StackRefused('LocalStack did not answer within three minutes: see docker compose logs.');
}

export async function stopLocalstack(): Promise<void> {
  await refuseWithoutDocker();
  // With its profile: without, a directory would stay.
  const stopped = await docker(['compose', '--profile', 'directory', 'down', '--volumes'], process.env);
  if (stopped.code !== 0) throw new StackRefused('docker compose down failed:', lastLines(stopped.output));
}

export async function isLocalstackHealthy(port: number): Promise<boolean> {
  return (await tryGet(`http://${host}:${port}/_localstack/health`)) !== undefined;
}

async function refuseWithoutDocker(): Promise<void> {
  const missing = await dockerMissing('or leave --base away to use MiniStack, which needs no Docker');
  if (missing !== undefined) throw new StackRefused(missing);
}

/** What is missing of Docker on this machine, in a sentence; undefined when all is there. @param otherwise what else could be done */
export async function dockerMissing(otherwise?: string): Promise<string | undefined> {
  const orElse = otherwise === undefined ? '' : `, ${otherwise}`;
  const engine = await docker(['info', '--format', '{{.ServerVersion}}'], process.env).catch(
    (error: unknown) => {
      if (error instanceof Interrupted) throw error;
      return undefined; // Not on this machine.
    },
  );
  if (!engine) return `Docker is missing: install it${orElse}.`;
  if (engine.code !== 0) return `Docker's engine does not answer: start it${orElse}.`;
  const compose = await docker(['compose', 'version'], process.env);
  return compose.code === 0 ? undefined : `Docker's compose plugin is missing: install it${orElse}.`;
}
