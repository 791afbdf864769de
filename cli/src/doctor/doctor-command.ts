import {
  answer,
  colours,
  commandLine,
  count,
  deploymentOf,
  exitCodes,
  plain,
  progressOf,
  type Reach,
  reaching,
  wholeNumber,
} from '@cleandesk/command-line';
import { type Command, Option } from 'commander';
import { placeOf, placeText } from '../account/place.ts';
import { deadLetterQueues } from '../dead-letters/queues.ts';
import { accountOf, usualPatienceMs } from './account.ts';
import { checkNames, examine } from './examine.ts';
import type { Finding, State } from './finding.ts';

type Given = Reach & { before?: boolean; only?: string[]; sender?: string; patience: number };

export const doctorCommand = (): Command =>
  reaching(commandLine('doctor'))
    .description('look for what is wrong with an account or a deployment, and say what to do')
    .option('--before', 'only what an account has to have before anything is deployed')
    .option('--sender <address>', 'with --before: the address that mails will come from')
    .addOption(new Option('--only <checks...>', 'only these').choices(checkNames))
    .addOption(
      new Option('--patience <seconds>', 'for how long a probe is waited for')
        .argParser(wholeNumber)
        .default(usualPatienceMs / 1000),
    )
    .addHelpText(
      'after',
      `
It changes nothing. A probe event goes over the bus to every function, which writes it into its log and does nothing else.
Desktops are listed at a quarter of the deployment's own rate: 10,000 take a quarter of an hour; \`--only\` leaves them out.
Ends with ${exitCodes.done} when all is well, with ${exitCodes.found} when something is not, with ${exitCodes.trouble} when something could not be found out and
nothing else is wrong.`,
    )
    .action(async (given: Given) => {
      const desktops = progressOf('desktops seen');
      const checks = progressOf('checks made');
      const deployment = await deploymentOf(given);
      const account = accountOf(deployment, given.region, {
        progress: desktops.tell,
        patienceMs: given.patience * 1000,
        ...(given.sender === undefined ? {} : { sender: given.sender }),
      });
      // Without credentials there is nothing to look at.
      const place = await placeOf(deployment.name, given.region);
      // Nor where nothing is deployed under this name.
      if (given.before !== true) await deadLetterQueues(account.queues, deployment);
      const found = await examine(
        account,
        given.before === true ? 'before' : 'after',
        given.only,
        checks.tell,
      );
      desktops.end();
      checks.end();
      const states = new Set(found.map(({ state }) => state));
      if (states.has('fail') || states.has('warn')) process.exitCode = exitCodes.found;
      else if (states.has('unknown')) process.exitCode = exitCodes.trouble;
      answer(given.json, { ...place, findings: found }, () =>
        [colours.dim(placeText(place)), ...found.map(line), '', sum(found)].join('\n'),
      );
    });

const words: Readonly<Record<State, string>> = {
  ok: colours.green('ok     '),
  warn: colours.yellow('warn   '),
  fail: colours.red('FAIL   '),
  unknown: colours.magenta('unknown'),
};

const line = ({ check, state, saw, advice }: Finding): string =>
  `${words[state]}  ${check.padEnd(14)}  ${plain(saw)}${advice === undefined ? '' : `\n${' '.repeat(25)}${colours.dim(`→ ${plain(advice)}`)}`}`;

function sum(found: readonly Finding[]): string {
  const of = (state: State) => found.filter((one) => one.state === state).length;
  return `${count(of('fail'), 'fault')}, ${count(of('warn'), 'warning')}, ${of('unknown')} not found out, ${of('ok')} ok.`;
}
