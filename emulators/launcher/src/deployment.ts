import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { testCredentials } from './credentials.ts';
import { fingerprintOf } from './fingerprint.ts';
import { withLock } from './lock.ts';
import { StackRefused } from './refusals.ts';
import { repositoryRoot, type StackPaths, sharedFolders } from './repository.ts';
import type { StackState } from './state.ts';
import { errorsOf, prepareTerraform, terraform } from './terraform/tool.ts';

export const stackFolder = join(repositoryRoot, 'terraform/stacks/local');

/** What the stack is told; its README says what each means. */
export type StackVariables = {
  base_url: string;
  cloud_url: string;
  grace_seconds: number;
  artifacts_dir: string;
};

/** One hash of all that decides what is deployed. */
export function deploymentFingerprint(variables: StackVariables): string {
  return fingerprintOf(
    repositoryRoot,
    ['terraform/**/*.{tf,json,tftpl,tfvars}', 'services/*/dist/*.zip', 'services/*/routes.json'],
    {
      variables,
    },
  );
}

/** Prepares Terraform for the local stack: providers and modules. */
export async function initTerraform(paths: StackPaths): Promise<{ env: NodeJS.ProcessEnv; source: string }> {
  if (!existsSync(stackFolder))
    throw new StackRefused(`${stackFolder} is missing: is this a whole checkout?`);
  mkdirSync(paths.terraform, { recursive: true });
  const tool = await prepareTerraform();
  const env = { ...tool.env, ...testCredentials, TF_DATA_DIR: join(paths.terraform, 'data') };
  const init = () =>
    terraform(['init', '-no-color', '-input=false', ...tool.initArgs], stackFolder, env, terraformLog(paths));
  // Stacks of one checkout write one lock file and fill one cache of plugins, which Terraform does not guard.
  const done = await withLock(`${sharedFolders.providers}.lock`, async () => {
    const first = await init();
    if (first.code === 0 || !existsSync(join(stackFolder, '.terraform.lock.hcl'))) return first;
    // The lock may name a version that only the other source of providers has. It is not committed: made anew.
    rmSync(join(stackFolder, '.terraform.lock.hcl'));
    return init();
  });
  if (done.code !== 0) {
    throw new StackRefused(
      `Terraform could not get its providers from ${tool.source} (log: ${terraformLog(paths)}):`,
      errorsOf(done.output),
    );
  }
  return { env, source: tool.source };
}

/** Applies the local stack and returns its outputs. */
export async function applyStack(
  paths: StackPaths,
  env: NodeJS.ProcessEnv,
  variables: StackVariables,
): Promise<Record<string, unknown>> {
  const variablesFile = join(paths.terraform, 'stack.tfvars.json');
  writeFileSync(variablesFile, JSON.stringify(variables, null, 2));
  const applied = await terraform(
    [
      'apply',
      '-auto-approve',
      '-parallelism=40',
      '-no-color',
      '-input=false',
      `-state=${paths.terraformState}`,
      `-var-file=${variablesFile}`,
    ],
    stackFolder,
    env,
    terraformLog(paths),
  );
  if (applied.code !== 0) {
    throw new StackRefused(
      `The stack could not be deployed (log: ${terraformLog(paths)}):`,
      errorsOf(applied.output),
    );
  }
  const asked = await terraform(['output', '-json', `-state=${paths.terraformState}`], stackFolder, env);
  const content: unknown = JSON.parse(asked.output);
  const outputs = z.record(z.string(), z.object({ value: z.unknown() })).parse(content);
  return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, output.value]));
}

export function isCurrent(state: StackState, fingerprint: string): boolean {
  return state.deployment?.fingerprint === fingerprint;
}

function terraformLog(paths: StackPaths): string {
  return join(paths.logs, 'terraform.log');
}
