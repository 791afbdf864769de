import type { SeatRef } from '@cleandesk/contracts';
import { refOf } from '../../src/adapters/seat-key.ts';
import { type Head, headOfSeat, headsIn, recordsIn, recordsOf } from '../records/tables.ts';
import { type ChainReport, type Checked, checkChain, checkRecord, type Fault } from './chain.ts';

export type Verification = {
  /** Nothing is missing, and nothing says what it did not say when it was written. */
  whole: boolean;
  /** That are there. */
  records: number;
  /** That have any. */
  seats: number;
  /** Gone, since their time is over. */
  expired: number;
  /** Decided on, and still to be written by a run. */
  unwritten: number;
  /** With records, and no seat any more that could say which one is the last. */
  forgottenSeats: number;
  /** Days for which records are kept, from the shortest to the longest; none without records. */
  keptDays?: { least: number; most: number };
  faults: readonly (Fault & { seat: SeatRef })[];
};

type Chain = { records: Checked[]; faults: Fault[] };
type Tables = {
  records: Parameters<typeof recordsIn>[0];
  seats: Parameters<typeof headsIn>[0];
};

/** A seat is committed this often between two reads of it before the check of its chain is given up. */
const attempts = 10;

/**
 * Proves the chains of all seats. The service goes on meanwhile: what looks broken is read once more, and consistently.
 * @param clock epoch ms
 */
export async function verify(
  tables: Tables,
  clock: () => number,
  progress: (records: number) => void,
): Promise<Verification> {
  const heads = await headsIn(tables.seats);
  const chains = new Map<string, Chain>();
  let records = 0;
  for await (const item of recordsIn(tables.records)) {
    add(chains, item);
    records += 1;
    progress(records);
  }
  const sum = { expired: 0, unwritten: 0, forgottenSeats: 0 };
  const faults: Verification['faults'][number][] = [];
  for (const pk of new Set([...chains.keys(), ...heads.keys()])) {
    const head = heads.get(pk);
    const chain = chains.get(pk) ?? { records: [], faults: [] };
    const first = reportOf(chain, head, clock());
    const report = first.faults.length === 0 ? first : await readAgain(tables, pk, clock);
    sum.expired += report.expired;
    sum.unwritten += report.unwritten;
    if (head === undefined) sum.forgottenSeats += 1;
    faults.push(...report.faults.map((fault) => ({ seat: seatOf(pk), ...fault })));
  }
  const kept = [...chains.values()].flatMap((chain) => chain.records.map(({ keptFor }) => keptFor));
  return {
    whole: faults.length === 0,
    records,
    seats: chains.size,
    ...sum,
    ...(kept.length === 0 ? {} : { keptDays: daysOf(kept) }),
    faults,
  };
}

function add(chains: Map<string, Chain>, item: unknown): void {
  const pk = keyIn(item);
  const chain = chains.get(pk) ?? { records: [], faults: [] };
  chains.set(pk, chain);
  const { checked, faults } = checkRecord(item);
  if (checked !== undefined) chain.records.push(checked);
  chain.faults.push(...faults);
}

const keyIn = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'pk' in item ? String(item.pk) : '';

function reportOf(chain: Chain, head: Head | 'unreadable' | undefined, now: number): ChainReport {
  const inOrder = chain.records.toSorted((a, b) => a.number - b.number);
  const report = checkChain(inOrder, head, Math.floor(now / 1000));
  return { ...report, faults: [...chain.faults, ...report.faults] };
}

/** With a seat that was not committed while its records were read, so that both are of the same time. */
async function readAgain(tables: Tables, pk: string, clock: () => number): Promise<ChainReport> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await headOfSeat(tables.seats, pk);
    const chains = new Map<string, Chain>();
    for (const item of await recordsOf(tables.records, pk)) add(chains, item);
    const after = await headOfSeat(tables.seats, pk);
    if (JSON.stringify(before) === JSON.stringify(after) || attempt >= attempts)
      return reportOf(chains.get(pk) ?? { records: [], faults: [] }, after, clock());
  }
}

/** Somebody may have put there what has no seat. */
const seatOf = (pk: string): SeatRef =>
  pk.startsWith('SEAT#') ? refOf(pk) : { directoryId: 'no seat', userName: pk };

function daysOf(seconds: readonly number[]): { least: number; most: number } {
  const days = (value: number) => Math.round(value / 86_400);
  let [least = 0] = seconds;
  let most = least;
  for (const value of seconds) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least: days(least), most: days(most) };
}
