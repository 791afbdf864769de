import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { cleanEnvironment } from '../clean-environment.ts';
import { testCredentials } from '../credentials.ts';
import { urlsOf } from '../emulators.ts';
import { tailOf } from '../log-files.ts';
import { defaults } from '../options.ts';
import { choosePort, host, isFree } from '../ports.ts';
import { isRunning, type OwnedProcess, startAnswering } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { StackRefused } from '../refusals.ts';
import { repositoryRoot, type StackPaths, workspaceBin } from '../repository.ts';
import { post, tryGet } from '../requests.ts';
import { type StackState, writeState } from '../state.ts';
import { healthPath } from './site.ts';
import { type Passwords, passwords, testers } from './testers.ts';

/** Taken when it is free: sign-ins come back there, so that with another one the portal is deployed anew. */
const usualPort = 4700;
const patienceMs = 30_000;

/** How the stack's portal is reached. */
export type LocalPortal = {
  url: string;
  apiUrl: string;
  /** Of its users, by name. */
  passwords: Passwords;
};

const output = z.object({
  url: z.url(),
  api_url: z.url(),
  config: z.record(z.string(), z.unknown()),
  connect_origins: z.array(z.string()),
});

/** Starts the server of the portal's files, unless it runs. What it serves is built and deployed later. */
export async function ensurePortal(
  paths: StackPaths,
  state: StackState,
  progress: Progress,
): Promise<StackState> {
  if (state.portal?.process !== undefined && isRunning(state.portal.process)) return state;
  if (state.base?.kind === 'localstack')
    throw new StackRefused(
      'There is no portal with LocalStack, which has neither Cognito nor HTTP APIs without a licence.',
    );
  const before = state.portal?.port ?? deployedPort(state) ?? usualPort;
  const port = await choosePort((await isFree(before)) ? before : 0, 'the portal', '--portal');
  return progress.step(`the portal's files are served at ${urlAt(port)}`, async () => {
    const process = await startServer(port, paths);
    const started: StackState = { ...state, portal: { port, process } };
    writeState(paths.stateFile, started);
    await introduceTesters(started);
    return started;
  });
}

async function startServer(port: number, paths: StackPaths): Promise<OwnedProcess> {
  const logFile = portalLog(paths);
  const program = {
    command: join(workspaceBin, 'node'),
    args: [
      join(repositoryRoot, 'emulators/launcher/src/portal/serve.ts'),
      `--port=${port}`,
      `--folder=${join(repositoryRoot, 'portal/dist')}`,
      `--settings=${paths.portalSettings}`,
    ],
    cwd: repositoryRoot,
    logFile,
    env: cleanEnvironment(),
  };
  const started = await startAnswering(
    program,
    () => isPortalHealthy(port),
    patienceMs,
    () => undefined,
  );
  if (started) return started;
  throw new StackRefused(`The portal's server did not start (log: ${logFile}):`, tailOf(logFile));
}

/** As terraform/stacks/local reads it; undefined where the stack has none. */
export function portalVariable({ portal, settings }: StackState) {
  if (portal === undefined) return undefined;
  const issuer = settings?.portalIssuer;
  return {
    url: urlAt(portal.port),
    passwords: passwords(),
    approvers_sign_in: settings?.approversSignIn ?? defaults.approversSignIn,
    expiry_seconds: settings?.portalExpirySeconds ?? defaults.portalExpirySeconds,
    ...(issuer ? { issuer: { url: issuer.url, client_id: issuer.clientId } } : {}),
  };
}

/** Tells the server what was deployed. Written beside and renamed: it reads the file at each request. */
export function settlePortal(paths: StackPaths, { deployment }: StackState): void {
  const deployed = output.safeParse(deployment?.outputs.portal).data;
  if (deployed === undefined) return;
  const file = paths.portalSettings;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    `${file}.new`,
    JSON.stringify({ config: deployed.config, connectOrigins: deployed.connect_origins }),
  );
  renameSync(`${file}.new`, file);
}

/** Undefined until it is deployed. */
export function portalIn({ portal, deployment }: StackState): LocalPortal | undefined {
  const deployed = output.safeParse(deployment?.outputs.portal).data;
  if (portal === undefined || deployed === undefined) return undefined;
  return { url: deployed.url, apiUrl: deployed.api_url, passwords: passwords() };
}

export async function isPortalHealthy(port: number): Promise<boolean> {
  return (await tryGet(`${urlAt(port)}${healthPath}`)) !== undefined;
}

export function portalLog(paths: StackPaths): string {
  return join(paths.logs, 'portal.log');
}

const urlAt = (port: number): string => `http://${host}:${port}`;

function deployedPort({ deployment }: StackState): number | undefined {
  const deployed = output.safeParse(deployment?.outputs.portal).data;
  return deployed === undefined ? undefined : Number(new URL(deployed.url).port);
}

/** AWS makes desktops only for whom its own directories know. */
async function introduceTesters(state: StackState): Promise<void> {
  const { cloudUrl } = urlsOf(state);
  for (const userName of testers)
    await post(`${cloudUrl}/_control/users`, { userName, exists: true, region: testCredentials.AWS_REGION });
}
