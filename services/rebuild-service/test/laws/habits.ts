import type { AwsHabits } from './aws.ts';

const minute = 60_000;

export type Habits = AwsHabits & {
  /** Share of port calls at which the function is killed. */
  crashes: number;
  /** Share of calls that AWS takes and whose answer never arrives, or that never arrive. */
  cuts: number;
  throttles: number;
  /** Share of rebuilds and terminates that AWS refuses. */
  refusals: number;
  /** Share of desktops in a look of which AWS tells too little to say anything. */
  unclear: number;
  /** ms by which the index of tags is late. */
  indexLag: number;
  doubles: number;
  /** ms that an event may be late. */
  delay: number;
  timerLoss: number;
  /** Deliveries after which a message lies in the dead-letter queue. */
  attempts: number;
  /** Share of resets that are decided at the very moment at which their user comes back, or somebody places a hold. */
  returns: number;
};

/** A good day has doubled and slightly late events only; on a bad day everything that can go wrong does at times. */
export function habitsOf({ bad, seed }: { bad: boolean; seed: number }): Habits {
  const from = (shift: number) => ((seed >>> shift) & 7) / 7;
  if (!bad) {
    return {
      checkLag: 20_000,
      lastKnownIsStart: from(3) > 0.5,
      accessLoss: 0,
      alarmLoss: 0,
      alarmDelay: 3 * minute,
      failedCreates: 0,
      failedRebuilds: 0,
      crashes: 0,
      cuts: 0,
      throttles: 0,
      refusals: 0,
      unclear: 0,
      indexLag: minute,
      doubles: 0.2,
      delay: 10_000,
      timerLoss: 0,
      attempts: 4,
      returns: 0.05,
    };
  }
  return {
    checkLag: from(0) * 10 * minute,
    lastKnownIsStart: from(3) > 0.5,
    accessLoss: from(6) * 0.5,
    alarmLoss: from(9) * 0.5,
    alarmDelay: from(12) * 60 * minute,
    failedCreates: from(15) * 0.5,
    failedRebuilds: from(5) * 0.5,
    crashes: from(18) * 0.05,
    cuts: from(21) * 0.5,
    throttles: from(24) * 0.2,
    refusals: from(8) * 0.3,
    unclear: from(10) * 0.05,
    indexLag: from(4) * 30 * minute,
    doubles: 0.3,
    delay: 60 * minute,
    timerLoss: 0.1,
    attempts: from(26) > 0.5 ? 4 : 2,
    returns: 0.2,
  };
}
