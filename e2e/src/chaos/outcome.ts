import type { MetFault } from '../stack/cloud-state.ts';
import type { Found } from '../stack/dead-letters.ts';
import type { Books } from './books.ts';
import type { Ear } from './ear.ts';
import type { Verification } from './records.ts';
import type { Size } from './size.ts';
import type { Seat } from './town.ts';
import type { Verdict } from './verdict.ts';

/** All that a chaos came to. */
export type Report = {
  seed: number;
  size: Size;
  seats: readonly Seat[];
  verdicts: ReadonlyMap<Seat, Verdict>;
  books: Books;
  ear: Ear;
  met: readonly MetFault[];
  killed: number;
  /** How long each start of the base emulator took, ms. */
  restarts: readonly number[];
  redriven: readonly Found[];
  /** What lies in dead-letter queues in the end. */
  left: readonly Found[];
  verification: Verification;
  /** From the first fault until all are taken away, epoch ms. */
  from: number;
  to: number;
  /** ms from the end of all faults until all was as it shall be. */
  settledMs: number;
};

export const isFaulty = ({ wrong, missing }: Verdict): boolean => wrong.length + missing.length > 0;

export const seconds = (ms: number): string => (ms / 1000).toFixed(1);
