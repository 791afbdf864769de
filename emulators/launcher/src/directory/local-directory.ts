import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { testCredentials } from '../credentials.ts';
import { urlsOf } from '../emulators.ts';
import { isFree } from '../ports.ts';
import { isRunning } from '../processes.ts';
import type { Progress } from '../progress.ts';
import { StackRefused } from '../refusals.ts';
import { type StackPaths, sharedFolders } from '../repository.ts';
import { post } from '../requests.ts';
import { type StackState, writeState } from '../state.ts';
import { certificateAuthority } from './certificates.ts';
import type { DirectoryEntry } from './ldif.ts';
import { startSlapd } from './slapd.ts';

/** Taken when it is free: the deployed groups have it in their configuration, and with another one they are deployed anew. */
const usualPort = 16_360;
const baseDn = 'dc=example,dc=com';

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

/** Starts the stack's OpenLDAP, unless it runs. */
export async function ensureDirectory(
  paths: StackPaths,
  state: StackState,
  progress: Progress,
): Promise<StackState> {
  if (state.directory?.process !== undefined && isRunning(state.directory.process)) return state;
  const before = state.directory?.port ?? usualPort;
  const port = (await isFree(before)) ? before : 0;
  return progress.step('the directory answers', async () => {
    const tls = await certificateOfThisCheckout();
    const slapd = await startSlapd({
      folder: paths.directory,
      port,
      entries: firstPeople(),
      authority: { ca: tls.ca, sign: () => Promise.reject(new Error('Its certificate is made already')) },
      certificate: tls,
    });
    const { urls, reader, admin } = reachedAs(slapd);
    const started: StackState = {
      ...state,
      directory: { port: Number(new URL(slapd.url).port), urls, reader, admin, process: slapd.process },
    };
    writeState(paths.stateFile, started);
    await introducePeople(started);
    return started;
  });
}

function reachedAs(slapd: Awaited<ReturnType<typeof startSlapd>>) {
  const { bindUser, password, admin, url } = slapd;
  // The certificate names it so, and people would too.
  return { urls: [url.replace('127.0.0.1', 'localhost')], reader: { bindUser, password }, admin };
}

/** @throws {StackRefused} when the stack has none */
export function directoryIn({ directory }: StackState): LocalDirectory {
  if (directory === undefined)
    throw new StackRefused('The stack has no directory: run ./scripts/local up --directory.');
  const { urls, reader, admin } = directory;
  return {
    urls,
    reader,
    admin,
    baseDn,
    ca: readFileSync(join(sharedFolders.directoryTls, 'ca.pem'), 'utf8'),
  };
}

const kept = z.object({ ca: z.string(), certificate: z.string(), key: z.string(), until: z.number() });
const dayMs = 86_400_000;

/** Kept, so that what is deployed trusts the next start as well. It is good for this machine's own name and nothing else. */
async function certificateOfThisCheckout(): Promise<z.infer<typeof kept>> {
  const file = join(sharedFolders.directoryTls, 'tls.json');
  const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const { data } = kept.safeParse(content);
  if (data !== undefined && data.until > Date.now() + 30 * dayMs) return data;
  const authority = await certificateAuthority('Cleandesk local stack');
  const until = Date.now() + 365 * dayMs;
  const made = { ca: authority.ca, until, ...(await authority.sign({ names: ['localhost', '127.0.0.1'] })) };
  mkdirSync(sharedFolders.directoryTls, { recursive: true });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  writeFileSync(join(sharedFolders.directoryTls, 'ca.pem'), made.ca);
  return made;
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

const unit = (ou: string): DirectoryEntry => ({
  dn: `ou=${ou},${baseDn}`,
  attributes: { objectClass: 'organizationalUnit', ou },
});
const personDn = (uid: string): string => `uid=${uid},ou=people,${baseDn}`;
const groupDn = (cn: string): string => `cn=${cn},ou=groups,${baseDn}`;

/** Who is in it at first, and in which groups; terraform/stacks/local names the groups. */
export const firstMembers = {
  sales: ['ines', 'jon'],
  support: ['kim'],
} as const;

function firstPeople(): DirectoryEntry[] {
  const people = Object.values(firstMembers).flat();
  return [
    unit('people'),
    unit('groups'),
    ...people.map((uid) => ({
      dn: personDn(uid),
      attributes: {
        objectClass: 'inetOrgPerson',
        uid,
        cn: uid,
        sn: 'Person',
        mail: `${uid}@example.com`,
      },
    })),
    ...Object.entries(firstMembers).map(([cn, members]) => ({
      dn: groupDn(cn),
      attributes: { objectClass: 'groupOfNames', cn, member: members.map(personDn) },
    })),
    // Members of both, through them.
    {
      dn: groupDn('nested'),
      attributes: {
        objectClass: 'groupOfNames',
        cn: 'nested',
        member: Object.keys(firstMembers).map(groupDn),
      },
    },
  ];
}
