import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { initTerraform, stackFolder } from './deployment.ts';
import { withLock } from './lock.ts';
import { StackRefused } from './refusals.ts';
import { stackPaths } from './repository.ts';
import { readState, writeState } from './state.ts';
import { errorsOf, terraform } from './terraform/tool.ts';

/** What Terraform would do to something that stands. */
export type Change = { address: string; action: string };

const line = z.object({
  type: z.literal('planned_change'),
  change: z.object({ resource: z.object({ addr: z.string() }), action: z.string() }),
});

/** What an apply would change of a stack that was deployed, without doing it. Nothing, where it stands as it was asked for. */
export async function changes(options: { dir: string }): Promise<Change[]> {
  const output = await run(options, ['plan', '-json', '-lock=false']);
  return output
    .split('\n')
    .filter((text) => text.startsWith('{'))
    .flatMap((text) => {
      const content: unknown = JSON.parse(text);
      const { data } = line.safeParse(content);
      return data === undefined ? [] : [{ address: data.change.resource.addr, action: data.change.action }];
    });
}

/** Destroys what was deployed; the emulators go on. */
export async function takeAway(options: { dir: string }): Promise<void> {
  await run(options, ['destroy', '-auto-approve', '-no-color', '-parallelism=40']);
  const paths = stackPaths(options.dir);
  const { deployment: _, ...rest } = readState(paths.stateFile);
  writeState(paths.stateFile, rest);
}

async function run({ dir }: { dir: string }, args: string[]): Promise<string> {
  const paths = stackPaths(dir);
  const variables = join(paths.terraform, 'stack.tfvars.json');
  if (!existsSync(variables)) throw new StackRefused('Nothing has been deployed here since it stands.');
  return withLock(paths.lockFile, async () => {
    const { env } = await initTerraform(paths);
    const [command = '', ...more] = args;
    const done = await terraform(
      [command, '-input=false', `-state=${paths.terraformState}`, `-var-file=${variables}`, ...more],
      stackFolder,
      env,
      join(paths.logs, 'terraform.log'),
    );
    if (done.code !== 0) throw new StackRefused(`terraform ${command} failed:`, errorsOf(done.output));
    return done.output;
  });
}
