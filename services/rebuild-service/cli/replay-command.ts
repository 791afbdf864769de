import {
  commandLine,
  deploymentOf,
  documents,
  progressOf,
  type Reach,
  reaching,
  since,
} from '@cleandesk/command-line';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Tags } from '../src/domain/seat.ts';
import { tagging } from './aws.ts';
import { rowOf, saidIn } from './records/record.ts';
import { recordsIn } from './records/tables.ts';
import { Absences } from './replay/absences.ts';
import { compare } from './replay/compare.ts';
import { comparisonJson } from './replay/json.ts';
import { limitsOf } from './replay/limits.ts';
import { selectsByTags } from './replay/matching.ts';
import { policiesIn, tagsIn } from './replay/policy-file.ts';
import { replayText } from './replay/report.ts';
import { tagsNow } from './replay/tags-now.ts';

const models = [
  'Modelled: which desktops a policy matches; grace and max_session_seconds; reset windows with ready_by; budgets; outages, in',
  'which nobody resumes; max_recreates_per_month; holds that the records tell of; data_loss as far as snapshots are known. A',
  'policy in dry run is replayed as if it were live, and what a dry run said then counts as a reset.',
  '',
  'Not modelled: desktops that no policy matched then; calls that fail, and what that pauses (failures, recreates); first resets',
  'that go alone; the pace; holds that only a tag spoke of; requests, removals, never_logged_in and unused.',
].join('\n');

type Fleets = ReadonlyMap<string, number>;

function fleet(text: string, before: Fleets = new Map()): Fleets {
  const [, policy = '', desktops = ''] = /^(.+)=(\d+)$/.exec(text) ?? [];
  if (policy === '') throw new InvalidArgumentError('It is not like kiosks=120.');
  return new Map([...before, [policy, Number(desktops)]]);
}

export const replayCommand = (): Command =>
  reaching(commandLine('replay'))
    .description(
      'decide every absence that Cleandesk has a record of once more, by other policies, and list the seats that would have fared otherwise',
    )
    .requiredOption(
      '--policy <file>',
      'the new policies, all of them in their order: JSON as the functions read it, or `terraform output -json policies`',
    )
    .option('--old <file>', 'the old ones, replayed too. Default: what was done, as the records tell')
    .option('--records <table>', 'the table of records, by its own name')
    .addOption(
      new Option('--since <when>', 'an ISO 8601 duration or a date')
        .argParser(since)
        .default(since('P30D'), 'P30D'),
    )
    .option(
      '--tags <file>',
      'tags by WorkSpace id, as JSON: they go before those of the records. Default: those of the records, and where a record lacks them, as they are now',
    )
    .option('--fleet <policy=desktops>', 'how many desktops a policy manages; may come again', fleet)
    .addHelpText('after', `\n${models}\n\nIt reads, and changes nothing.`)
    .action(
      async (
        given: Reach & {
          policy: string;
          old?: string;
          records?: string;
          since: number;
          tags?: string;
          fleet?: Fleets;
        },
      ) => {
        const newPolicies = await policiesIn(given.policy);
        const oldPolicies = given.old === undefined ? undefined : await policiesIn(given.old);
        const policies = [...newPolicies, ...(oldPolicies ?? [])];
        const records = new Absences();
        const progress = progressOf('records read');
        let count = 0;
        const table = {
          client: documents(given.region),
          tableName: given.records ?? (await deploymentOf(given)).records,
        };
        for await (const item of recordsIn(table, { since: given.since })) {
          records.add(saidIn(rowOf(item)));
          count += 1;
          progress.tell(count);
        }
        progress.end();
        const tagsGiven = given.tags === undefined ? undefined : await tagsIn(given.tags);
        const asksForTags = tagsGiven === undefined && selectsByTags(policies) && records.lackTags;
        const now = asksForTags ? await tagsNow(tagging(given.region)) : new Map<string, Tags>();
        const played = progressOf('absences replayed');
        const found = compare({
          records,
          newPolicies,
          oldPolicies,
          tags: { given: tagsGiven && ((id) => tagsGiven.get(id)), now: (id) => now.get(id) },
          fleets: given.fleet ?? new Map(),
          until: Date.now(),
          progress: played.tell,
        });
        played.end();
        const oldIs = oldPolicies === undefined ? 'recorded' : 'replayed';
        const limits = limitsOf(found, records, {
          policies,
          tagsGiven: tagsGiven !== undefined,
          oldIs,
        });
        console.log(
          given.json
            ? JSON.stringify(comparisonJson(found, limits), null, 2)
            : replayText(found, oldIs, limits),
        );
      },
    );
