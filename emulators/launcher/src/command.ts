import { Command, InvalidArgumentError, Option } from 'commander';
import colours from 'picocolors';
import { down } from './down.ts';
import { environment, exportLines, type StackEnvironment } from './environment.ts';
import { untilAskedToEnd } from './interruption.ts';
import { logs } from './logs.ts';
import { defaults, type UpOptions } from './options.ts';
import { progress } from './progress.ts';
import { reset } from './reset.ts';
import { type BaseKind, baseKinds } from './state.ts';
import { type EmulatorStatus, type StackStatus, status } from './status.ts';
import { up } from './up.ts';

type Given = { dir: string; json?: boolean };
type GivenUp = Given & {
  base?: BaseKind;
  grace?: number;
  speed?: number;
  rehearsal?: boolean;
  directory?: boolean;
  portal?: boolean;
  basePort?: number;
  cloudPort?: number;
  deploy: boolean;
};

/** The command line of `scripts/local`. Progress goes to stderr, so that stdout holds just what was asked for. */
export function program(): Command {
  const local = new Command('local')
    .description('Cleandesk on this machine: an emulated AWS and the product deployed to it.')
    .showHelpAfterError();

  inFolder(local.command('up'))
    .description('make the stack stand; what stands already is kept')
    .addOption(new Option('--base <emulator>', 'the base emulator; default ministack').choices(baseKinds))
    .option('--grace <seconds>', `how long a user may be away; default ${defaults.graceSeconds}`, positive)
    .option(
      '--speed <factor>',
      `how much faster than AWS desktops change; default ${defaults.speed}`,
      positive,
    )
    .option('--rehearsal', 'a third policy, in dry run, for desktops with the tag Cleandesk=rehearse')
    .option('--directory', 'an OpenLDAP beside it, whose groups sales, support and nested get desktops')
    .option('--portal', 'the portal, with users to sign in as: requester, approver, deputy, operator')
    .option('--base-port <port>', `default ${defaults.basePort}; 0 takes any free one`, portNumber)
    .option('--cloud-port <port>', `default ${defaults.cloudPort}; 0 takes any free one`, portNumber)
    .option('--no-deploy', 'only the emulators')
    .action(async (given: GivenUp) => {
      const reached = await up(
        upOptions(given),
        told(given),
        untilAskedToEnd(() => sayEnding(given)),
      );
      if (given.json) return print(reached);
      console.log(`The stack is up: AWS at ${reached.baseUrl}, desktops at ${reached.cloudUrl}.`);
      for (const line of portalLines(reached)) console.log(line);
      const where = given.dir === defaults.dir ? '' : ` --dir ${given.dir}`;
      console.log(`In your shell: eval "$(./scripts/local env${where})"`);
    });
  inFolder(local.command('down'))
    .description('end what up started, and nothing else')
    .action(async (given: Given) => {
      const stopped = await down(given, told(given));
      if (given.json) print({ stopped });
      else console.log(stopped ? 'The stack is down.' : 'No stack was up.');
    });
  inFolder(local.command('reset'))
    .description('empty both emulators and deploy again')
    .action(async (given: Given) => {
      const reached = await reset(
        given,
        told(given),
        untilAskedToEnd(() => sayEnding(given)),
      );
      if (given.json) print(reached);
      else console.log('The stack is as new.');
    });
  inFolder(local.command('status'))
    .description('what stands; fails when the stack is not up')
    .action(async (given: Given) => {
      const found = await status(given);
      if (given.json) print(found);
      else for (const line of statusLines(found)) console.log(line);
      if (!found.up) process.exitCode = 1;
    });
  inFolder(local.command('logs'))
    .description("the emulators' and the functions' logs")
    .argument('[service]', "base, desktop-cloud, or a part of a function's name")
    .option('--follow', 'go on until ended')
    .action((service: string | undefined, given: Given & { follow?: boolean }) =>
      logs(
        { dir: given.dir, follow: given.follow ?? false, ...(service === undefined ? {} : { service }) },
        (line) => console.log(line),
      ),
    );
  inFolder(local.command('env'))
    .description('export lines for AWS CLI, boto3 and SDKs: eval "$(./scripts/local env)"')
    .action((given: Given) => {
      const { variables } = environment(given);
      if (given.json) print(variables);
      else for (const line of exportLines(variables)) console.log(line);
    });
  return local;
}

function inFolder(command: Command): Command {
  return command
    .option(
      '--dir <folder>',
      'where the stack keeps its state; a second stack needs a second folder',
      defaults.dir,
    )
    .option('--json', 'say it in JSON');
}

function upOptions(given: GivenUp): Partial<UpOptions> {
  const { base, basePort, cloudPort, directory, grace, portal, rehearsal, speed } = given;
  return {
    dir: given.dir,
    deploy: given.deploy,
    ...(base === undefined ? {} : { base }),
    ...(basePort === undefined ? {} : { basePort }),
    ...(cloudPort === undefined ? {} : { cloudPort }),
    ...(grace === undefined ? {} : { graceSeconds: grace }),
    ...(speed === undefined ? {} : { speed }),
    ...(rehearsal === undefined ? {} : { rehearsal }),
    ...(directory === undefined ? {} : { directory }),
    ...(portal === undefined ? {} : { portal }),
  };
}

function portalLines({ portal }: StackEnvironment): string[] {
  if (portal === undefined) return [];
  const users = Object.entries(portal.passwords).map(
    ([name, password]) => `  ${name.padEnd(10)} ${password}`,
  );
  return [`The portal is at ${portal.url}. Sign in as one of these:`, ...users];
}

function told(given: Given) {
  return progress((line) => (given.json ? undefined : console.error(colours.dim(line))));
}

/** Ending takes seconds, and a silent command that does not end looks stuck. */
function sayEnding(given: Given): void {
  if (!given.json) console.error(colours.dim('\nEnding what was started ...'));
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function statusLines(found: StackStatus): string[] {
  if (!found.base && !found.cloud) return ['No stack is up: run ./scripts/local up.'];
  const line = (name: string, emulator: EmulatorStatus | undefined) => {
    if (!emulator) return [`${name.padEnd(14)}${colours.red('missing')}: run ./scripts/local up`];
    if (emulator.healthy) return [`${name.padEnd(14)}${colours.green('healthy')} at ${emulator.url}`];
    return [
      `${name.padEnd(14)}${colours.red('dead')}: run ./scripts/local up (log: ${emulator.log})`,
      ...emulator.tail.map((said) => colours.dim(`  ${said}`)),
    ];
  };
  return [
    ...line(found.base?.kind ?? 'base', found.base),
    ...line('desktop cloud', found.cloud),
    ...(found.portal ? line('portal', found.portal) : []),
    ...(found.directory ? line('directory', found.directory) : []),
    `${'deployed'.padEnd(14)}${found.deployed ? 'yes' : 'no'}`,
    ...(found.settings
      ? [`${'settings'.padEnd(14)}grace ${found.settings.graceSeconds} s, speed ${found.settings.speed}`]
      : []),
    `${'policies'.padEnd(14)}${JSON.stringify(found.policies)}`,
  ];
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function portNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be a port, or 0 for any free one.');
}
