import { DueQueue } from './due-queue.ts';
import type { Cancel, Clock } from './kernel.ts';

/**
 * The time of the service itself: it runs `speed` times as fast as the clock, and what is under way keeps
 * its share of the road when the speed changes. Durations given to it are those of AWS, in ms.
 */
export class Pace {
  private readonly clock: Clock;
  private factor: number;
  private elapsed = 0;
  private since: number;
  private readonly queue = new DueQueue();
  private alarm: { due: number; cancel: Cancel } | undefined;

  constructor(clock: Clock, speed: number) {
    this.clock = clock;
    this.factor = speed;
    this.since = clock.now();
  }

  get speed(): number {
    return this.factor;
  }

  /** How long AWS's `ms` take here, in ms of the clock; longer than anybody waits while the service stands still. */
  scaled(ms: number): number {
    return this.factor === 0 ? Number.MAX_SAFE_INTEGER : ms / this.factor;
  }

  /** The service's own time, ms. */
  now(): number {
    return this.elapsed + (this.clock.now() - this.since) * this.factor;
  }

  /** Runs after `ms` of AWS's time. */
  after(ms: number, run: () => void): Cancel {
    const cancel = this.queue.push(this.now() + ms, run);
    this.arm();
    return cancel;
  }

  /** 0 is a pause. */
  setSpeed(speed: number): void {
    this.elapsed = this.now();
    this.since = this.clock.now();
    this.factor = speed;
    this.disarm();
    this.arm();
  }

  /** Forgets all that is under way. */
  clear(): void {
    this.queue.clear();
    this.disarm();
  }

  private arm(): void {
    if (this.factor === 0) return;
    const due = this.queue.nextDue();
    if (due === undefined || (this.alarm !== undefined && this.alarm.due <= due)) return;
    this.disarm();
    const at = this.since + (due - this.elapsed) / this.factor;
    this.alarm = { due, cancel: this.clock.at(at, () => this.wake(due)) };
  }

  private disarm(): void {
    this.alarm?.cancel();
    this.alarm = undefined;
  }

  private wake(due: number): void {
    this.alarm = undefined;
    // A timer may fire a fraction of a millisecond early; what it was armed for is due all the same.
    const now = Math.max(due, this.now());
    for (let work = this.queue.take(now); work !== undefined; work = this.queue.take(now)) work.run();
    this.arm();
  }
}
