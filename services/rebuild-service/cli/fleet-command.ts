import { setTimeout as sleep } from 'node:timers/promises';
import {
  answer,
  colours,
  commandLine,
  count,
  deploymentOf,
  documents,
  progressOf,
  type Reach,
  reaching,
  table,
  wholeNumber,
} from '@cleandesk/command-line';
import { type Command, Option } from 'commander';
import { type Filter, fleetIn, type Row, statuses } from './seats/seats.ts';

type Given = Reach & { state?: string[]; policy?: string[]; user?: string; watch?: number | true };

const usualSeconds = 5;

export const fleetCommand = (): Command =>
  reaching(commandLine('fleet'))
    .description('list the seats: who has which desktop, what it does, and by which policy')
    .addOption(new Option('--state <states...>', 'only these').choices(statuses))
    .option('--policy <names...>', 'only of these policies')
    .option('--user <part>', 'only users whose name holds this')
    .option(
      '--watch [seconds]',
      `again every so often, ${usualSeconds} s unless said otherwise; one JSON document a line with --json`,
      wholeNumber,
    )
    .addHelpText(
      'after',
      '\nIt reads the whole table of seats each time. Seats without a desktop: --state absent.',
    )
    .action(async (given: Given) => {
      const seats = { client: documents(given.region), tableName: (await deploymentOf(given)).seats };
      const filter: Filter = {
        ...(given.state === undefined ? {} : { states: given.state }),
        ...(given.policy === undefined ? {} : { policies: given.policy }),
        ...(given.user === undefined ? {} : { user: given.user }),
      };
      const progress = progressOf('seats read');
      const look = () => fleetIn(seats, filter, Date.now(), progress.tell);
      if (given.watch === undefined) {
        const found = await look();
        progress.end();
        answer(given.json, found, () => fleetText(found));
        return;
      }
      const seconds = Math.max(1, given.watch === true ? usualSeconds : given.watch);
      for (;;) {
        const found = await look();
        if (given.json === true) console.log(JSON.stringify({ at: new Date().toISOString(), ...found }));
        else
          console.log(`${process.stdout.isTTY ? clear : ''}${new Date().toISOString()}\n${fleetText(found)}`);
        await sleep(seconds * 1000);
      }
    });

/** The terminal's own words for: from the top, on an empty screen. */
const clear = '\u001B[2J\u001B[H';

const quiet = (text: string): string => text;
const tones: Partial<Record<Row['status'], (text: string) => string>> = {
  failed: colours.red,
  away: colours.yellow,
  rebuilding: colours.cyan,
  terminating: colours.cyan,
  recreating: colours.cyan,
  provisioning: colours.cyan,
  clearing: colours.cyan,
  removing: colours.magenta,
};

export function fleetText({ rows, unreadable }: { rows: readonly Row[]; unreadable: number }): string {
  const lines = rows.map(({ seat, status, workspaceId, policy, waitsFor, heldUntil }) => [
    seat.userName,
    seat.directoryId,
    { text: status, colour: tones[status] ?? quiet },
    workspaceId,
    policy,
    waitsFor,
    heldUntil,
  ]);
  const head = ['user', 'directory', 'state', 'desktop', 'policy', 'waits for', 'held until'];
  return [
    ...(rows.length === 0 ? [] : [table(head, lines)]),
    `${count(rows.length, 'seat')}${unreadable === 0 ? '' : `, and ${unreadable} that this version cannot read`}`,
  ].join('\n');
}
