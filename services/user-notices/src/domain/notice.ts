import type { Happening, Instant } from './happening.ts';

/** In the order of a story. `withdrawn`: what was announced does not come. */
export const notices = ['before', 'during', 'after', 'withdrawn'] as const;
export type Notice = (typeof notices)[number];

/** What users of a policy are told of, by the policy's name. Of a policy that is not here they are told nothing. */
export type Wanted = ReadonlyMap<string, ReadonlySet<Notice>>;

/** ms after which a notice is no news. A message that was redriven after days must not tell people what is long over. */
const staleAfterMs = { during: 3_600_000, after: 86_400_000, withdrawn: 86_400_000 } as const;

/** What is to be told of a happening. */
export type Due = { tell: Notice } | { tooLate: Notice } | 'nothing';

/**
 * @param now epoch ms
 * @returns `withdrawn` for each reset that does not come: whether it was announced, whoever remembers knows.
 */
export function dueNotice(happening: Happening, wanted: Wanted, now: Instant): Due {
  const { notice, until } = newsOf(happening);
  if (happening.type !== 'ResetCancelled' && !wanted.get(happening.policy)?.has(notice)) return 'nothing';
  return now < until ? { tell: notice } : { tooLate: notice };
}

function newsOf(happening: Happening): { notice: Notice; until: Instant } {
  switch (happening.type) {
    case 'GraceStarted':
      // "Come back before ten" helps nobody at ten.
      return { notice: 'before', until: happening.endsAt };
    case 'ResetStarted':
      return { notice: 'during', until: happening.at + staleAfterMs.during };
    case 'ResetCompleted':
      return { notice: 'after', until: happening.at + staleAfterMs.after };
    case 'ResetCancelled':
      return { notice: 'withdrawn', until: happening.at + staleAfterMs.withdrawn };
  }
  happening satisfies never;
}

/** How far its story has come when a notice is told. Events come in any order: nobody is told of what has been passed. */
export const stageOf: Readonly<Record<Notice, number>> = { before: 0, during: 1, after: 2, withdrawn: 2 };

/** What has to be taken back when the reset does not come. */
export const announcements = ['before', 'during'] as const satisfies readonly Notice[];
