import { globSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { prepareTerraform, repositoryRoot, type TerraformTool } from '@cleandesk/launcher';
import { atOnce, check, inTurn, testRun } from './command-line.ts';
import { terraformTestCounts, vitestCounts } from './counts.ts';
import { withRunningProvider } from './running-provider.ts';
import type { Outcome } from './step.ts';

const product = join(repositoryRoot, 'terraform');
/** The AWS provider as a client of the desktop cloud. */
const client = join(repositoryRoot, 'emulators/launcher/terraform-client');
const stacks = ['example', 'local'].map((name) => join(product, 'stacks', name));

/**
 * Formatting, validity of the product and of both stacks, the product's tests, and the words of its refusals; then what
 * people keep of WorkSpaces in Terraform, against the desktop cloud. Reaches no account.
 */
export async function terraformStep(): Promise<Outcome> {
  const tool = await prepareTerraform();
  const folder = folderOf(tool, product, '0');
  return inTurn([
    ...[product, client].map(
      (cwd) => () => check(['terraform', 'fmt', '-check', '-recursive', '-diff'], { cwd, env: tool.env }),
    ),
    init(tool, folder),
    () =>
      withRunningProvider(folder.env, (env) =>
        inTurn([
          validate({ ...folder, env }),
          // Half of the tests each, and beside the second half the words.
          () =>
            atOnce([
              tests({ ...folder, env }, 0),
              () => inTurn([tests({ ...folder, env }, 1), words({ ...folder, env })]),
            ]),
          ...stacks.flatMap((cwd, index) => {
            const other = folderOf({ ...tool, env }, cwd, String(index + 1));
            return [init(tool, other), validate(other)];
          }),
        ]),
      ),
    // Last: a cache of providers is not for two that fill it at once.
    () => testRun(['pnpm', '--filter', '@cleandesk/launcher', 'terraform-client'], vitestCounts),
  ]);
}

/** Some of the product's tests only, by their files below terraform/. */
export async function terraformTests(files: readonly string[]): Promise<Outcome> {
  const tool = await prepareTerraform();
  const folder = folderOf(tool, product, '0');
  return inTurn([
    init(tool, folder),
    () =>
      withRunningProvider(folder.env, (env) =>
        inTurn([validate({ ...folder, env }), only({ ...folder, env }, files)]),
      ),
  ]);
}

type Folder = { cwd: string; env: NodeJS.ProcessEnv };

/** With data of its own: a run beside a local stack does not touch what that one has initialised. */
function folderOf(tool: TerraformTool, cwd: string, name: string): Folder {
  const data = join(repositoryRoot, '.local/checks/terraform', name);
  mkdirSync(data, { recursive: true });
  return { cwd, env: { ...tool.env, TF_DATA_DIR: data, AWS_REGION: 'eu-central-1' } };
}

const init = (tool: TerraformTool, folder: Folder) => () =>
  check(['terraform', 'init', '-no-color', '-input=false', '-backend=false', ...tool.initArgs], folder);

const validate = (folder: Folder) => () => check(['terraform', 'validate', '-no-color'], folder);

const words = (folder: Folder) => () => check(['node', 'tests/reasons/check.mjs'], folder);

const only = (folder: Folder, files: readonly string[]) => () =>
  testRun(
    ['terraform', 'test', '-no-color', ...files.map((file) => `-filter=${file}`)],
    terraformTestCounts,
    folder,
  );

/** Of all files every second one, the large ones spread over both. */
function tests(folder: Folder, half: 0 | 1) {
  const files = globSync('tests/*.tftest.hcl', { cwd: folder.cwd })
    .toSorted((a, b) => statSync(join(folder.cwd, b)).size - statSync(join(folder.cwd, a)).size)
    .filter((_, index) => index % 2 === half);
  return only(folder, files);
}
