import { event } from '@cleandesk/bus';
import {
  answer,
  answering,
  type Consent,
  commandLine,
  consent,
  count,
  deploymentOf,
  documents,
  exitCodes,
  isMeant,
  plain,
  type Reach,
  Refused,
  reaching,
} from '@cleandesk/command-line';
import { directorySyncRequestedV1, type OutgoingEvent, syncGuards } from '@cleandesk/contracts';
import { type Command, Option } from 'commander';
import { convert } from './convert/convert.ts';
import { textIn } from './convert/seed-file.ts';
import { configuredIn } from './plan/configured.ts';
import { plan, sourcesFromHere } from './plan/plan.ts';
import { planText } from './plan/report.ts';
import { leftOf, retire } from './retire/retire.ts';
import { whoGoes } from './run/who-goes.ts';

type Groups = Reach & { group: string; table?: string };

const ofGroups = () => new Option('--table <name>', 'the table of groups, by its own name');

const groupsTable = async (given: Groups) => ({
  client: documents(given.region),
  tableName: given.table ?? (await deploymentOf(given)).directorySync,
});

type RunGiven = Groups & Consent & { letPass?: (typeof syncGuards)[number][]; reason?: string };

/** Logins come from directories. */
const plainLines = (text: string): string => text.split('\n').map(plain).join('\n');

/** Where an operator speaks, and as whom. */
export type Speaking = {
  bus: { publish(events: readonly OutgoingEvent[]): Promise<void> };
  /** The deployment, its account and Region, for JSON; in words. */
  place: object;
  placeText: string;
  operator: string;
};

