import { createHash } from 'node:crypto';
import { count, counting, NotAll, plain, Refused, troubleWith } from '@cleandesk/command-line';
import { resetRequestedV1 } from '@cleandesk/contracts';
import type { Row } from '@cleandesk/rebuild-service/cli';
import { asOperator, type Desk } from './speak.ts';

/** Said at once, so that a person who sees a mistake can still stop the rest. */
const atOnce = 10;

/** Which seat it is, however its user is written. */
export const seatKey = ({ seat }: Row): string => `${seat.directoryId}/${seat.userName.toLowerCase()}`;

/** The same for the same seat and id: a seat remembers which requests it has answered. */
const requestOf = (row: Row, id: string): string =>
  `${id}.${createHash('sha256').update(seatKey(row)).digest('hex').slice(0, 12)}`;

/**
 * Asks for a reset of each, some at a time.
 * @returns the requests' ids
 * @throws {NotAll} when it was stopped or refused half way, with whom it reached
 */
export async function askForResets(
  { bus, operator }: Pick<Desk, 'bus' | 'operator'>,
  rows: readonly Row[],
  { id, reason }: { id: string; reason?: string },
): Promise<string[]> {
  const requests = rows.map((row) => ({
    seat: row.seat,
    requestId: requestOf(row, id),
    requestedBy: operator,
    ...(reason === undefined ? {} : { reason }),
  }));
  // Before anything is asked for: whether somebody could hear it.
  await bus.publish([]);
  if (requests.length > 1)
    console.error(`These requests are ${id}: with --id ${id} nobody is asked for twice.`);
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  // A second one ends the program as it always does.
  process.once('SIGINT', stop);
  try {
    await counting(
      'resets asked for',
      async (tell) => {
        for (let at = 0; at < requests.length; at += atOnce) {
          if (stopped) throw notAll('It was stopped.', rows, at, id);
          const some = requests.slice(at, at + atOnce);
          try {
            await bus.publish(some.map((detail) => asOperator(resetRequestedV1, detail)));
          } catch (error) {
            const told = error instanceof Refused ? error.message : (troubleWith(error) ?? String(error));
            throw notAll(told, rows, at, id, some.length);
          }
          tell(at + some.length);
        }
      },
      requests.length,
    );
  } finally {
    process.off('SIGINT', stop);
  }
  return requests.map(({ requestId }) => requestId);
}

/** @param unsure of so many after those that were asked for nobody knows */
function notAll(why: string, rows: readonly Row[], asked: number, id: string, unsure = 0): NotAll {
  const names = (some: readonly Row[]) =>
    some.map(({ seat }) => plain(`${seat.directoryId}/${seat.userName}`)).join(', ');
  const of = rows.slice(0, asked);
  return new NotAll(
    [
      why,
      `${asked} of ${count(rows.length, 'reset')} ${asked === 1 ? 'was' : 'were'} asked for${asked === 0 ? '.' : `: ${names(of)}.`}`,
      ...(unsure === 0 ? [] : [`Not known of: ${names(rows.slice(asked, asked + unsure))}.`]),
      `For the rest type the same with --id ${id}: whom it reached is not reset again.`,
    ].join('\n'),
  );
}
