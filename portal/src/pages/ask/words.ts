export const words = {
  title: 'Ask for a desktop',
  lead: 'Choose one, say what for, and send. You see here what becomes of it.',
  choose: 'Which desktop',
  noneTitle: 'There is nothing to ask for',
  none: 'Nobody has put desktops on offer here yet. Ask your IT.',
  reason: 'What do you need it for?',
  reasonHint: 'Whoever approves it reads this.',
  until: 'Until when',
  untilHint: (days: number) =>
    `At most ${days} days. After that it is taken back, and you get a mail before.`,
  untilOptional: 'Leave it empty to keep it until you give it back.',
  send: 'Send the request',
  chooseOne: 'Choose a desktop.',
  sayWhy: 'Say what you need it for.',
  chooseDay: 'Choose a day.',
  approvals(needed: number): string {
    if (needed === 0) return 'Made at once';
    return needed === 1 ? 'One person approves' : `${needed} people approve`;
  },
  aMonth: 'a month',
};
