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
    alarmLoss: number;
    /** Share of one-shot timers that never fire. */
    timerLoss: number;
    /** ms that the Scheduler is late by at most. */
    timerLateMs: number;
    /** Receives after which a message is put aside. */
    receives: number;
  };

/** Nothing goes wrong; things still take their time. */
export const goodDay: Habits = {
  crashes: 0,
  cuts: 0,
  slowest: 200,
  doubles: 0,
  lates: 0,
  delay: 0,
  connectionCheckSeconds: 60,
  lastKnownConnection: 'login',
  eventLoss: 0,
  alarmLoss: 0,
  timerLoss: 0,
  timerLateMs: 1000,
  receives: 10,
};
export { minute };
