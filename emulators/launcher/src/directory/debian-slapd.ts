import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../commands.ts';
import { StackRefused } from '../refusals.ts';
import { repositoryRoot } from '../repository.ts';

/** An OpenLDAP server that can be started, wherever its parts lie. */
export type SlapdInstallation = {
  /** Folder of `slapd` and `slapadd`. */
  programs: string;
  modules: string;
  schemas: string;
  env: Record<string, string>;
};

const unpacked = join(repositoryRoot, '.local/slapd');
const logFile = join(repositoryRoot, '.local/slapd.log');

/**
 * The machine's own slapd, or Debian's package unpacked into the checkout: nothing is installed into the system, and nobody has to
 * be root. Needs Debian's mirror the first time.
 * @throws {StackRefused} with what to install where neither can be had
 */
export async function findSlapd(): Promise<SlapdInstallation> {
  const installed = installationIn('/');
  if (installed) return installed;
  const before = installationIn(unpacked);
  if (before) return before;
  await unpack();
  const made = installationIn(unpacked);
  if (made) return made;
  throw new StackRefused(`Debian's slapd was unpacked, but lacks something (log: ${logFile}): ${otherwise}`);
}

const otherwise = 'install OpenLDAP, on Debian and Ubuntu: apt-get install slapd';

function installationIn(root: string): SlapdInstallation | undefined {
  const programs = join(root, 'usr/sbin');
  const modules = join(root, 'usr/lib/ldap');
  const schemas = join(root, 'etc/ldap/schema');
  const isThere = [join(programs, 'slapd'), join(modules, 'back_mdb.so'), join(schemas, 'nis.schema')].every(
    (path) => existsSync(path),
  );
  if (!isThere) return undefined;
  return { programs, modules, schemas, env: root === '/' ? {} : { LD_LIBRARY_PATH: libraries(root) } };
}

/** `usr/lib/x86_64-linux-gnu` and the like, as the machine is. */
function libraries(root: string): string {
  const lib = join(root, 'usr/lib');
  return readdirSync(lib)
    .filter((name) => name.includes('-linux-'))
    .map((name) => join(lib, name))
    .join(':');
}

/** slapd and those of its dependencies that the machine lacks, side by side in one folder. */
async function unpack(): Promise<void> {
  const making = `${unpacked}.${process.pid}`;
  const debs = join(making, 'debs');
  try {
    mkdirSync(debs, { recursive: true });
    if (!(await download(debs, []))) {
      // The machine's lists of packages are missing or old. Others are fetched beside them: its own are root's.
      const lists = privateLists(making);
      await must(['apt-get', ...lists, 'update'], making);
      if (!(await download(debs, lists)))
        throw new StackRefused(`Debian's slapd could not be fetched (log: ${logFile}): ${otherwise}`);
    }
    for (const deb of readdirSync(debs)) await must(['dpkg-deb', '-x', join(debs, deb), making], making);
    rmSync(debs, { recursive: true, force: true });
    // All or nothing, also for those who do the same at the same time.
    if (!installationIn(unpacked)) {
      rmSync(unpacked, { recursive: true, force: true });
      renameSync(making, unpacked);
    }
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function privateLists(folder: string): string[] {
  const state = join(folder, 'apt/state');
  const cache = join(folder, 'apt/cache');
  mkdirSync(join(state, 'lists/partial'), { recursive: true });
  mkdirSync(join(cache, 'archives/partial'), { recursive: true });
  return [
    '-o',
    `Dir::State=${state}`,
    '-o',
    'Dir::State::status=/var/lib/dpkg/status',
    '-o',
    `Dir::Cache=${cache}`,
  ];
}

/** False when apt does not know slapd, or its mirror no longer has what the lists say. */
async function download(into: string, lists: readonly string[]): Promise<boolean> {
  const planned = await attempt(
    ['apt-get', ...lists, 'install', '--simulate', '--no-install-recommends', 'slapd'],
    into,
  );
  const missing = [...(planned ?? '').matchAll(/^Inst (\S+)/gm)].flatMap(([, name]) => name ?? []);
  if (missing.length === 0) return false;
  const fetched = await attempt(['apt-get', ...lists, 'download', ...missing], into);
  return fetched !== undefined;
}

/** What the program said, or undefined when it failed. */
async function attempt([command, ...args]: [string, ...string[]], cwd: string): Promise<string | undefined> {
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  try {
    const done = await run({ command, args, cwd, env, logFile });
    return done.code === 0 ? done.output : undefined;
  } catch (error) {
    if (error instanceof StackRefused) throw error;
    throw new StackRefused(`slapd is missing, and ${command} is not on this machine: ${otherwise}`);
  }
}

async function must(command: [string, ...string[]], cwd: string): Promise<void> {
  if ((await attempt(command, cwd)) === undefined)
    throw new StackRefused(`Debian's slapd could not be fetched (log: ${logFile}): ${otherwise}`);
}
