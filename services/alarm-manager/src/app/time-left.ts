import { OutOfTime } from './world.ts';

/** ms that must be left to begin on anything, and that are left when a look is given up. */
const leastMs = 4000;
/** Part of the run's time that must be left to begin a look: in a storm a turn takes some seconds, and then there are alarms to make. */
const lookingShare = 1 / 4;

/** What there is still time for in this run. What is not begun comes again; a run that is killed gets its whole batch again. */
export type TimeLeft = {
  /** ms */
  left(): number;
  /** ms that the run had in the beginning. */
  whole: number;
  isForALook(): boolean;
  /**
   * A look that is given up when the time is: it can wait for its turn for longer than that. One that was given up still
   * takes its turn when it comes, so none is begun at the end.
   * @throws {OutOfTime}
   */
  look<T>(look: () => Promise<T>): Promise<T>;
  /** @throws {OutOfTime} when nothing may be changed any more. */
  mustBeForAChange(): void;
};

export function timeLeft(remainingMs: () => number): TimeLeft {
  const whole = remainingMs();
  const must = (be: boolean) => {
    if (!be) throw new OutOfTime();
  };
  const isForALook = () => remainingMs() >= Math.max(leastMs, whole * lookingShare);
  return {
    left: remainingMs,
    whole,
    isForALook,
    async look(look) {
      must(isForALook());
      const { promise, stop } = timeIsUp(remainingMs);
      try {
        return await Promise.race([look(), promise]);
      } finally {
        stop();
      }
    },
    mustBeForAChange: () => must(remainingMs() >= leastMs),
  };
}

/** Rejects with {@link OutOfTime} when no more than {@link leastMs} are left, unless it is stopped. */
function timeIsUp(remainingMs: () => number): { promise: Promise<never>; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const promise = new Promise<never>((_, reject) => {
    const check = () => {
      const ms = remainingMs() - leastMs;
      if (ms <= 0) return reject(new OutOfTime());
      // Whatever is waited for keeps the process alive, and not this.
      timer = setTimeout(check, ms).unref();
    };
    check();
  });
  return { promise, stop: () => clearTimeout(timer) };
}
