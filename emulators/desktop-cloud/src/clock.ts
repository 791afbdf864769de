import { DueQueue } from './due-queue.ts';
import type { Cancel, Clock } from './kernel.ts';

/** setTimeout takes at most a signed 32-bit number of milliseconds and fires at once above it. */
const longestTimeoutMs = 2 ** 31 - 1;

/** Wall time. Pending work does not keep the process alive: the server's socket does. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at(at: number, run: () => void): Cancel {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const wait = Math.max(0, at - Date.now());
      timer = setTimeout(
        () => (wait > longestTimeoutMs ? arm() : run()),
        Math.min(Math.ceil(wait), longestTimeoutMs),
      );
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};

/** Time that moves only when told to, for simulations: a day of a fleet passes in seconds. */
export class VirtualClock implements Clock {
  private time: number;
  private readonly due = new DueQueue();

  /** `start`: epoch ms. */
  constructor(start = Date.UTC(2026, 0, 5, 8)) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  at(at: number, run: () => void): Cancel {
    return this.due.push(Math.max(at, this.time), run);
  }

  /** Moves to `at` (epoch ms) and runs what is due on the way, in order, each piece at its own time. */
  advanceTo(at: number): void {
    for (let work = this.due.take(at); work !== undefined; work = this.due.take(at)) {
      this.time = Math.max(this.time, work.due);
      work.run();
    }
    this.time = Math.max(this.time, at);
  }

  /** As `advanceTo`, `ms` further. */
  advance(ms: number): void {
    this.advanceTo(this.time + ms);
  }

  /** As `advance`, and lets what the due work awaits go on before the next piece runs. */
  async advanceAndSettle(ms: number): Promise<void> {
    const until = this.time + ms;
    await settled();
    for (let work = this.due.take(until); work !== undefined; work = this.due.take(until)) {
      this.time = Math.max(this.time, work.due);
      work.run();
      await settled();
    }
    this.time = until;
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
