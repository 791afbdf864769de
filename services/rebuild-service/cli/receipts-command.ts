import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  commandLine,
  deploymentOf,
  documents,
  exitCodes,
  progressOf,
  type Reach,
  reaching,
  since,
} from '@cleandesk/command-line';
import { type Command, Option } from 'commander';
import type { RecordKind } from '../src/domain/actions.ts';
import { exported, type Format, formats } from './export/export.ts';
import { writeNew } from './export/new-file.ts';
import { kinds } from './records/record.ts';
import { type StaleFormat, staleFormats } from './stale/formats.ts';
import { staleIn } from './stale/stale.ts';
import { reportText } from './verify/report.ts';
import { verify } from './verify/verify.ts';

type Records = Reach & { table?: string };

const ofRecords = () => new Option('--table <name>', 'the table of records, by its own name');

async function recordsTable(given: Records) {
  const tableName = given.table ?? (await deploymentOf(given)).records;
  return { client: documents(given.region), tableName };
}

export function receiptsCommand(): Command {
  const receipts = commandLine('receipts').description(
    'What Cleandesk decided and did, and why: export it, list what it left in the directory, or prove that nobody changed it.',
  );

  reaching(receipts.command('export'))
    .description('write records to a file or to standard output, seat by seat')
    .option('--since <when>', 'only since then: an ISO 8601 duration (P30D) or a date', since)
    .addOption(
      new Option('--format <format>', 'how; with --json ndjson')
        .choices(Object.keys(formats))
        .default('ndjson'),
    )
    .addOption(new Option('--kind <kinds...>', 'only these').choices(kinds))
    .option('--output <file>', 'a file that is not there yet; only you may read it. Default: standard output')
    .addOption(ofRecords())
    .addHelpText('after', '\nRecords name users: keep the file as you keep logs of who worked when.')
    .action(
      async (given: Records & { since?: number; format: Format; kind?: RecordKind[]; output?: string }) => {
        const progress = progressOf('records written');
        let written = 0;
        const format = given.json === true ? 'ndjson' : given.format;
        const which = { since: given.since, kinds: given.kind };
        const lines = exported(await recordsTable(given), which, format, (count) => {
          written = count;
          progress.tell(count);
        });
        if (given.output === undefined)
          await pipeline(Readable.from(lines), process.stdout, { end: false }).finally(progress.end);
        else await writeNew(given.output, lines).finally(progress.end);
        if (given.output !== undefined) console.error(`${written} records in ${given.output}`);
      },
    );

  reaching(receipts.command('stale'))
    .description(
      'list the computer names and addresses of desktops that are gone: their objects may stand in the directory still',
    )
    .option('--since <when>', 'only those that went since then: an ISO 8601 duration (P30D) or a date', since)
    .addOption(new Option('--format <format>', 'how').choices(Object.keys(staleFormats)).default('table'))
    .addOption(ofRecords())
    .addHelpText(
      'after',
      '\nDesktops that were recreated or removed, by name and directory. A name that a desktop of today has again, as far as records tell, is left out.',
    )
    .action(async (given: Records & { since?: number; format: StaleFormat }) => {
      const progress = progressOf('records read');
      const { stale, nameless, inUse } = await staleIn(await recordsTable(given), given.since, progress.tell);
      progress.end();
      process.stdout.write(staleFormats[given.json === true ? 'ndjson' : given.format](stale));
      if (nameless > 0)
        console.error(
          `${nameless} more went, and AWS had not told ${nameless === 1 ? 'its name' : 'their names'}.`,
        );
      if (inUse > 0)
        console.error(`${inUse === 1 ? '1 name more is' : `${inUse} names more are`} in use again.`);
    });

  reaching(receipts.command('verify'))
    .description('prove that no record was changed, removed before its time, or slipped in')
    .addOption(ofRecords())
    .option('--seats <name>', 'the table of seats, which names the last record of each, by its own name')
    .addHelpText(
      'after',
      `\nEnds with ${exitCodes.done} when every chain is whole, with ${exitCodes.found} when one is broken, with ${exitCodes.trouble} when it could not be found out.`,
    )
    .action(async (given: Records & { seats?: string }) => {
      const records = await recordsTable(given);
      const seats = { ...records, tableName: given.seats ?? (await deploymentOf(given)).seats };
      const progress = progressOf('records checked');
      const found = await verify({ records, seats }, Date.now, progress.tell);
      progress.end();
      console.log(given.json ? JSON.stringify(found, null, 2) : reportText(found));
      if (!found.whole) process.exitCode = exitCodes.found;
    });

  return receipts;
}
