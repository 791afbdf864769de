import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.ts';
import { Interrupted } from './interruption.ts';
import { StackRefused } from './refusals.ts';
import { repositoryRoot, sharedFolders } from './repository.ts';

/** What MiniStack and its dependencies were measured with; older ones lack syntax that it uses. */
const oldest = { major: 3, minor: 11 } as const;
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const requirements = join(repositoryRoot, 'emulators/launcher/base/requirements.txt');

/** The interpreter of a venv in the checkout that has the base emulator. Needs the package index only the first time. */
export const baseEmulatorPython = (logFile: string): Promise<string> =>
  preparedVenv({
    folder: sharedFolders.venv,
    requirements,
    logFile,
    otherwise: 'The base emulator could not be installed: is the Python package index reachable?',
  });

/**
 * The interpreter of a venv that has exactly what `requirements` pins, with hashes where it has some; made when it is
 * missing or its pins changed. Needs the package index only then.
 * @throws {StackRefused} that begins with `otherwise`
 */
export async function preparedVenv(wanted: {
  folder: string;
  requirements: string;
  logFile: string;
  otherwise: string;
  /** The interpreter to make it with, for what does not run on any that is new enough. */
  python?: string;
}): Promise<string> {
  const { folder, logFile } = wanted;
  const interpreter = join(folder, 'bin/python');
  const stampFile = join(folder, 'requirements.sha256');
  const stamp = createHash('sha256').update(readFileSync(wanted.requirements)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && (await versionOf(interpreter))) {
    return interpreter;
  }
  const python = wanted.python ?? (await findPython());
  rmSync(folder, { recursive: true, force: true });
  await must(
    [python, '-m', 'venv', folder],
    logFile,
    'Python could not make a venv: on Debian install python3-venv',
  );
  await must(
    [
      interpreter,
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '-r',
      wanted.requirements,
    ],
    logFile,
    wanted.otherwise,
  );
  writeFileSync(stampFile, stamp);
  return interpreter;
}

/** The first interpreter that is new enough. */
export async function findPython(names: readonly string[] = candidates): Promise<string> {
  const found: string[] = [];
  for (const name of names) {
    const version = await versionOf(name);
    if (!version) continue;
    if (isNewEnough(version)) return name;
    found.push(`${name} is ${version}`);
  }
  const wanted = `Python ${oldest.major}.${oldest.minor} or newer`;
  throw new StackRefused(
    found.length === 0
      ? `${wanted} is missing: install it so that python3 is on PATH.`
      : `${wanted} is needed, but ${found.join(', ')}: put a newer one on PATH.`,
  );
}

/** @param version as Python says it, e.g. `3.11.7` */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}

async function versionOf(python: string): Promise<string | undefined> {
  const code = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
  try {
    const asked = await run({ command: python, args: ['-c', code], cwd: repositoryRoot, env: process.env });
    return asked.code === 0 ? asked.output.trim() : undefined;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return undefined; // Not on this machine.
  }
}

async function must(command: [string, ...string[]], logFile: string, otherwise: string): Promise<void> {
  const [program, ...args] = command;
  const done = await run({ command: program, args, cwd: repositoryRoot, env: process.env, logFile });
  if (done.code === 0) return;
  throw new StackRefused(`${otherwise} (log: ${logFile})`, done.output.trim().split('\n').slice(-8));
}
