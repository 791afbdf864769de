import type { Wanted } from '../domain/notice.ts';
import type { Readers } from '../domain/view.ts';
import type { Measured } from '../measures.ts';
import type { Journal, Teller, Told, Wording } from '../ports.ts';

/** Everything that telling users needs. */
export type World = {
  wanted: Wanted;
  readers: Readers;
  tellers: readonly Teller[];
  told: Told;
  wording: Wording;
  clock: { now(): number };
  /** ms that a run has to tell an item that it has in hand: longer than a run can live. */
  leaseMs: number;
  journal: Journal;
  meter: { count(name: Measured): void };
};
