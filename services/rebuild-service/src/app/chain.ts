import { createHash } from 'node:crypto';
import type { Seat } from '../domain/seat.ts';

/** Of the first record of a seat, which follows none. */
const beginning = '0'.repeat(64);

/** A record's place among those of its seat; the hash covers its text and all before it. */
export type Link = { number: number; previous: string; hash: string };

/** @returns SHA-256, in hex */
export const hashOf = (previous: string, number: number, text: string): string =>
  createHash('sha256').update(`${previous}\n${number}\n${text}`).digest('hex');

/** Links the new records of a seat to those before them, in the commit that makes them. */
export function chained(seat: Seat): Seat {
  let last = seat.records;
  let changed = false;
  const pending = seat.pending.map((action) => {
    if (action.type !== 'Record' || action.link !== undefined) return action;
    const number = last.count + 1;
    const previous = last.hash === '' ? beginning : last.hash;
    const hash = hashOf(previous, number, action.text);
    last = { count: number, hash };
    changed = true;
    return { ...action, link: { number, previous, hash } };
  });
  return changed ? { ...seat, pending, records: last } : seat;
}
