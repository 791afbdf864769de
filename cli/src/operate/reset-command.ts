import {
  answer,
  type Consent,
  commandLine,
  consent,
  count,
  counting,
  exitCodes,
  isMeant,
  type Reach,
  Refused,
  reaching,
  table,
} from '@cleandesk/command-line';
import { fleetIn, type Row, rowOf, theSeatsOf, wholeTable } from '@cleandesk/rebuild-service/cli';
import { type Command, InvalidArgumentError } from 'commander';
import { placeText } from '../account/place.ts';
import { askForResets, seatKey } from './ask-resets.ts';
import { type Desk, deskOf } from './speak.ts';

type Given = Reach & Consent & { policy?: string[]; reason?: string; id?: string };

export const resetCommand = (): Command =>
  reaching(commandLine('reset'))
    .description('ask for clean desktops now: of these users, or of all that a policy manages')
    .argument('[users...]', 'users, or directory/user')
    .option('--policy <names...>', 'all desktops of these policies')
    .option('--reason <text>', 'why: it is kept with the receipt')
    .option(
      '--id <id>',
      'what this is known by: asked again with the same one, nobody is reset who was reached before. Default: a new one, which is told',
      idOf,
    )
    .addOption(consent.yes())
    .addOption(consent.confirm())
    .addHelpText(
      'after',
      `
rebuild-service decides: a desktop whose user is connected, on hold, or matched by no policy is not reset, and RequestRefused says so
in the log of events. What a reset keeps and what it takes is the policy's strategy. Stopped half way (Ctrl-C, an error), it says whom
it reached and how the rest is asked for.
${wholeTable}`,
    )
    .action(async (users: string[], given: Given) => {
      const desk = await deskOf(given);
      const rows = await chosen(desk, users, given.policy);
      const goes = await isMeant(given, rows.length, {
        place: placeText(desk.place),
        list: () => listOf(rows),
      });
      const id = given.id ?? `reset-${crypto.randomUUID().slice(0, 13)}`;
      const asked = goes ? await askForResets(desk, rows, { ...given, id }) : [];
      if (!goes) process.exitCode = exitCodes.changes;
      const of = rows.map((row, index) => ({ ...row, ...(goes ? { requestId: asked[index] } : {}) }));
      answer(given.json, { asked: goes, in: desk.place, ...(goes ? { id } : {}), desktops: of }, () =>
        [
          placeText(desk.place),
          listOf(rows),
          goes
            ? `${count(rows.length, 'reset')} asked for, as ${id}. What came of each: \`seat <user>\`.`
            : `${count(rows.length, 'desktop')} would be reset. --yes does it.`,
          ...heldAmong(rows),
        ].join('\n'),
      );
    });

/** The column alone is overlooked in a long list, and the count above speaks of all. */
function heldAmong(rows: readonly Row[]): string[] {
  const held = rows.filter(({ heldUntil }) => heldUntil !== undefined).length;
  if (held === 0) return [];
  return [`Of these ${held} ${held === 1 ? 'is' : 'are'} on hold, and not reset while the hold stands.`];
}

const listOf = (rows: readonly Row[]): string =>
  table(
    ['user', 'directory', 'desktop', 'policy', 'state', 'held until'],
    rows.map((row) => [
      row.seat.userName,
      row.seat.directoryId,
      row.workspaceId,
      row.policy,
      row.status,
      row.heldUntil,
    ]),
  );

/** With a part for each seat it has to be an id of a request. */
function idOf(text: string): string {
  if (/^[A-Za-z0-9._:+=@-]{1,48}$/.test(text)) return text;
  throw new InvalidArgumentError('It has up to 48 letters, digits and . _ : + = @ -');
}

async function chosen(desk: Desk, users: readonly string[], policies: string[] | undefined): Promise<Row[]> {
  if (users.length === 0 && policies === undefined) throw new Refused('Whose? Name users, or --policy.');
  const now = Date.now();
  const rows = new Map<string, Row>();
  const add = (row: Row) => rows.set(seatKey(row), row);
  const named = await counting('seats read', (tell) => theSeatsOf(desk.seats, users, tell));
  for (const seat of named) add(rowOf(seat, now));
  if (policies !== undefined) {
    const { rows: found, unreadable } = await counting('seats read', (tell) =>
      fleetIn(desk.seats, { policies }, now, tell),
    );
    if (unreadable > 0)
      throw new Refused(`${count(unreadable, 'seat')} cannot be read by this version. Update it.`);
    if (found.length === 0) throw new Refused(`No desktop is managed by ${policies.join(', ')}.`);
    found.forEach(add);
  }
  return [...rows.values()];
}
