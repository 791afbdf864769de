import type { RequestKind } from '@cleandesk/portal-api';

export type ActionKind = Exclude<RequestKind, 'desktop'>;
type ActionWords = {
  button: string;
  title: string;
  /** What happens, and what is lost. */
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
      'You are cut off at once, and everything that you did not save elsewhere is lost: open work, programs that you installed, settings, files on the system drive.',
      'Depending on how your desktops are set up, your own drive is emptied too, or comes back as it was up to 12 hours ago.',
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
