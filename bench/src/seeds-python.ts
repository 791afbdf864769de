import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { preparedVenv, repositoryRoot } from '@cleandesk/launcher';

/** Where the seeds' functions lie, and a Python that has what they import. `packages`: for a PYTHONPATH, as Lambda's runtime brings boto3. */
export type SeedsPython = { python: string; packages: string; folder: string };

/** Made the first time. Throws when Python or its package index can't be had: then there is nothing to compare with. */
export async function seedsPython(): Promise<SeedsPython> {
  const folder = join(repositoryRoot, 'bench/baseline/python');
  const venv = join(repositoryRoot, '.local/venv-seeds');
  const python = await preparedVenv({
    folder: venv,
    requirements: join(folder, 'requirements.txt'),
    logFile: join(repositoryRoot, '.local/bench/install.log'),
    otherwise:
      "What the seeds' functions import could not be installed: is the Python package index reachable?",
  });
  const lib = join(venv, 'lib');
  const [version] = readdirSync(lib).filter((name) => name.startsWith('python3'));
  if (version === undefined) throw new Error(`${lib} has no Python 3`);
  return { python, packages: join(lib, version, 'site-packages'), folder };
}
