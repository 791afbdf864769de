import type { BusHabits } from './bus/bus.ts';
import type { WireHabits } from './functions/line.ts';

const minute = 60_000;

/** How the world behaves, as shares and ms. */
export type Habits = WireHabits &
  BusHabits & {
    /** Seconds between two checks of a connection by AWS. */
    connectionCheckSeconds: number;
    /** What `LastKnownUserConnectionTimestamp` is; AWS does not say. */
    lastKnownConnection: 'login' | 'seen';
    /** Share of CloudTrail's and WorkSpaces Access events that never come. */
    eventLoss: number;
    /** Share of alarms that never ring: stuck, deleted by somebody, or silent for another reason. */
    alarmLoss: number;
    /** Share of one-shot timers that never fire. */
    timerLoss: number;
    /** ms that the Scheduler is late by at most. */
    timerLateMs: number;
    /** Share of turns to call WorkSpaces that can't be booked, for the table does not answer. */
    bookTrouble: number;
    /** Share of creates that end in ERROR. */
    failedCreates: number;
    /** Share of rebuilds that end in ERROR. */
    failedRebuilds: number;
    /** Share of reads of a directory group that show nothing. */
    brokenReads: number;
    /** Receives after which a message is put aside. */
    receives: number;
    /** Share of resets at whose very moment their user comes back, or somebody places a hold. */
    returns: number;
  };

/** What goes wrong by chance, and can be left out of a history to see whether it matters. */
export const mishaps = [
  'crashes',
  'cuts',
  'doubles',
  'lates',
  'refusals',
  'bookTrouble',
  'eventLoss',
  'alarmLoss',
  'timerLoss',
  'failedCreates',
  'failedRebuilds',
  'brokenReads',
  'returns',
] as const;
export type Mishap = (typeof mishaps)[number];

/** Nothing goes wrong; things still take their time. */
export const calmDay: Omit<Habits, 'connectionCheckSeconds' | 'lastKnownConnection'> = {
  crashes: 0,
  cuts: 0,
  slowest: 200,
  doubles: 0,
  lates: 0,
  delay: 0,
  refusals: 0,
  bookTrouble: 0,
  eventLoss: 0,
  alarmLoss: 0,
  timerLoss: 0,
  timerLateMs: 1000,
  failedCreates: 0,
  failedRebuilds: 0,
  brokenReads: 0,
  receives: 10,
  returns: 0,
};

type Day = { bad: boolean; seed: number };

/** A day on which some of it does not go wrong. */
export function habitsOf({ without, ...day }: Day & { without: readonly Mishap[] }): Habits {
  return { ...habitsOfThe(day), ...Object.fromEntries(without.map((one) => [one, 0])) };
}

/** A good day has doubled and slightly late events only; on a bad day everything that can go wrong does at times. */
function habitsOfThe({ bad, seed }: Day): Habits {
  const from = (shift: number) => ((seed >>> shift) & 7) / 7;
  const kept = { lastKnownConnection: from(3) > 0.5 ? 'login' : 'seen' } as const;
  if (!bad) {
    return {
      ...calmDay,
      ...kept,
      connectionCheckSeconds: 60,
      doubles: 0.1,
      lates: 0.1,
      delay: 10_000,
      timerLateMs: minute,
      receives: 4,
      returns: 0.05,
    };
  }
  return {
    ...kept,
    connectionCheckSeconds: 60 + from(0) * 540,
    crashes: from(6) * 0.02,
    cuts: from(9) * 0.2,
    slowest: 200 + from(12) * 1500,
    doubles: 0.3,
    lates: from(15) * 0.3,
    delay: 60 * minute,
    refusals: 0.01,
    bookTrouble: 0.01,
    eventLoss: from(18) * 0.5,
    alarmLoss: from(21) * 0.5,
    timerLoss: 0.1,
    timerLateMs: minute,
    failedCreates: from(24) * 0.4,
    failedRebuilds: from(27) * 0.4,
    brokenReads: from(5) * 0.3,
    receives: from(26) > 0.5 ? 4 : 2,
    returns: 0.2,
  };
}
