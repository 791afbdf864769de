export const words = {
  title: 'Desktop',
  back: 'Fleet',
  user: 'User',
  directory: 'Directory',
  policy: 'Policy',
  noPolicy: 'None: it is never touched',
  holdTitle: 'Hold',
  noHold:
    'Nobody holds this desktop. A hold keeps it from being reset or removed until a day that you choose.',
  place: 'Place a hold',
  placeTitle: 'Place a hold',
  placeSays:
    'Nobody resets or removes this desktop until then, whatever its user does. Its user reads the reason.',
  reason: 'Reason',
  until: 'Until when',
  untilHint: 'To the end of this day.',
  sayWhy: 'Say why.',
  chooseDay: 'Choose a day from today on.',
  lift: 'Lift the hold',
  liftTitle: 'Lift this hold?',
  liftSays:
    'From then on the desktop is treated as its policy says. If its user has left, it may be reset within minutes.',
  byTag: 'It was set as a tag of the WorkSpace in AWS, and only there it can be lifted.',
  cancel: 'Cancel',
  placed: 'The hold is on its way. It shows here within some seconds.',
  lifted: 'The hold ends within some seconds.',
  happened: 'What happened',
};
