import type { Policy } from '@cleandesk/policies';
import type { Absences } from './absences.ts';
import type { Comparison } from './compare.ts';
import { selectsByTags } from './matching.ts';
import { noticedWithinMs } from './noticing.ts';

/** What a replay of these policies over these records can not tell, in the words of whoever decides by it. */
export function limitsOf(
  found: Comparison,
  records: Absences,
  {
    policies,
    tagsGiven,
    oldIs,
  }: { policies: readonly Policy[]; tagsGiven: boolean; oldIs: 'recorded' | 'replayed' },
): string[] {
  const fleets = { ...found.fleets.before, ...found.fleets.after };
  const counted = Object.entries(fleets).map(([policy, desktops]) => `${policy} ${desktops}`);
  return [
    'Desktops that no policy matched then have no records: whom a wider selector would hit besides is not here.',
    'Absences that have not ended have no record yet.',
    'A desktop counts as disconnected without a break from the first check that read so until its user came back.',
    `A leaving that an alarm told of may be noticed up to five minutes earlier, one that a look noticed ${noticedWithinMs / 60_000} minutes earlier or later; timers may be a minute late, and who waits for a window or a budget five. Where that decides, it says so.`,
    ...(selectsByTags(policies)
      ? [tagsText(found.absences.filter(({ absence }) => absence.tags === undefined).length, tagsGiven)]
      : []),
    `An outage waits for a person, and nobody resumes in a replay. Its threshold and budgets that are a share go by desktops with records, unless --fleet says how many there are: ${counted.join(', ') || 'none'}.`,
    ...(policies.some(({ dataLoss }) => dataLoss !== undefined)
      ? [
          'How old a snapshot would have been is known only of desktops that were rebuilt; others count as fresh.',
        ]
      : []),
    ...(policies.some(({ budget }) => budget !== undefined)
      ? [`What requests and removals take of a budget is left out: ${records.others} of them.`]
      : []),
    ...(policies.some(({ neverLoggedIn, unused }) => neverLoggedIn !== undefined || unused !== undefined)
      ? ['Who would be reset or removed since nobody uses the desktop is not here: only absences are.']
      : []),
    ...(policies.some(({ dryRun }) => dryRun)
      ? ['Policies in dry run are replayed as if they were live.']
      : []),
    ...(oldIs === 'recorded'
      ? [
          '"As it was" is what was done, with the holds, pauses and failures of then; a dry run counts as a reset.',
        ]
      : []),
    'Every call is taken to succeed at once, and each reset to work: pace, failures, paused recreates and first resets that go alone are left out. So are holds that only a tag spoke of.',
    ...(records.lacking > 0 ? [`${records.lacking} records lack what a replay needs.`] : []),
  ];
}

/** @param lacking absences whose records do not have the tags of then */
function tagsText(lacking: number, given: boolean): string {
  if (given)
    return 'Tags are as the file says; of desktops that it does not name as they were then, where the records have them.';
  return lacking === 0
    ? 'Tags are as they were then.'
    : `Tags are as they were then, but for ${lacking} absences whose records lack them: there they are as they are now.`;
}
