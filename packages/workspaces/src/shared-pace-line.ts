import { NoTurn, type PaceClock, waitOf } from './pace.ts';

/** Those of one rank who wait in this process, in the order of coming. */
export type WaitingLine = {
  length(): number;
  /** How long whoever waits longest is ready to wait, epoch ms. */
  patientUntil(): number;
  /** At that time, and not before, whoever waits longest goes. When the time has passed by more than `lateMs`, nobody. */
  admit(at: number, lateMs: number): Promise<void>;
  /** Whoever would have to wait longer than until then gives up. */
  turnAway(freeAt: number): void;
};

type Waiter = { until: number; go(): void; giveUp(error: unknown): void };

/**
 * @param options.serve is called again and again while anybody waits; each time it admits somebody, turns somebody away, or
 * lets some time pass. @returns how to join it: resolves when it is one's turn, throws {@link NoTurn} when none comes in time,
 * which is before the time that is given, and within the patience of all.
 */
export function waitingLine(options: {
  clock: PaceClock;
  /** ms */
  patienceMs: number;
  serve(line: WaitingLine): Promise<void>;
}): (notAfter?: number) => Promise<void> {
  const { clock, patienceMs } = options;
  const wait = waitOf(clock);
  let waiting: Waiter[] = [];
  let isServed = false;

  const line: WaitingLine = {
    length: () => waiting.length,
    patientUntil: () => waiting[0]?.until ?? clock.now() + patienceMs,
    async admit(at, lateMs) {
      // Timers fire early, too.
      while (clock.now() < at) await wait(Math.ceil(at - clock.now()));
      if (clock.now() <= at + lateMs) waiting.shift()?.go();
    },
    turnAway(freeAt) {
      const gone = waiting.filter(({ until }) => until < freeAt);
      waiting = waiting.filter(({ until }) => until >= freeAt);
      for (const waiter of gone) waiter.giveUp(new NoTurn('No turn in time'));
    },
  };

  async function serveAll(): Promise<void> {
    isServed = true;
    try {
      while (waiting.length > 0) await options.serve(line);
    } catch (error) {
      const all = waiting;
      waiting = [];
      for (const waiter of all) waiter.giveUp(error);
    } finally {
      isServed = false;
    }
  }

  return (notAfter = Number.POSITIVE_INFINITY) =>
    new Promise<void>((go, giveUp) => {
      waiting.push({ until: Math.min(clock.now() + patienceMs, notAfter), go, giveUp });
      if (!isServed) void serveAll();
    });
}
