import type { Announcer, Clock, Directory, Groups, Journal, Meter, Notebook, Secrets } from '../ports.ts';

/** Everything that reading groups needs. */
export type World = {
  groups: Groups;
  directory: Directory;
  secrets: Secrets;
  notebook: Notebook;
  bus: Announcer;
  clock: Clock;
  journal: Journal;
  meter: Meter;
  /** ms that a run has a group in hand: longer than a run can live. */
  leaseMs: number;
};
