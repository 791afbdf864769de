export const words = {
  title: 'A decision is asked of you',
  asks: 'asks for',
  nothingTitle: 'There is nothing to decide',
  noTokenTitle: 'Open the link of your mail again',
  noToken:
    'The link is not kept in this page, so that nobody else can use it. If the link of your mail leads here again, it may be cut off: copy all of it.',
  signIn: 'You decide this signed in. One moment …',
  code: 'Code',
  codeHint: 'The 8 digits that stand in the mail, below the link.',
  codeFault: 'Type in the 8 digits of the mail.',
  who: 'Who asks',
  what: 'What',
  why: 'Why',
  until: 'Wanted until',
};
