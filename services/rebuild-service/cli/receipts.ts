#!/usr/bin/env node
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { commandLine, documents, enter, progressOf, since } from '@cleandesk/command-line';
import { Option } from 'commander';
import type { RecordKind } from '../src/domain/actions.ts';
import { exported, type Format, formats } from './export/export.ts';
import { writeNew } from './export/new-file.ts';
import { kinds } from './records/record.ts';
import { type StaleFormat, staleFormats } from './stale/formats.ts';
import { staleIn } from './stale/stale.ts';
import { reportText } from './verify/report.ts';
import { verify } from './verify/verify.ts';

const receipts = commandLine('receipts').description(
  'What Cleandesk decided and did, and why: export it, list what it left in the directory, or prove that nobody changed it.',
);

/** Exit code: a chain is broken. */
const broken = 1;

const region = () => new Option('--region <region>', 'where the tables are; default: as the AWS CLI would');

receipts
  .command('export')
  .description('write records to a file or to standard output, seat by seat')
  .requiredOption('--table <name>', 'the table of records (Terraform output `records_table`)')
  .option('--since <when>', 'only since then: an ISO 8601 duration (P30D) or a date', since)
  .addOption(new Option('--format <format>', 'how').choices(Object.keys(formats)).default('ndjson'))
  .addOption(new Option('--kind <kinds...>', 'only these').choices(kinds))
  .option('--output <file>', 'a file that is not there yet; only you may read it. Default: standard output')
  .addOption(region())
  .addHelpText('after', '\nRecords name users: keep the file as you keep logs of who worked when.')
  .action(
    async (given: {
      table: string;
      since?: number;
      format: Format;
      kind?: RecordKind[];
      output?: string;
      region?: string;
    }) => {
      const table = { client: documents(given.region), tableName: given.table };
      const progress = progressOf('records written');
      let written = 0;
      const lines = exported(table, { since: given.since, kinds: given.kind }, given.format, (count) => {
        written = count;
        progress.tell(count);
      });
      if (given.output === undefined)
        await pipeline(Readable.from(lines), process.stdout, { end: false }).finally(progress.end);
      else await writeNew(given.output, lines).finally(progress.end);
      if (given.output !== undefined) console.error(`${written} records in ${given.output}`);
    },
  );

receipts
  .command('stale')
  .description(
    'list the computer names and addresses of desktops that are gone: their objects may stand in the directory still',
  )
  .requiredOption('--table <name>', 'the table of records (Terraform output `records_table`)')
  .option('--since <when>', 'only those that went since then: an ISO 8601 duration (P30D) or a date', since)
  .addOption(new Option('--format <format>', 'how').choices(Object.keys(staleFormats)).default('table'))
  .addOption(region())
  .addHelpText(
    'after',
    '\nDesktops that were recreated or removed, by name and directory. A name that a desktop of today has again, as far as records tell, is left out.',
  )
  .action(async (given: { table: string; since?: number; format: StaleFormat; region?: string }) => {
    const table = { client: documents(given.region), tableName: given.table };
    const progress = progressOf('records read');
    const { stale, nameless, inUse } = await staleIn(table, given.since, progress.tell);
    progress.end();
    process.stdout.write(staleFormats[given.format](stale));
    if (nameless > 0)
      console.error(
        `${nameless} more went, and AWS had not told ${nameless === 1 ? 'its name' : 'their names'}.`,
      );
    if (inUse > 0)
      console.error(`${inUse === 1 ? '1 name more is' : `${inUse} names more are`} in use again.`);
  });

receipts
  .command('verify')
  .description('prove that no record was changed, removed before its time, or slipped in')
  .requiredOption('--table <name>', 'the table of records (Terraform output `records_table`)')
  .requiredOption('--seats <name>', 'the table of seats, which names the last record of each (`seats_table`)')
  .option('--json', 'print one JSON document')
  .addOption(region())
  .addHelpText(
    'after',
    '\nEnds with 0 when every chain is whole, with 1 when one is broken, with 2 when it could not be found out.',
  )
  .action(async (given: { table: string; seats: string; json?: boolean; region?: string }) => {
    const client = documents(given.region);
    const progress = progressOf('records checked');
    const found = await verify(
      { records: { client, tableName: given.table }, seats: { client, tableName: given.seats } },
      Date.now,
      progress.tell,
    );
    progress.end();
    console.log(given.json ? JSON.stringify(found, null, 2) : reportText(found));
    if (!found.whole) process.exitCode = broken;
  });

await enter(receipts);
