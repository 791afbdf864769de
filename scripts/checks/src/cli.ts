import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { repositoryRoot } from '@cleandesk/launcher';
import { Command } from 'commander';
import { runSteps } from './run-steps.ts';
import { steps } from './steps.ts';

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
  .addHelpText(
    'after',
    ['', 'Steps:', ...steps().map((step) => `  ${step.name.padEnd(14)}${step.title}`)].join('\n'),
  )
  .parse();
const { all, only = [] } = command.opts<{ all?: boolean; only?: string[] }>();

const known = steps();
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
process.exitCode = failed === 0 ? 0 : 1;
