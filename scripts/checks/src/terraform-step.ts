import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareTerraform, repositoryRoot } from '@cleandesk/launcher';
import { check, inTurn, testRun } from './command-line.ts';
import { terraformTestCounts } from './counts.ts';
import type { Outcome } from './step.ts';

const product = join(repositoryRoot, 'terraform');
const stacks = ['example', 'local'].map((name) => join(product, 'stacks', name));

/** Formatting, validity of the product and of both stacks, the product's tests, and the words of its refusals. Reaches no account. */
export async function terraformStep(): Promise<Outcome> {
  const tool = await prepareTerraform();
  const folders = [product, ...stacks].map((cwd, index) => {
    // Their own data folders: a run beside a local stack does not touch what that one has initialised.
    const data = join(repositoryRoot, '.local/checks/terraform', String(index));
    mkdirSync(data, { recursive: true });
    return { cwd, env: { ...tool.env, TF_DATA_DIR: data, AWS_REGION: 'eu-central-1' } };
  });
  return inTurn([
    () => check(['terraform', 'fmt', '-check', '-recursive', '-diff'], { cwd: product, env: tool.env }),
    ...folders.flatMap((folder) => [
      () =>
        check(['terraform', 'init', '-no-color', '-input=false', '-backend=false', ...tool.initArgs], folder),
      () => check(['terraform', 'validate', '-no-color'], folder),
    ]),
    ...folders
      .slice(0, 1)
      .flatMap((folder) => [
        () => testRun(['terraform', 'test', '-no-color'], terraformTestCounts, folder),
        () => check(['node', 'tests/reasons/check.mjs'], folder),
      ]),
  ]);
}
