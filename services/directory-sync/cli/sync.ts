#!/usr/bin/env node
import { commandLine, documents, enter, exitCodes } from '@cleandesk/command-line';
import { Option } from 'commander';
import { convert } from './convert/convert.ts';
import { textIn } from './convert/seed-file.ts';
import { configuredIn } from './plan/configured.ts';
import { plan } from './plan/plan.ts';
import { planText } from './plan/report.ts';

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

await enter(sync);
