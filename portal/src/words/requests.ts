import type { Offer, Request, RequestKind, RequestState } from '@cleandesk/portal-api';
import type { IconName } from '../parts/icon.tsx';
import type { Said } from './seats.ts';

export const kindWords: Readonly<Record<RequestKind, { title: string; icon: IconName }>> = {
  desktop: { title: 'A new desktop', icon: 'desktop' },
  reboot: { title: 'Reboot', icon: 'power' },
  reset: { title: 'Reset now', icon: 'sparkle' },
  extend: { title: 'Keep it longer', icon: 'calendar' },
  return: { title: 'Give back', icon: 'return' },
};

export const stateWords: Readonly<Record<RequestState, Said>> = {
  waiting: { title: 'Waits for approval', tone: 'wait', icon: 'hourglass' },
  doing: { title: 'Being done', tone: 'busy', icon: 'gear' },
  done: { title: 'Done', tone: 'good', icon: 'check' },
  rejected: { title: 'Rejected', tone: 'bad', icon: 'cross' },
  expired: { title: 'Expired', tone: 'rest', icon: 'clock' },
  withdrawn: { title: 'Taken back', tone: 'rest', icon: 'return' },
  refused: { title: 'Not done', tone: 'bad', icon: 'cross' },
  failed: { title: 'Failed', tone: 'bad', icon: 'alert' },
};

/** What is asked for, as an approver reads it. */
export function whatIsAsked(request: Pick<Request, 'kind' | 'offerId'>, offers: readonly Offer[]): string {
  const { title } = kindWords[request.kind];
  const offer = offers.find(({ offerId }) => offerId === request.offerId);
  if (request.kind === 'desktop') return offer ? offer.title : title;
  return title;
}

/** @param own whether whoever reads it has asked for it */
export function sayRequest(request: Request, own: boolean): Said & { text: string } {
  const said = stateWords[request.state];
  switch (request.state) {
    case 'waiting': {
      const { given, needed } = request.approvals;
      const text = given > 0 ? `${given} of ${needed} people have approved.` : 'Nobody has decided yet.';
      return { ...said, text };
    }
    case 'doing':
      return {
        ...said,
        text: request.overdue
          ? `It takes longer than it should, and is still waited for.${own ? ' You get a mail when it is done.' : ''}`
          : `It is on its way.${own ? ' You get a mail when it is done.' : ''}`,
      };
    case 'done':
      return { ...said, text: 'All is done.' };
    case 'rejected':
      return { ...said, text: 'An approver said no.' };
    case 'expired':
      return { ...said, text: `Nobody decided in time.${own ? ' You can ask again.' : ''}` };
    case 'withdrawn':
      return { ...said, text: 'Nothing is done.' };
    case 'refused':
      return { ...said, text: 'It could not be done as things stand.' };
    case 'failed':
      return {
        ...said,
        text: `It was tried and did not work.${own ? ' Ask again; if it fails again, turn to your IT.' : ''}`,
      };
  }
}
