import { testCredentials } from '../credentials.ts';
import { urlsOf } from '../emulators.ts';
import { isFree } from '../ports.ts';
import { isRunning } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { StackRefused } from '../refusals.ts';
import type { StackPaths } from '../repository.ts';
import { post } from '../requests.ts';
import { type StackState, writeState } from '../state.ts';
import { authorityOfThisCheckout, certificateOfThisCheckout } from './checkout-certificate.ts';
import { startDirectoryContainer } from './container.ts';
import { firstMembers, firstPeople } from './first-people.ts';
import { startSlapd } from './slapd.ts';
import { admin, baseDn, reader } from './slapd-files.ts';

/** Taken when it is free: the deployed groups have it in their configuration, and with another one they are deployed anew. */
const usualPort = 16_360;

/** How the stack's directory is reached. */
export type LocalDirectory = {
  urls: string[];
  /** PEM. */
  ca: string;
  baseDn: string;
  /** May read everything: what the product binds as. */
  reader: { bindUser: string; password: string };
  /** May change everything. */
  admin: { bindUser: string; password: string };
};

/** Starts the stack's OpenLDAP, unless it runs: as a process, or beside LocalStack as a container. */
export async function ensureDirectory(
  paths: StackPaths,
  state: StackState,
  progress: Progress,
): Promise<StackState> {
  const { directory: before } = state;
  const inContainer = state.base?.kind === 'localstack';
  if (before && (inContainer || (before.process && isRunning(before.process)))) return state;
  const wanted = before?.port ?? usualPort;
  const port = (await isFree(wanted)) || inContainer ? wanted : 0;
  return progress.step('the directory answers', async () => {
    const start = inContainer ? startDirectoryContainer : startProcess;
    const started = { ...state, directory: reachedAt(await start(paths, port)) };
    writeState(paths.stateFile, started);
    await introducePeople(started);
    return started;
  });
}

type Started = Pick<NonNullable<StackState['directory']>, 'port' | 'process'>;

async function startProcess(paths: StackPaths, port: number): Promise<Started> {
  const tls = await certificateOfThisCheckout();
  const { url, process } = await startSlapd({
    folder: paths.directory,
    port,
    entries: firstPeople(),
    authority: { ca: tls.ca, sign: () => Promise.reject(new Error('Its certificate is made already')) },
    certificate: tls,
  });
  return { port: Number(new URL(url).port), process };
}

/** The certificate names it so, and people would too. */
const reachedAt = (started: Started) => ({
  ...started,
  urls: [`ldaps://localhost:${started.port}`],
  reader,
  admin,
});

/** @throws {StackRefused} when the stack has none */
export function directoryIn({ directory }: StackState): LocalDirectory {
  if (directory === undefined)
    throw new StackRefused('The stack has no directory: run ./scripts/local up --directory.');
  const { urls, reader: reads, admin: changes } = directory;
  return { urls, reader: reads, admin: changes, baseDn, ca: authorityOfThisCheckout() };
}

/** AWS makes desktops only for whom its own directories know. */
async function introducePeople(state: StackState): Promise<void> {
  const { cloudUrl } = urlsOf(state);
  for (const userName of Object.values(firstMembers).flat())
    await post(`${cloudUrl}/_control/users`, {
      userName,
      exists: true,
      region: testCredentials.AWS_REGION,
    });
}
