export const words = {
  title: 'Approvals',
  tabs: 'Which approvals',
  waiting: 'Waiting for you',
  decided: 'Decided',
  emptyTitle: 'Nothing waits for you',
  empty: 'You get a mail when somebody asks for something that you decide.',
  noneDecidedTitle: 'You have decided nothing yet',
  noneDecided: 'What you approve or reject stands here afterwards.',
};
