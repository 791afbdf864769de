import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cleandesk/launcher';
import { check, testRun } from './command-line.ts';
import { plainCounts, vitestCounts } from './counts.ts';
import type { Step } from './step.ts';
import { terraformTests } from './terraform-step.ts';
import { turbo } from './turbo.ts';

export const serviceNames = (): string[] => readdirSync(join(repositoryRoot, 'services'));

/** What of each step is one service's own. */
export function serviceSteps(service: string): Step[] {
  const cwd = join(repositoryRoot, 'services', service);
  const only = `--filter=@cleandesk/${service}`;
  const tests = [`tests/${service.replaceAll('-', '_')}.tftest.hcl`, 'tests/services.tftest.hcl'].filter(
    (file) => existsSync(join(repositoryRoot, 'terraform', file)),
  );
  const guards: Step = {
    name: 'guards',
    title: 'every guard is missed by a test when it is dropped',
    run: () => testRun(['pnpm', 'run', 'guards'], plainCounts, { cwd }),
  };
  return [
    // All of them: its module is tested among the others, and a plan wants every zip.
    { name: 'build', title: 'functions build and are small enough', run: () => check(turbo('build')) },
    { name: 'types', title: 'types', run: () => check(turbo('typecheck', only)) },
    {
      name: 'unit',
      title: 'unit tests, contracts and laws',
      run: () => testRun(turbo('test', only), vitestCounts),
    },
    ...(existsSync(join(cwd, 'test/guards')) ? [guards] : []),
    { name: 'terraform', title: 'its Terraform module', run: () => terraformTests(tests) },
  ];
}
