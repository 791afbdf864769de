import {
  answer,
  colours,
  commandLine,
  counting,
  deploymentOf,
  documents,
  plain,
  type Reach,
  reaching,
  since,
  table,
} from '@cleandesk/command-line';
import type { Command } from 'commander';
import { seatsOf, wholeTable } from './seats/seats.ts';
import { type SeatStory, storyOf } from './seats/timeline.ts';

export const seatCommand = (): Command =>
  reaching(commandLine('seat'))
    .description('show one seat: how it stands, who wants it, and what happened to it, with its receipts')
    .argument('<user>', 'the user, or directory/user')
    .option('--since <when>', 'only since then: an ISO 8601 duration (P30D) or a date', since)
    .option('--evidence', 'with all that was told, seen and done')
    .addHelpText('after', wholeTable)
    .action(async (user: string, given: Reach & { since?: number; evidence?: boolean }) => {
      const { seats, records } = await deploymentOf(given);
      const client = documents(given.region);
      const found = await counting('seats read', (tell) => seatsOf({ client, tableName: seats }, user, tell));
      const stories: SeatStory[] = [];
      for (const seat of found)
        stories.push(await storyOf({ client, tableName: records }, seat, Date.now(), given.since));
      answer(given.json, stories, () =>
        stories.map((story) => storyText(story, given.evidence === true)).join('\n\n'),
      );
    });

function storyText({ seat, claims, holds, timeline, now }: SeatStory, withEvidence: boolean): string {
  const { seat: ref, status, workspaceId, policy, waitsFor, nextLookAt } = seat;
  const facts = [
    ['state', status],
    ['desktop', workspaceId],
    ['policy', policy],
    ['waits for', waitsFor],
    ['next look', nextLookAt],
    ...claims.map(({ source, wanted }) => [wanted ? 'wanted by' : 'not wanted by', source]),
    ...holds.map(({ id, owner, reason, until }) => ['hold', `${id} of ${owner} until ${until}: ${reason}`]),
  ].filter(([, value]) => value !== undefined);
  const lines = timeline.flatMap(({ at, what, record, evidence = [] }) => [
    `${colours.dim(at)}  ${plain(what)}${record === undefined ? '' : colours.dim(`  #${record}`)}`,
    ...(withEvidence ? evidence.map((line) => colours.dim(`    ${plain(line)}`)) : []),
  ]);
  return [
    colours.bold(plain(`${ref.directoryId}/${ref.userName}`)),
    table(['', ''], facts).split('\n').slice(1).join('\n'),
    '',
    ...(lines.length === 0 ? ['No records yet.'] : lines),
    ...(now.length === 0 ? [] : ['', 'At present:', ...now.map((line) => colours.dim(`    ${plain(line)}`))]),
  ].join('\n');
}
