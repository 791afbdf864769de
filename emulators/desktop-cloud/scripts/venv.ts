import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** ms; nobody's installation takes that long. */
const stale = 10 * 60_000;

/**
 * A virtual environment of the checkout with these packages, made when it is not there. Files of tests that run at the
 * same time make it once.
 * @param packages pinned, e.g. `boto3==1.44.5`; the first one names it
 * @returns the path of its python
 * @throws Error when Python 3 has no venv, or PyPI can't be reached
 */
export async function venvWith(...packages: readonly [string, ...string[]]): Promise<string> {
  const venv = join(import.meta.dirname, '../.local', packages[0].replaceAll(/[^\w.]+/g, '-'));
  const python = join(venv, 'bin/python');
  const ready = join(venv, 'ready');
  mkdirSync(join(venv, '..'), { recursive: true });
  while (!existsSync(ready)) {
    const release = lock(`${venv}.lock`);
    if (release === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      continue;
    }
    try {
      if (!existsSync(ready)) await make(venv, python, packages);
      writeFileSync(ready, `${packages.join('\n')}\n`);
    } finally {
      release();
    }
  }
  return python;
}

async function make(venv: string, python: string, packages: readonly string[]): Promise<void> {
  try {
    await run('python3', ['-m', 'venv', '--clear', venv]);
  } catch (error) {
    throw new Error('Python 3 with venv is needed (on Debian: apt install python3-venv).', { cause: error });
  }
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
}

/** To make a folder is one step: who made it has the lock. One that was left behind is taken away. */
function lock(folder: string): (() => void) | undefined {
  try {
    mkdirSync(folder);
    return () => rmdirSync(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > stale) rmdirSync(folder);
    return undefined;
  }
}
