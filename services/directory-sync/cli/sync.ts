#!/usr/bin/env node
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { publisher } from '@cleandesk/bus';
import { commandLine, documents, enter, exitCodes, where } from '@cleandesk/command-line';
import { Option } from 'commander';
import { convert } from './convert/convert.ts';
import { textIn } from './convert/seed-file.ts';
import { configuredIn } from './plan/configured.ts';
import { plan } from './plan/plan.ts';
import { planText } from './plan/report.ts';
import { leftOf, retire } from './retire/retire.ts';

const sync = commandLine('sync').description('Directory groups whose members get a desktop.');

const codes = { nothing: 0, trouble: exitCodes.trouble, changes: 3, refused: 4 } as const;

sync
  .command('plan')
  .description('read a group as the service would, and print who would get and who would lose a desktop')
  .requiredOption('--group <name>', 'the group')
  .requiredOption('--table <name>', 'the table of groups (Terraform output `directory_sync_table`)')
  .option('--json', 'print one JSON document')
  .addOption(new Option('--region <region>', 'where the table is; default: as the AWS CLI would'))
  .addHelpText(
    'after',
    `
It reads the directory, from where you are, with the group's own user and secret, and changes nothing.
Ends with ${codes.nothing} when nothing would change, with ${codes.changes} when something would, with ${codes.refused} when the service would refuse the
read, and with ${codes.trouble} when it could not be found out.`,
  )
  .action(async (given: { group: string; table: string; json?: boolean; region?: string }) => {
    const table = { client: documents(given.region), tableName: given.table };
    const planned = await plan(await configuredIn(table), given, given.region);
    console.log(given.json ? JSON.stringify(planned, null, 2) : planText(planned));
    if (planned.refused !== undefined) process.exitCode = codes.refused;
    else if (planned.changes.length > 0) process.exitCode = codes.changes;
  });

sync
  .command('convert')
  .description('turn the JSON of an EventBridge rule of the Lambda from the AWS blog into `directory_groups`')
  .argument(
    '[file]',
    'the JSON (LDAP_SERVER, WORKSPACE_GROUP_DN, …), or a list of them. Default: standard input',
  )
  .action(async (file: string | undefined) => {
    console.log(JSON.stringify({ directory_groups: convert(await textIn(file)) }, null, 2));
    console.error(
      'Save it as directory_groups.auto.tfvars.json. It begins in dry run: `sync plan` shows what would change.',
    );
  });

sync
  .command('retire')
  .description(
    'give up all that a group wanted which is not configured any more: its members lose their desktops',
  )
  .requiredOption('--group <name>', 'the group, as it was called')
  .requiredOption('--directory-id <id>', 'the WorkSpaces directory of its members')
  .requiredOption('--table <name>', 'the table of groups (Terraform output `directory_sync_table`)')
  .requiredOption('--bus <name>', 'the bus (Terraform output `event_bus`)')
  .option('--yes', 'do it; without it, only who would lose a desktop is printed')
  .addOption(new Option('--region <region>', 'where they are; default: as the AWS CLI would'))
  .addHelpText(
    'after',
    `
Only desktops with the group's tags go, none that another group wants, and none whose user is connected. It speaks as
cleandesk.operator: your role has to be one of operator_role_arns, and may write to the table.`,
  )
  .action(
    async (given: {
      group: string;
      directoryId: string;
      table: string;
      bus: string;
      yes?: boolean;
      region?: string;
    }) => {
      const store = await configuredIn({ client: documents(given.region), tableName: given.table });
      const left = await leftOf(store, given.group);
      for (const login of left) console.log(login);
      if (!given.yes) {
        console.error(`${left.length} would be given up. --yes does it.`);
        if (left.length > 0) process.exitCode = codes.changes;
        return;
      }
      const client = new EventBridgeClient(where(given.region));
      const bus = publisher({ client, busName: given.bus });
      const count = await retire({ ...store, bus, clock: { now: () => Date.now() } }, given);
      console.error(`${count} are given up.`);
    },
  );

await enter(sync);
