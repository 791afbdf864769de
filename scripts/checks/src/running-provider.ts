import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const startMs = 60_000;

/**
 * Runs `run` with one provider process for all that Terraform does in it. Terraform starts its providers anew for each walk over a
 * plan, and AWS's takes two seconds of a processor for that: more than the plan. As a provider is debugged it goes on, and Terraform is told where
 * (`TF_REATTACH_PROVIDERS`); what it plans is the same. Where none starts, each walk starts its own.
 * @param env of Terraform, initialised in its `TF_DATA_DIR`
 */
export async function withRunningProvider<T>(
  env: NodeJS.ProcessEnv,
  run: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const program = programIn(env.TF_DATA_DIR ?? '.terraform');
  if (program === undefined) return run(env);
  const provider = spawn(program, ['-debug'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const where = await Promise.race([saidBy(provider), pause(startMs, undefined, { ref: false })]);
    return await run(where === undefined ? env : { ...env, TF_REATTACH_PROVIDERS: where });
  } finally {
    if (provider.exitCode === null && provider.kill()) await once(provider, 'exit');
  }
}

/** What `terraform init` has put there. Step by step: a folder of a mirror is a link, which a glob does not follow. */
function programIn(dataFolder: string): string | undefined {
  const steps = ['providers', '', 'hashicorp', 'aws', '', '', 'terraform-provider-aws_v'];
  return steps.reduce<string | undefined>((folder, begin) => {
    if (folder === undefined || !existsSync(folder)) return undefined;
    const name = readdirSync(folder).find((one) =>
      begin === '' ? !one.startsWith('.') : one.startsWith(begin),
    );
    return name === undefined ? undefined : join(folder, name);
  }, dataFolder);
}

/** Where it can be reached; undefined when it ends without a word of it. */
async function saidBy({ stdout }: ChildProcess): Promise<string | undefined> {
  if (stdout === null) return undefined;
  for await (const line of createInterface({ input: stdout })) {
    const where = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line)?.[1];
    if (where === undefined) continue;
    // Read on, or it stands still when the pipe is full.
    stdout.resume();
    return where;
  }
  return undefined;
}
