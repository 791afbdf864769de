import { keyOf } from '../../src/adapters/seat-key.ts';
import { beginning, hashOf } from '../../src/app/chain.ts';
import { NoRecord, type Row, rowOf, saidIn } from '../records/record.ts';
import type { Head } from '../records/tables.ts';

export type FaultKind =
  /** It does not say what it said when it was written. */
  | 'changed'
  /** It is not linked to the record before it. */
  | 'unlinked'
  /** Records are not there that should be. */
  | 'missing'
  /** There is more than the seat knows of. */
  | 'surplus'
  /** It is no record of ours. */
  | 'unreadable';

/** One place at which a chain is broken. */
export type Fault = { number?: number; kind: FaultKind; says: string };

/** What of a record the rest of its chain needs. */
export type Checked = Pick<Row, 'number' | 'previous' | 'previousExpiresAt' | 'expiresAt' | 'hash'> & {
  /** Seconds for which it is kept. */
  keptFor: number;
};

/** Whether one record still says what it said: its own hash, and what stands beside it for whoever searches. */
export function checkRecord(item: unknown): { checked?: Checked; faults: readonly Fault[] } {
  let row: Row;
  try {
    row = rowOf(item);
  } catch (error) {
    if (!(error instanceof NoRecord)) throw error;
    return { faults: [{ kind: 'unreadable', says: error.message }] };
  }
  const { number, previous, previousExpiresAt, expiresAt, hash, at } = row;
  const keptFor = expiresAt - Math.floor(at / 1000);
  const checked: Checked = { number, previous, previousExpiresAt, expiresAt, hash, keptFor };
  const says = whatChanged(row);
  return { checked, faults: says === undefined ? [] : [{ number, kind: 'changed', says }] };
}

function whatChanged(row: Row): string | undefined {
  const { number, text, hash, pk, kind, at } = row;
  if (hashOf(row, text) !== hash)
    return `Record ${number} was changed since it was written: its hash is another one.`;
  try {
    const said = saidIn(row);
    if (keyOf(said.seat) !== pk) return `Record ${number} was written for another seat.`;
    if (said.kind !== kind || Date.parse(said.at) !== at)
      return `Record ${number} stands under another kind or time than it was written with.`;
  } catch (error) {
    if (!(error instanceof NoRecord)) throw error;
    // What it says is what was written. That this code can't read it is no fault of the chain.
  }
  return undefined;
}

export type ChainReport = {
  faults: readonly Fault[];
  /** How many records are not there any more since their time is over. */
  expired: number;
  /** How many were decided on and are still to be written. */
  unwritten: number;
};

/**
 * Whether the records of one seat are all that there were, in their order.
 * @param records in their order
 * @param head what their seat says; one that is forgotten says nothing, and that is not before its records are
 * @param now epoch seconds
 */
export function checkChain(
  records: readonly Checked[],
  head: Head | 'unreadable' | undefined,
  now: number,
): ChainReport {
  const faults: Fault[] = [];
  let expired = 0;
  let last: Checked | undefined;
  for (const record of records) {
    const expected = (last?.number ?? 0) + 1;
    const { number, previous, previousExpiresAt } = record;
    if (number > expected) {
      if (previousExpiresAt <= now) expired += number - expected;
      else {
        const says = `${gone(expected, number - 1)} was to be kept until ${dateOf(previousExpiresAt)}.`;
        faults.push({ number: expected, kind: 'missing', says });
      }
    } else if (previous !== (last?.hash ?? beginning) || previousExpiresAt !== (last?.expiresAt ?? 0)) {
      const before =
        last === undefined ? 'the first of its seat' : `the one that follows record ${last.number}`;
      faults.push({ number, kind: 'unlinked', says: `Record ${number} is not ${before}.` });
    }
    last = record;
  }
  if (head === undefined) {
    const end = last === undefined || last.expiresAt <= now ? [] : [seatless(last)];
    return { faults: [...faults, ...end], expired, unwritten: 0 };
  }
  if (head === 'unreadable') {
    const says = 'Its seat cannot be read, so nobody knows which record is the last.';
    return { faults: [...faults, { kind: 'unreadable', says }], expired, unwritten: 0 };
  }
  const end = checkEnd(last, head, now);
  return {
    faults: [...faults, ...end.faults],
    expired: expired + end.expired,
    unwritten: end.unwritten,
  };
}

/** A seat outlives its records: who takes it out hides which one was the last. */
const seatless = ({ number, expiresAt }: Checked): Fault => ({
  number,
  kind: 'missing',
  says: `Its seat, which names the last record, is not there, and was to be kept longer than record ${number}, until ${dateOf(expiresAt)}.`,
});

/** Whether the last record is the one that the seat names. */
function checkEnd(last: Checked | undefined, head: Head, now: number): ChainReport {
  const reached = last?.number ?? 0;
  const { count, hash, expiresAt, unwritten } = head;
  const none = { faults: [], expired: 0, unwritten: 0 };
  if (reached > count) {
    const what = reached === count + 1 ? `Record ${reached} is` : `Records ${count + 1} to ${reached} are`;
    const says = `${what} there, and the seat knows of ${count}.`;
    return { ...none, faults: [{ number: count + 1, kind: 'surplus', says }] };
  }
  if (reached === count) {
    if (last === undefined || last.hash === hash) return none;
    const says = `Record ${count} is not the one that its seat names as the last.`;
    return { ...none, faults: [{ number: count, kind: 'unlinked', says }] };
  }
  const lacking = Array.from({ length: count - reached }, (_, index) => reached + 1 + index);
  const lost = lacking.filter((number) => !unwritten.includes(number));
  const ended = { expired: 0, unwritten: lacking.length - lost.length };
  if (lost.length === 0) return { ...ended, faults: [] };
  if (expiresAt <= now) return { ...ended, faults: [], expired: lost.length };
  const says = `${gone(reached + 1, count)} was to be kept until ${dateOf(expiresAt)}: its seat names it as the last.`;
  return { ...ended, faults: [{ number: reached + 1, kind: 'missing', says }] };
}

const gone = (from: number, to: number): string =>
  from === to
    ? `Record ${from} is not there, and`
    : `Records ${from} to ${to} are not there, and record ${to}`;
const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
