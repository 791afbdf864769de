import { createHash } from 'node:crypto';
import type { RecordLink } from '../domain/actions.ts';
import type { Seat } from '../domain/seat.ts';

/** Of the first record of a seat, which follows none. */
export const beginning = '0'.repeat(64);

/** Covers the record, when it may be forgotten, and all before it. @returns SHA-256, in hex */
export const hashOf = (
  { number, previous, previousExpiresAt, expiresAt }: Omit<RecordLink, 'hash'>,
  text: string,
) =>
  createHash('sha256')
    .update([previous, previousExpiresAt, number, expiresAt, text].join('\n'))
    .digest('hex');

/**
 * Links the new records of a seat to those before them, in the commit that makes them.
 * @param keepMs ms for which a record is kept
 */
export function chained(seat: Seat, keepMs: number): Seat {
  let last = seat.records;
  let changed = false;
  const pending = seat.pending.map((action) => {
    if (action.type !== 'Record' || action.link !== undefined) return action;
    const unsigned = {
      number: last.count + 1,
      previous: last.hash === '' ? beginning : last.hash,
      previousExpiresAt: last.expiresAt ?? 0,
      // epoch seconds, as TTL wants it
      expiresAt: Math.ceil((action.at + keepMs) / 1000),
    };
    const link: RecordLink = { ...unsigned, hash: hashOf(unsigned, action.text) };
    last = { count: link.number, hash: link.hash, expiresAt: link.expiresAt };
    changed = true;
    return { ...action, link };
  });
  return changed ? { ...seat, pending, records: last } : seat;
}