/** @param speaking who asks, and where it is said */
export function syncCommand(speaking: (given: Reach) => Promise<Speaking>): Command {
  const sync = commandLine('sync').description('Directory groups whose members get a desktop.');

  reaching(sync.command('plan'))
    .description('read a group as the service would, and print who would get and who would lose a desktop')
    .requiredOption('--group <name>', 'the group')
    .addOption(ofGroups())
    .addHelpText(
      'after',
      `
It reads the directory, from where you are, with the group's own user and secret, and changes nothing.
Ends with ${exitCodes.done} when nothing would change, with ${exitCodes.changes} when something would, with ${exitCodes.refused} when the service would refuse the
read, and with ${exitCodes.trouble} when it could not be found out.`,
    )
    .action(async (given: Groups) => {
      const planned = await plan(
        await configuredIn(await groupsTable(given)),
        given,
        sourcesFromHere(given.region),
      );
      answer(given.json, planned, () => planText(planned));
      if (planned.refused !== undefined) process.exitCode = exitCodes.refused;
      else if (planned.changes.length > 0) process.exitCode = exitCodes.changes;
    });

  reaching(sync.command('run'))
    .description('have the service read a group now, and let something pass for this one run')
    .requiredOption('--group <name>', 'the group')
    .addOption(new Option('--let-pass <guards...>', 'what is not refused this once').choices(syncGuards))
    .option('--reason <text>', 'why that is right: it is kept')
    .addOption(ofGroups())
    .addOption(consent.yes())
    .addOption(consent.confirm())
    .addHelpText(
      'after',
      `
What passes takes desktops away. With --let-pass the directory is read from where you are, as \`sync plan\` does, and who would lose a
desktop or get one is shown; where it cannot be read from there, all whom the group wants are. Without --let-pass nothing passes that the
service would refuse, and --yes is not needed.`,
    )
    .action(async (given: RunGiven) => {
      const store = await configuredIn(await groupsTable(given));
      const names = (await store.groups.all()).map(({ name }) => name);
      if (!names.includes(given.group))
        throw new Refused(`There is no group ${given.group}. Groups are ${names.join(', ')}.`);
      const { letPass: guards, reason } = given;
      if (guards !== undefined && reason === undefined)
        throw new Refused('What is let pass needs a reason: --reason.');
      const { bus, place, placeText, operator } = await speaking(given);
      const fate =
        guards === undefined
          ? undefined
          : await whoGoes(store, given.group, guards, sourcesFromHere(given.region));
      const meant =
        fate === undefined ||
        (await isMeant(given, fate.logins.length, { place: placeText, list: () => plainLines(fate.text) }));
      const requestId = crypto.randomUUID();
      const asked = {
        group: given.group,
        requestId,
        requestedBy: operator,
        ...(guards === undefined || reason === undefined ? {} : { override: { guards, reason } }),
      };
      if (meant)
        await bus.publish([event(directorySyncRequestedV1, asked, { source: 'cleandesk.operator' })]);
      else process.exitCode = exitCodes.changes;
      const goes = fate === undefined ? {} : { desktops: fate.logins, atMost: fate.atMost };
      answer(given.json, { ...asked, ...goes, in: place, asked: meant }, () =>
        [
          placeText,
          ...(fate === undefined ? [] : [plainLines(fate.text)]),
          meant
            ? `It was asked for that ${given.group} is read now. What came of it is DirectorySyncCompleted or DirectorySyncRefused in the log of events, with ${requestId}.`
            : `${given.group} would be read, and ${guards?.join(', ')} let pass: ${fate.atMost ? 'at most ' : ''}${count(fate.logins.length, 'desktop')}. --yes does it.`,
        ].join('\n'),
      );
    });

  sync
    .command('convert')
    .description(
      'turn the JSON of an EventBridge rule of the Lambda from the AWS blog into `directory_groups`',
    )
    .argument(
      '[file]',
      'the JSON (LDAP_SERVER, WORKSPACE_GROUP_DN, …), or a list of them. Default: standard input',
    )
    .addOption(answering())
    .action(async (file: string | undefined) => {
      console.log(JSON.stringify({ directory_groups: convert(await textIn(file)) }, null, 2));
      console.error(
        'Save it as directory_groups.auto.tfvars.json. It begins in dry run: `sync plan` shows what would change.',
      );
    });

  reaching(sync.command('retire'))
    .description(
      'give up all that a group wanted which is not configured any more: its members lose their desktops',
    )
    .requiredOption('--group <name>', 'the group, as it was called')
    .requiredOption('--directory-id <id>', 'the WorkSpaces directory of its members')
    .addOption(ofGroups())
    .addOption(consent.yes())
    .addOption(consent.confirm())
    .addHelpText(
      'after',
      `
Only desktops with the group's tags go, none that another group wants, and none whose user is connected. It speaks as
cleandesk.operator: your role has to be one of operator_role_arns, and may write to the table. Cut off half way it is typed again: what was
remembered and not said is said then.`,
    )
    .action(async (given: Groups & Consent & { directoryId: string }) => {
      const store = await configuredIn(await groupsTable(given));
      const left = await leftOf(store, given.group);
      const { bus, place, placeText } = await speaking(given);
      const list = left.map(plain).join('\n');
      const goes =
        left.length > 0 && (await isMeant(given, left.length, { place: placeText, list: () => list }));
      // Nothing is remembered as given up on a bus that is not there.
      if (goes) await bus.publish([]);
      const givenUp = goes ? await retire({ ...store, bus, clock: { now: () => Date.now() } }, given) : 0;
      if (!goes && left.length > 0) process.exitCode = exitCodes.changes;
      answer(given.json, { group: given.group, in: place, logins: left, givenUp }, () =>
        [
          placeText,
          ...(left.length === 0 ? [] : [list]),
          goes
            ? `It was asked for that ${count(givenUp, 'seat')} ${givenUp === 1 ? 'is' : 'are'} given up. What came of each: \`seat <user>\`.`
            : left.length === 0
              ? `${given.group} wants nobody.`
              : `${count(left.length, 'seat')} would be given up. --yes does it.`,
        ].join('\n'),
      );
    });

  return sync;
}
