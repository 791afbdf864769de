import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../commands.ts';
import { StackRefused } from '../refusals.ts';

/** Debian packages side by side in a folder of the checkout, instead of in the system. */
export type Unpacked = {
  packages: readonly string[];
  folder: string;
  logFile: string;
  /** What to do where they can't be had, as "install OpenLDAP: apt-get install slapd". */
  otherwise: string;
};

/**
 * Fetches the packages, with those of their dependencies that the machine lacks, and unpacks them. Nobody has to be root for it,
 * and nothing is installed. Needs Debian's mirror; what is there already is kept.
 * @throws {StackRefused}
 */
export async function unpackDebian(wanted: Unpacked): Promise<void> {
  const { folder } = wanted;
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  // One for each call: two stacks may be started by one process at the same time.
  const making = mkdtempSync(`${folder}.`);
  const debs = join(making, 'debs');
  try {
    mkdirSync(debs);
    if (!(await download(wanted, debs, []))) {
      // The machine's lists of packages are missing or old. Others are fetched beside them: its own are root's.
      const lists = privateLists(making);
      await must(wanted, ['apt-get', ...lists, 'update'], making);
      if (!(await download(wanted, debs, lists))) throw refusal(wanted);
    }
    for (const deb of readdirSync(debs))
      await must(wanted, ['dpkg-deb', '-x', join(debs, deb), making], making);
    for (const remains of ['debs', 'apt']) rmSync(join(making, remains), { recursive: true, force: true });
    moveInto(folder, making);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** All or nothing, also for those who do the same at the same time: the first one's stays. */
function moveInto(folder: string, made: string): void {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function refusal({ packages, logFile, otherwise }: Unpacked): StackRefused {
  return new StackRefused(`Debian's ${packages[0]} could not be fetched (log: ${logFile}): ${otherwise}`);
}

function privateLists(folder: string): string[] {
  const state = join(folder, 'apt/state');
  const cache = join(folder, 'apt/cache');
  mkdirSync(join(state, 'lists/partial'), { recursive: true });
  mkdirSync(join(cache, 'archives/partial'), { recursive: true });
  const settings = [
    `Dir::State=${state}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${cache}`,
    // Root's apt would fetch as a user who may not write here.
    'APT::Sandbox::User=root',
  ];
  return settings.flatMap((setting) => ['-o', setting]);
}

/** False when apt does not know the packages, or its mirror no longer has what the lists say. */
async function download(wanted: Unpacked, into: string, lists: readonly string[]): Promise<boolean> {
  const simulated = ['install', '--simulate', '--no-install-recommends', ...wanted.packages];
  const planned = await attempt(wanted, ['apt-get', ...lists, ...simulated], into);
  const missing = [...(planned ?? '').matchAll(/^Inst (\S+)/gm)].flatMap(([, name]) => name ?? []);
  if (missing.length === 0) return false;
  const fetched = await attempt(wanted, ['apt-get', ...lists, 'download', ...missing], into);
  return fetched !== undefined;
}

/** What the program said, or undefined when it failed. */
async function attempt(
  { packages, logFile, otherwise }: Unpacked,
  [command, ...args]: [string, ...string[]],
  cwd: string,
): Promise<string | undefined> {
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  try {
    const done = await run({ command, args, cwd, env, logFile });
    return done.code === 0 ? done.output : undefined;
  } catch (error) {
    if (error instanceof StackRefused) throw error;
    throw new StackRefused(`${packages[0]} is missing, and ${command} is not on this machine: ${otherwise}`);
  }
}

async function must(wanted: Unpacked, command: [string, ...string[]], cwd: string): Promise<void> {
  if ((await attempt(wanted, command, cwd)) === undefined) throw refusal(wanted);
}
