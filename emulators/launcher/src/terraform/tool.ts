import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Finished, run } from '../commands.ts';
import { Interrupted } from '../interruption.ts';
import { StackRefused } from '../refusals.ts';
import { repositoryRoot, sharedFolders } from '../repository.ts';
import { findProviderMirror, type ProviderMirror } from './provider-mirror.ts';

/** Terraform as it can be used on this machine. */
export type TerraformTool = {
  env: NodeJS.ProcessEnv;
  /** Further arguments of `terraform init`. */
  initArgs: string[];
  /** Where the providers come from, for the progress line. */
  source: string;
};

const rememberedMirror = join(repositoryRoot, '.local/provider-mirror.json');
const mirrorShape = z.object({ root: z.string(), registry: z.string(), version: z.string() });

/**
 * Finds out how Terraform gets its providers here: from its registry, or, where that can't be reached, from a mirror
 * on the machine. Throws `StackRefused` when there is no Terraform.
 */
export async function prepareTerraform(): Promise<TerraformTool> {
  mkdirSync(sharedFolders.providers, { recursive: true });
  const env = terraformEnvironment();
  await refuseWithoutTerraform(env);
  const mirror = recallMirror() ?? findProviderMirror();
  if (!mirror || (await isReachable(mirror.registry))) return { env, initArgs: [], source: 'the registry' };
  writeFileSync(rememberedMirror, JSON.stringify(mirror));
  return {
    env,
    initArgs: [`-plugin-dir=${mirror.root}`],
    source: `a mirror on this machine (${mirror.version})`,
  };
}

/** Runs Terraform in a folder. Init without a registry can wait for minutes: it is ended after three. */
export function terraform(
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  logFile?: string,
): Promise<Finished> {
  const limit = args[0] === 'init' ? { timeoutMs: 180_000 } : {};
  return run({ command: 'terraform', args, cwd, env, ...(logFile ? { logFile } : {}), ...limit });
}

/** What Terraform says beside its frames and colours, the errors only: for the line that a person reads. */
export function errorsOf(output: string): string[] {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^[│╷╵\s]+/u, '').trimEnd())
    .filter((line) => line !== '');
  const first = lines.findIndex((line) => line.startsWith('Error'));
  return lines.slice(first === -1 ? -8 : first).slice(0, 14);
}

function terraformEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_PLUGIN_CACHE_DIR: sharedFolders.providers,
    // The lock file of a local stack is made anew: without this the cache is not used for it.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  // A profile of the person's would ask for their credentials, or reach their account.
  for (const name of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL'])
    delete env[name];
  const configFile = env.TF_CLI_CONFIG_FILE;
  if (configFile !== undefined && !existsSync(configFile)) {
    const empty = join(repositoryRoot, '.local/empty.tfrc');
    writeFileSync(empty, '');
    env.TF_CLI_CONFIG_FILE = empty;
  }
  return env;
}

async function refuseWithoutTerraform(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await terraform(['version'], repositoryRoot, env);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    throw new StackRefused('Terraform is missing: install it so that terraform is on PATH.');
  }
}

function recallMirror(): ProviderMirror | undefined {
  if (!existsSync(rememberedMirror)) return undefined;
  const content: unknown = JSON.parse(readFileSync(rememberedMirror, 'utf8'));
  const mirror = mirrorShape.safeParse(content).data;
  return mirror && existsSync(join(mirror.root, mirror.registry, 'hashicorp/aws', mirror.version))
    ? mirror
    : undefined;
}

/** Asked only where a mirror could take its place. */
async function isReachable(registry: string): Promise<boolean> {
  try {
    const answer = await fetch(`https://${registry}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(3_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
