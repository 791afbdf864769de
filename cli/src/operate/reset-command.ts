import {
  answer,
  type Consent,
  commandLine,
  consent,
  count,
  exitCodes,
  isMeant,
  progressOf,
  type Reach,
  Refused,
  reaching,
  table,
} from '@cleandesk/command-line';
import { resetRequestedV1 } from '@cleandesk/contracts';
import { fleetIn, type Row, rowOf, theSeatOf } from '@cleandesk/rebuild-service/cli';
import type { Command } from 'commander';
import { operator } from '../account/operator.ts';
import { asOperator, type Desk, deskOf } from './speak.ts';

type Given = Reach & Consent & { policy?: string[]; reason?: string };

/** Said at once, so that a person who sees a mistake can still stop the rest. */
const atOnce = 10;

export const resetCommand = (): Command =>
  reaching(commandLine('reset'))
    .description('ask for clean desktops now: of these users, or of all that a policy manages')
    .argument('[users...]', 'users, or directory/user')
    .option('--policy <names...>', 'all desktops of these policies')
    .option('--reason <text>', 'why: it is kept with the receipt')
    .addOption(consent.yes())
    .addOption(consent.confirm())
    .addHelpText(
      'after',
      `
rebuild-service decides: a desktop whose user is connected, on hold, or matched by no policy is not reset, and RequestRefused says so
in the log of events. What a reset keeps and what it takes is the policy's strategy.`,
    )
    .action(async (users: string[], given: Given) => {
      const desk = await deskOf(given);
      const rows = await chosen(desk, users, given.policy);
      const goes = await isMeant(given, rows.length);
      const asked = goes ? await ask(desk, rows, given) : [];
      if (!goes) process.exitCode = exitCodes.changes;
      const of = rows.map((row, index) => ({ ...row, ...(goes ? { requestId: asked[index] } : {}) }));
      answer(given.json, { asked: goes, desktops: of }, () =>
        [
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
          ),
          goes
            ? `${count(rows.length, 'reset')} asked for.`
            : `${count(rows.length, 'desktop')} would be reset. --yes does it.`,
        ].join('\n'),
      );
    });

async function chosen(desk: Desk, users: readonly string[], policies: string[] | undefined): Promise<Row[]> {
  if (users.length === 0 && policies === undefined) throw new Refused('Whose? Name users, or --policy.');
  const now = Date.now();
  const rows = new Map<string, Row>();
  const add = (row: Row) => rows.set(`${row.seat.directoryId}/${row.seat.userName.toLowerCase()}`, row);
  for (const who of users) add(rowOf(await theSeatOf(desk.seats, who), now));
  if (policies !== undefined) {
    const { rows: found, unreadable } = await fleetIn(desk.seats, { policies }, now);
    if (unreadable > 0)
      throw new Refused(`${count(unreadable, 'seat')} cannot be read by this version. Update it.`);
    if (found.length === 0) throw new Refused(`No desktop is managed by ${policies.join(', ')}.`);
    found.forEach(add);
  }
  return [...rows.values()];
}

async function ask({ bus }: Desk, rows: readonly Row[], given: Given): Promise<string[]> {
  const requestedBy = await operator(given.region);
  const asked = rows.map(({ seat }) => ({
    seat,
    requestId: crypto.randomUUID(),
    requestedBy,
    ...(given.reason === undefined ? {} : { reason: given.reason }),
  }));
  const progress = progressOf('resets asked for', asked.length);
  for (let at = 0; at < asked.length; at += atOnce) {
    await bus.publish(asked.slice(at, at + atOnce).map((detail) => asOperator(resetRequestedV1, detail)));
    progress.tell(Math.min(at + atOnce, asked.length));
  }
  progress.end();
  return asked.map(({ requestId }) => requestId);
}
