import type { Log } from '@cleandesk/lambda';
import type { Journal } from '../ports.ts';

/** The function's log as a journal. */
export const logJournal = (log: Log): Journal => ({
  info: (message, fields) => log.info(message, fields),
  problem: (message, error, fields) => log.error(message, error, fields),
});
