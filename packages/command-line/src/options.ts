import { type Command, Option } from 'commander';
import type { Which } from './deployment.ts';
import { usualName } from './deployment.ts';

/** What every command takes that reaches an account. */
export type Reach = Which & { region?: string; json?: boolean };

/** Adds to a command which deployment it is about, where that is, and how it answers. */
export const reaching = (command: Command): Command =>
  command
    .hook('preAction', (_, asked) => whatIsTypedCounts(asked))
    .addOption(
      new Option('--deployment <file>', 'a deployment by its outputs: a file of `terraform output -json`')
        .env('CLEANDESK_DEPLOYMENT')
        .helpGroup('Which deployment:'),
    )
    .addOption(
      new Option('--name <name>', "a deployment by the module's `name`")
        .env('CLEANDESK_NAME')
        .default(usualName)
        .helpGroup('Which deployment:'),
    )
    .addOption(
      new Option(
        '--bus <name>',
        'its bus, where it is one of yours; default: the one that its timers speak on',
      )
        .env('CLEANDESK_BUS')
        .helpGroup('Which deployment:'),
    )
    .addOption(
      new Option('--region <region>', 'where it is; default: as the AWS CLI would').helpGroup(
        'Which deployment:',
      ),
    )
    .addOption(answering());

/** What somebody types is what they mean, whatever their environment says. */
function whatIsTypedCounts(command: Command): void {
  const isTyped = (option: string) => command.getOptionValueSource(option) === 'cli';
  // The environment's bus is that of the environment's deployment.
  if ((isTyped('name') || isTyped('deployment')) && !isTyped('bus')) command.setOptionValue('bus', undefined);
  if (!isTyped('name')) return;
  const source = command.getOptionValueSource('deployment');
  if (source === 'cli') command.error('error: --deployment and --name both say which deployment: give one.');
  if (source === 'env') command.setOptionValue('deployment', undefined);
}

/** For a command that asks nobody. */
export const answering = (): Option => new Option('--json', 'print one JSON document');
