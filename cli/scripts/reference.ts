import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command, Option } from 'commander';
import { program } from '../src/program.ts';

/** `docs/reference/cli.md`: every command with its arguments and options, from the tree that runs. */
const page = join(import.meta.dirname, '../../docs/reference/cli.md');

const escaped = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', ' ');

function optionRow(option: Option): string {
  const { flags, description, defaultValue, defaultValueDescription, argChoices, envVar, mandatory } = option;
  const more = [
    ...(mandatory ? ['required'] : []),
    ...(argChoices === undefined ? [] : [`one of ${argChoices.map((one) => `\`${one}\``).join(', ')}`]),
    ...(defaultValue === undefined || typeof defaultValue === 'boolean'
      ? []
      : [`default \`${defaultValueDescription ?? String(defaultValue)}\``]),
    ...(envVar === undefined ? [] : [`or \`${envVar}\``]),
  ];
  return `| \`${flags.replaceAll('|', '\\|')}\` | ${escaped(description)}${more.length === 0 ? '' : ` (${more.join('; ')})`} |`;
}

/** What `addHelpText` adds is told by the help itself alone. */
function notesOf(command: Command): string {
  let help = '';
  const before = command.configureOutput();
  command.configureOutput({
    ...before,
    writeOut: (text) => (help += text),
    getOutHelpWidth: () => 100_000,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  const whole = command.helpInformation();
  command.configureOutput(before);
  if (!help.startsWith(whole))
    throw new Error(`The help of ${command.name()} does not begin with what it is made of`);
  const after = help.slice(whole.length).trim();
  return after === ''
    ? ''
    : `\n${escaped(after.replaceAll('\n\n', '\u0000')).replaceAll('\u0000', '\n\n')}\n`;
}

function sectionsOf(command: Command, path: readonly string[]): string[] {
  const name = [...path, command.name()];
  // Of the library's own, and for shells alone.
  if (name[1] === 'complete') return [];
  const children = command.commands.flatMap((child) => sectionsOf(child, name));
  if (path.length === 0) return children;
  const shared = ['--deployment', '--name', '--bus', '--region', '--json', '--help'];
  const options = command.options.filter(({ long }) => !shared.includes(long ?? ''));
  const usage = `${name.join(' ')} ${command
    .usage()
    .replace('[options]', options.length === 0 ? '' : '[options]')
    .trim()}`;
  const args = command.registeredArguments.map(
    (one) => `| \`${one.name()}\` | ${escaped(one.description)} |`,
  );
  const rows = [...args, ...options.map(optionRow)];
  return [
    [
      `${'#'.repeat(Math.min(4, name.length))} ${name.join(' ')}`,
      '',
      `${escaped(command.description())}`,
      ...(command.commands.length > 0 ? [] : ['', '```text', usage.trim(), '```']),
      ...(rows.length === 0 ? [] : ['', '| | |', '| --- | --- |', ...rows]),
      notesOf(command),
    ]
      .join('\n')
      .trimEnd(),
    ...children,
  ];
}

function text(): string {
  const cleandesk = program();
  return `${[
    '# The command cleandesk',
    'Generated from the command itself by `pnpm generate`. What it is for: [cli](../../cli/README.md); what a role needs for it: [operator role](../operator-role.md).',
    'In a checkout it is `pnpm cleandesk`. Every command takes these, but for `sync convert`, which asks nobody and takes `--json` alone:',
    "| | |\n| --- | --- |\n| `--deployment <file>` | a deployment by its outputs: a file of `terraform output -json` (or `CLEANDESK_DEPLOYMENT`) |\n| `--name <name>` | a deployment by the module's `name` (default `cleandesk`; or `CLEANDESK_NAME`) |\n| `--bus <name>` | its bus, where it is one of yours; default: the one that its timers speak on (or `CLEANDESK_BUS`) |\n| `--region <region>` | where it is; default: as the AWS CLI would |\n| `--json` | print one JSON document |"
      .replaceAll('<file>', '&lt;file&gt;')
      .replaceAll('`--deployment &lt;file&gt;`', '`--deployment <file>`'),
    '## How it ends\n\n| code | |\n| --- | --- |\n| 0 | all is well, or done |\n| 1 | a check found something: a fault, letters in a dead-letter queue, a broken chain of records |\n| 2 | it could not be done or found out |\n| 3 | something would change, and `--yes` was not said |\n| 4 | it is refused, or not all of it was taken |',
    ...sectionsOf(cleandesk, []),
  ].join('\n\n')}\n`;
}

const fresh = text();
if (process.argv.includes('--check')) {
  let stands = '';
  try {
    stands = readFileSync(page, 'utf8');
  } catch {
    // As stale as any other text.
    stands = '';
  }
  if (stands !== fresh) {
    console.error('Stale: docs/reference/cli.md. Run: pnpm generate');
    process.exitCode = 1;
  }
} else {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, fresh);
  console.log('Written: docs/reference/cli.md');
}
