import { createHash } from 'node:crypto';

/**
 * A schedule's name from what the timer waits for, e.g. `timerName('grace', seatId, absenceId)`: 64 characters of
 * [0-9a-f], as long as the Scheduler takes. A hash, since a seat's id is longer and names people.
 */
export const timerName = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');
