import type { Seat, SeatStatus } from '@cleandesk/portal-api';
import type { IconName } from '../parts/icon.tsx';
import { relative } from './dates.ts';

/** `good`: nothing to do. `wait`: something comes. `busy`: something happens. `rest`: nothing is there. `bad`: a person is needed. */
export type Tone = 'good' | 'wait' | 'busy' | 'rest' | 'bad';
export type Said = { title: string; tone: Tone; icon: IconName };

/** A state in a word, for lists. */
export const statusWords: Readonly<Record<SeatStatus, Said>> = {
  absent: { title: 'No desktop', tone: 'rest', icon: 'empty' },
  provisioning: { title: 'Creating', tone: 'busy', icon: 'gear' },
  live: { title: 'Ready', tone: 'good', icon: 'check' },
  away: { title: 'Left', tone: 'wait', icon: 'clock' },
  dirty: { title: 'Waiting', tone: 'wait', icon: 'hourglass' },
  rebuilding: { title: 'Rebuilding', tone: 'busy', icon: 'gear' },
  terminating: { title: 'Replacing', tone: 'busy', icon: 'gear' },
  recreating: { title: 'Recreating', tone: 'busy', icon: 'gear' },
  removing: { title: 'Removing', tone: 'rest', icon: 'empty' },
  clearing: { title: 'Trying again', tone: 'busy', icon: 'gear' },
  failed: { title: 'Needs a person', tone: 'bad', icon: 'alert' },
};
export const statuses = [
  'live',
  'away',
  'dirty',
  'rebuilding',
  'terminating',
  'recreating',
  'provisioning',
  'clearing',
  'removing',
  'failed',
  'absent',
] as const satisfies readonly SeatStatus[];

/** What its own user reads. */
export function sayDesktop(seat: Seat, now: number): Said & { text: string } {
  const said = statusWords[seat.status];
  switch (seat.status) {
    case 'absent':
      return { ...said, text: 'You have no desktop here at the moment.' };
    case 'provisioning':
      return {
        ...said,
        title: 'Being made',
        text: 'It usually takes about 20 minutes. You get a mail when it is ready.',
      };
    case 'live':
      return { ...said, text: 'You can connect and work.' };
    case 'away':
      return { ...said, title: 'You have left', text: awayText(seat, now) };
    case 'dirty':
      return {
        ...said,
        title: 'Waits for its reset',
        text: `${waitingText(seat.waitsFor)} Until then you can still connect: if you stay, nothing is reset.`,
      };
    case 'rebuilding':
      return { ...said, title: 'Being cleaned', text: 'It is rebuilt and back within an hour.' };
    case 'terminating':
    case 'recreating':
      return {
        ...said,
        title: 'Being made anew',
        text: 'You get a fresh desktop with the same settings, within about an hour.',
      };
    case 'clearing':
      return {
        ...said,
        title: 'Being made',
        text: 'Making it did not work at the first attempt. It is tried again.',
      };
    case 'removing':
      return {
        ...said,
        title: 'Being removed',
        text: 'It is given back. What is on it can’t be reached any more.',
      };
    case 'failed':
      return {
        ...said,
        text: 'It can’t be used until somebody of your IT has looked at it. They see it in their fleet; if you are in a hurry, tell them.',
      };
  }
}

function awayText(seat: Seat, now: number): string {
  if (seat.resetDueAt === undefined) return 'It is reset unless you come back.';
  if (new Date(seat.resetDueAt).getTime() <= now)
    return 'It is about to be reset. Connect now to keep it as it is.';
  return `It is reset ${relative(seat.resetDueAt, now)} unless you connect again before that.`;
}

const waits: Readonly<Record<string, string>> = {
  window: 'The reset waits for its hours.',
  outage: 'Many people left at the same moment. Nothing is reset until somebody has looked at it.',
  failures: 'Resets have ended badly. They go on when somebody has looked at it.',
  budget: 'As many desktops as allowed are being reset. This one waits its turn.',
  breaker: 'A desktop like this could not be made anew. Resets go on when somebody has looked at it.',
  first: 'After a change the first reset goes alone. This one waits for it.',
};

/** Why a reset waits. An unknown word is one that a later version says. */
export const waitingText = (waitsFor = ''): string => waits[waitsFor] ?? 'The reset waits.';
