/** What stands in receipts and details, by the names that the API gives. One that a later version says is shown by its own. */
const names: Readonly<Record<string, string>> = {
  because: 'Why',
  graceEndsAt: 'Time to come back ends',
  lastSeenAt: 'User last seen',
  minutesToReady: 'Minutes until ready',
  snapshotAt: 'Snapshot of the user volume',
  startedAt: 'Began',
  workspaceId: 'Desktop',
};

/** Words of Cleandesk's, not of people: only these are put into others. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cause: { absence: 'the user left', request: 'somebody asked for it', disuse: 'nobody used it' },
  because: {
    userReturned: 'the user came back',
    connected: 'the user is connected',
    neverConnected: 'nobody has connected since the last reset',
    held: 'somebody holds the desktop',
    unmanaged: 'no policy matches it any more',
    desktopGone: 'the desktop is gone',
    specNotCreatable: 'it could not be made again',
    undecided: 'AWS did not say clearly whether somebody is connected',
    paused: 'resets are paused',
    unwanted: 'nobody wants it any more',
  },
};

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

export const factName = (name: string): string => names[name] ?? spaced(name);

/** Text, or a moment that is to be written in the reader's way. */
export function factValue(name: string, value: string): { text: string } | { at: string } {
  if (instant.test(value)) return { at: value };
  return { text: values[name]?.[value] ?? value };
}

/** "oldComputerName" is "Old computer name". */
export function spaced(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
