import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { repositoryRoot } from '@cleandesk/launcher';
import { Command, Option } from 'commander';
import { runSteps } from './run-steps.ts';
import { serviceNames, serviceSteps } from './service-steps.ts';
import type { Step } from './step.ts';
import { steps } from './steps.ts';
import { isAffected } from './turbo.ts';

const logs = join(repositoryRoot, '.local/checks/logs');
const print = (line: string) => console.log(line);

const command = new Command('test')
  .description(
    'All tests, from formatting to stories on a local stack. Fails when anything does; runs all of it first.',
  )
  .option('--all', 'also the long ones (sets CLEANDESK_LONG=1 for them)')
  .option('--only <step>', 'one step; can be given more than once', (name: string, before?: string[]) => [
    ...(before ?? []),
    name,
  ])
  .addOption(
    new Option('--base <emulator>', 'only what is tested on another base emulator').choices(['localstack']),
  )
  .option('--service <name>', 'only what is one service’s own')
  .option('--affected', 'with --service: nothing that no change reaches, since main or TURBO_SCM_BASE')
  .addHelpText(
    'after',
    ['', 'Steps:', ...steps().map((step) => `  ${step.name.padEnd(14)}${step.title}`)].join('\n'),
  )
  .parse();
const {
  all,
  only: named = [],
  base,
  service,
  affected,
} = command.opts<{
  all?: boolean;
  only?: string[];
  base?: 'localstack';
  service?: string;
  affected?: boolean;
}>();
if (affected && service === undefined) command.error('--affected is for --service.');
if (service !== undefined && !serviceNames().includes(service))
  command.error(`There is no service ${service}. There are: ${serviceNames().join(', ')}.`);

if (base !== undefined && (all || named.length > 0 || service !== undefined))
  command.error('--base names its steps itself.');
// Its functions are those of the build.
const only = base === undefined ? named : ['build', base];

const known = service === undefined ? steps() : await stepsOf(service);
const unknown = only.filter((name) => !known.some((step) => step.name === name));
if (unknown.length > 0) command.error(`There is no step ${unknown.join(', ')}: see --help.`);
if (all) process.env.CLEANDESK_LONG = '1';

const chosen = known.filter((step) => (only.length > 0 ? only.includes(step.name) : all || !step.long));
const { passed, failed } = await runSteps(chosen, print, (step, output) => {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${step.name}.log`);
  writeFileSync(file, stripVTControlCharacters(output));
  return relative(repositoryRoot, file);
});
console.log(`${passed} passed, ${failed} failed`);

async function stepsOf(name: string): Promise<Step[]> {
  if (!affected || (await isAffected(`@cleandesk/${name}`))) return serviceSteps(name);
  console.log(`No change reaches ${name}: only its module, which reads what is built, is tested.`);
  return serviceSteps(name).filter((step) => ['build', 'terraform'].includes(step.name));
}
process.exitCode = failed === 0 ? 0 : 1;
