import type { Policy } from '@cleandesk/policies';
import type { Context, Settings } from '../domain/signals.ts';
import type {
  Announcer,
  Clock,
  Fleet,
  Journal,
  Meter,
  Records,
  SafeguardStore,
  Seats,
  TimerPort,
} from '../ports.ts';
import type { Safeguarding } from './safeguarding.ts';

/** Everything outside that a run needs. */
export type World = {
  seats: Seats;
  fleet: Fleet;
  store: SafeguardStore;
  records: Records;
  timers: TimerPort;
  bus: Announcer;
  clock: Clock;
  journal: Journal;
  meter: Meter;
  policies: readonly Policy[];
  settings: Settings;
  /** ms that a run holds what it has committed; longer than the function can live. */
  leaseMs: number;
  /** ms for which a record is kept. */
  keepRecordsMs: number;
  timerName(...parts: readonly string[]): string;
};

/** What one run has at hand: the world, and the safeguards as it sees them. */
export type RunTools = World & {
  safeguards: Safeguarding;
  /** What holds for decisions now, by the safeguards as they were read last. */
  context: () => Context;
  fleetOf(policy: string): Promise<number | undefined>;
  seenBySweeps(policy: string): Promise<ReadonlyMap<number, number>>;
};
