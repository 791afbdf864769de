import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { event, publisher } from '@cleandesk/bus';
import {
  answer,
  answering,
  commandLine,
  consent,
  deploymentOf,
  documents,
  exitCodes,
  isMeant,
  type Reach,
  Refused,
  reaching,
  where,
} from '@cleandesk/command-line';
import { directorySyncRequestedV1, syncGuards } from '@cleandesk/contracts';
import { type Command, Option } from 'commander';
import { convert } from './convert/convert.ts';
import { textIn } from './convert/seed-file.ts';
import { configuredIn } from './plan/configured.ts';
import { plan } from './plan/plan.ts';
import { planText } from './plan/report.ts';
import { leftOf, retire } from './retire/retire.ts';

type Groups = Reach & { group: string; table?: string };

const ofGroups = () => new Option('--table <name>', 'the table of groups, by its own name');

const groupsTable = async (given: Groups) => ({
  client: documents(given.region),
  tableName: given.table ?? (await deploymentOf(given)).directorySync,
});

async function busOf(given: Reach) {
  const client = new EventBridgeClient(where(given.region));
  return publisher({ client, busName: (await deploymentOf(given)).bus });
}

/** @param operator who asks, for what is said on the bus */
export function syncCommand(operator: (region: string | undefined) => Promise<string>): Command {
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
      const planned = await plan(await configuredIn(await groupsTable(given)), given, given.region);
      answer(given.json, planned, () => planText(planned));
      if (planned.refused !== undefined) process.exitCode = exitCodes.refused;
      else if (planned.changes.length > 0) process.exitCode = exitCodes.changes;
    });

  reaching(sync.command('run'))
    .description('have the service read a group now, and let something pass for this one run')
    .requiredOption('--group <name>', 'the group')
    .addOption(new Option('--let-pass <guards...>', 'what is not refused this once').choices(syncGuards))
    .option('--reason <text>', 'why that is right: it is kept')
    .option('--yes', 'do it, where something is let pass; without it, only what would be asked is printed')
    .addOption(ofGroups())
    .addHelpText(
      'after',
      '\nLook at `sync plan` before you let anything pass: what passes takes desktops away.',
    )
    .action(
      async (given: Groups & { letPass?: (typeof syncGuards)[number][]; reason?: string; yes?: boolean }) => {
        const { groups } = await configuredIn(await groupsTable(given));
        const names = (await groups.all()).map(({ name }) => name);
        if (!names.includes(given.group))
          throw new Refused(`There is no group ${given.group}. Groups are ${names.join(', ')}.`);
        const { letPass: guards, reason } = given;
        if (guards !== undefined && reason === undefined)
          throw new Refused('What is let pass needs a reason: --reason.');
        const requestId = crypto.randomUUID();
        const asked = {
          group: given.group,
          requestId,
          requestedBy: await operator(given.region),
          ...(guards === undefined || reason === undefined ? {} : { override: { guards, reason } }),
        };
        const isDone = guards === undefined || given.yes === true;
        if (isDone) {
          const said = event(directorySyncRequestedV1, asked, { source: 'cleandesk.operator' });
          await (await busOf(given)).publish([said]);
        } else process.exitCode = exitCodes.changes;
        answer(given.json, { ...asked, asked: isDone }, () =>
          isDone
            ? `${given.group} is to be read now. What came of it is DirectorySyncCompleted or DirectorySyncRefused in the log of events, with ${requestId}.`
            : `${given.group} would be read, and ${guards.join(', ')} let pass. --yes does it.`,
        );
      },
    );

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
cleandesk.operator: your role has to be one of operator_role_arns, and may write to the table.`,
    )
    .action(async (given: Groups & { directoryId: string; yes?: boolean; confirm?: number }) => {
      const store = await configuredIn(await groupsTable(given));
      const left = await leftOf(store, given.group);
      const goes = left.length > 0 && (await isMeant(given, left.length));
      if (!given.json) for (const login of left) console.log(login);
      const world = { ...store, bus: await busOf(given), clock: { now: () => Date.now() } };
      const givenUp = goes ? await retire(world, given) : 0;
      if (given.json) console.log(JSON.stringify({ group: given.group, logins: left, givenUp }, null, 2));
      else if (goes) console.error(`${givenUp} are given up.`);
      else console.error(`${left.length} would be given up. --yes does it.`);
      if (!goes && left.length > 0) process.exitCode = exitCodes.changes;
    });

  return sync;
}
