import type { RequestKind, ResetKeeps, Seat } from '@cleandesk/portal-api';

export type ActionKind = Exclude<RequestKind, 'desktop'>;
type ActionWords = {
  button: string;
  title: string;
  /** What happens, and what is lost by it; of a reset what is kept comes in between. */
  says: string[];
  send: string;
  danger: boolean;
};

/** What has to be typed to give a desktop back. */
export const giveBackWords = 'give back';

export const actions: Readonly<Record<ActionKind, ActionWords>> = {
  reboot: {
    button: 'Reboot',
    title: 'Reboot your desktop?',
    says: [
      'Whoever is connected is cut off, and programs end without saving.',
      'Files, settings and programs stay. It takes some minutes.',
    ],
    send: 'Reboot',
    danger: false,
  },
  reset: {
    button: 'Reset now',
    title: 'Reset your desktop now?',
    says: [
      'You are cut off at once. Open work, programs that you installed and files on the system drive are lost.',
      'It takes up to an hour. This can’t be undone.',
    ],
    send: 'Reset it now',
    danger: true,
  },
  extend: {
    button: 'Keep it longer',
    title: 'Keep it longer',
    says: ['Say until when you need it, and why. Somebody may have to approve it.'],
    send: 'Ask',
    danger: false,
  },
  return: {
    button: 'Give back',
    title: 'Give your desktop back?',
    says: [
      'The desktop is deleted with everything on it, your own drive included. This can’t be undone.',
      'You can ask for another one later; it will be new and empty.',
    ],
    send: 'Give it back',
    danger: true,
  },
};

const snapshot = 'Your own drive comes back as its last snapshot has it, which can be 12 hours old or older.';
const keeps: Readonly<Record<ResetKeeps | 'unknown', string>> = {
  userVolume: `${snapshot} What you saved there since then is lost.`,
  userVolumeIfRecent: `${snapshot} If it is too old, you get a new desktop instead, and nothing of this one is kept.`,
  nothing:
    'You get a new desktop, and nothing of this one is kept: settings and your own drive are lost, too.',
  everything: 'Resets are only rehearsed here for now: your desktop stays as it is, and nothing is lost.',
  unknown: 'Whether your own drive is kept is not known here: take it that all is lost.',
};

/** What an action does to this desktop, and what is lost by it. */
export function saysOf(kind: ActionKind, { resetKeeps }: Pick<Seat, 'resetKeeps'>): string[] {
  const { says } = actions[kind];
  if (kind !== 'reset') return says;
  if (resetKeeps === 'everything') return [keeps.everything];
  const [first = '', ...rest] = says;
  return [first, keeps[resetKeeps ?? 'unknown'], ...rest];
}

export const words = {
  title: 'My desktop',
  titleOfMany: 'My desktops',
  emptyTitle: 'You have no desktop yet',
  empty: 'Ask for one: you see what each costs and who has to approve it, and get a mail when it is ready.',
  ask: 'Ask for a desktop',
  lastConnection: 'Last connection',
  neverConnected: 'Not known yet',
  nextReset: 'Next reset',
  afterYouLeave: 'After you leave, unless you come back',
  afterLeaving: 'After the user leaves, unless they come back',
  notWhileHeld: 'Not while it is on hold',
  yoursUntil: 'Yours until',
  lentUntil: 'Lent until',
  hold: 'On hold',
  desktop: 'Desktop',
  policy: 'Policy',
  happened: 'What happened',
  connectTitle: 'How to connect',
  connect: 'Install the client, type in the registration code, and sign in as you do at work.',
  client: 'Get the client',
  code: 'Registration code',
  openTitle: 'What you have asked for',
};
