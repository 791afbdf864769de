import { OutOfTime } from './world.ts';

/** ms that must be left to begin on anything. */
const leastMs = 4000;

/** What there is still time for in this run. What is not begun comes again; a run that is killed gets its whole batch again. */
export type TimeLeft = {
  /** ms */
  left(): number;
  /** ms that the run had in the beginning. */
  whole: number;
  /**
   * For a look. It waits for its turn for up to half of the function's time (`PACE_PATIENCE_SECONDS`, by
   * terraform/modules/alarm-manager), so none is begun in the second half, which is for the alarms.
   */
  isForALook(): boolean;
  /** @throws {OutOfTime} */
  mustBeForALook(): void;
  /** @throws {OutOfTime} when nothing may be changed any more. */
  mustBeForAChange(): void;
};

export function timeLeft(remainingMs: () => number): TimeLeft {
  const whole = remainingMs();
  const isForALook = () => remainingMs() >= Math.max(leastMs, whole / 2);
  const must = (be: boolean) => {
    if (!be) throw new OutOfTime();
  };
  return {
    left: remainingMs,
    whole,
    isForALook,
    mustBeForALook: () => must(isForALook()),
    mustBeForAChange: () => must(remainingMs() >= leastMs),
  };
}
