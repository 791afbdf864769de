import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareTerraform, repositoryRoot, type TerraformTool } from '@cleandesk/launcher';
import { check, inTurn, testRun } from './command-line.ts';
import { terraformTestCounts, vitestCounts } from './counts.ts';
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
  const folders = [product, ...stacks].map((cwd, index) => folderOf(tool, cwd, String(index)));
  return inTurn([
    ...[product, client].map(
      (cwd) => () => check(['terraform', 'fmt', '-check', '-recursive', '-diff'], { cwd, env: tool.env }),
    ),
    ...folders.flatMap((folder) => initialised(tool, folder)),
    ...folders
      .slice(0, 1)
      .flatMap((folder) => [
        () => testRun(['terraform', 'test', '-no-color'], terraformTestCounts, folder),
        () => check(['node', 'tests/reasons/check.mjs'], folder),
      ]),
    // Last: a cache of providers is not for two that fill it at once.
    () => testRun(['pnpm', '--filter', '@cleandesk/launcher', 'terraform-client'], vitestCounts),
  ]);
}

/** Some of the product's tests only, by their files below terraform/. */
export async function terraformTests(files: readonly string[]): Promise<Outcome> {
  const tool = await prepareTerraform();
  const folder = folderOf(tool, product, '0');
  const filters = files.map((file) => `-filter=${file}`);
  return inTurn([
    ...initialised(tool, folder),
    () => testRun(['terraform', 'test', '-no-color', ...filters], terraformTestCounts, folder),
  ]);
}

type Folder = { cwd: string; env: NodeJS.ProcessEnv };

/** With data of its own: a run beside a local stack does not touch what that one has initialised. */
function folderOf(tool: TerraformTool, cwd: string, name: string): Folder {
  const data = join(repositoryRoot, '.local/checks/terraform', name);
  mkdirSync(data, { recursive: true });
  return { cwd, env: { ...tool.env, TF_DATA_DIR: data, AWS_REGION: 'eu-central-1' } };
}

const initialised = (tool: TerraformTool, folder: Folder) => [
  () => check(['terraform', 'init', '-no-color', '-input=false', '-backend=false', ...tool.initArgs], folder),
  () => check(['terraform', 'validate', '-no-color'], folder),
];
