import type { Refusal } from '../domain/workspaces/states.ts';
import type { Clock, EventSink, MetricSink } from '../kernel.ts';
import type { Move } from '../moves.ts';
import type { Pace } from '../pace.ts';
import type { Settings } from '../settings.ts';

/** Whom one item of a call is about, as far as it is known. */
export type FaultyItem = {
  workspaceId?: string | undefined;
  userName?: string | undefined;
  directoryId?: string | undefined;
};

/** What a fleet needs from outside. */
export type World = {
  clock: Clock;
  pace: Pace;
  /** Numbers in [0, 1): ids and addresses come from it, so that a simulation can be repeated. */
  random: () => number;
  settings: () => Settings;
  events: EventSink;
  metrics: MetricSink;
  /** Hears of every change of state. */
  moved(move: Move): void;
  /** Faults that were asked for one item of a call. */
  faultOfItem(
    kind: 'failedRequest' | 'directoryUnavailable' | 'endsInError' | 'staysIn' | 'noSnapshot',
    operation: string,
    item: FaultyItem,
  ): Refusal | undefined;
};

export type Place = { accountId: string; region: string };
