import type { Strategy } from '@cleandesk/contracts';
import type { Happening, Instant } from './happening.ts';

/** What a template can name. Terraform refuses other names; a test compares its list with this one. */
export const variables = [
  'userName',
  'workspaceId',
  'computerName',
  'time',
  'timeZone',
  'policy',
  'kept',
  'lost',
  'rebuild',
  'recreate',
  'snapshotTime',
] as const;
export type Variable = (typeof variables)[number];

/** What a template is filled with. What is not known is empty, and a section of it is left out. */
export type View = Readonly<Record<Variable, string | boolean>>;

/** Where the readers are: an IANA time zone, and a BCP 47 language tag for the words of a date. */
export type Readers = { readonly timeZone: string; readonly locale: string };

/** In English. Whoever writes in another language has `rebuild` and `recreate` as sections for words of their own. */
const whatBecomesOfIt: Readonly<Record<Strategy, { kept: string; lost: string }>> = {
  rebuild: {
    kept: 'the user volume (drive D: on Windows) as it was at its last snapshot, which can be up to 12 hours old',
    lost: 'everything on the system drive, and what was saved on the user volume after that snapshot',
  },
  recreate: { kept: 'nothing', lost: 'everything on the desktop, on all of its drives' },
};

export function viewOf(happening: Happening, { timeZone, locale }: Readers): View {
  const { seat, workspaceId, computerName = '', type } = happening;
  const spoken = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const time = (at: Instant | undefined) => (at === undefined ? '' : spoken.format(at));
  const reset = type === 'ResetCancelled' ? undefined : happening;
  const { kept = '', lost = '' } = reset?.strategy === undefined ? {} : whatBecomesOfIt[reset.strategy];
  return {
    userName: seat.userName,
    workspaceId,
    computerName,
    time: time(type === 'GraceStarted' ? happening.endsAt : happening.at),
    timeZone,
    policy: reset?.policy ?? '',
    kept,
    lost,
    rebuild: reset?.strategy === 'rebuild',
    recreate: reset?.strategy === 'recreate',
    snapshotTime: time(type === 'ResetCompleted' ? happening.snapshotAt : undefined),
  };
}
