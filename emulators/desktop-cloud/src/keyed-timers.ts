import { DueQueue } from './due-queue.ts';
import type { Cancel, Clock } from './kernel.ts';

/**
 * Many keys, each due at one time, behind one timer of the clock: 10,000 pending one-shots cost a heap and one
 * timer. Times are epoch ms. A key that is set again moves.
 */
export class KeyedTimers {
  readonly #clock: Clock;
  readonly #run: (key: string, dueAt: number) => void;
  readonly #pending = new Map<string, { at: number; cancel: Cancel }>();
  #queue = new DueQueue();
  #stale = 0;
  #wake: { at: number; cancel: Cancel } | undefined;
  #draining = false;

  constructor(clock: Clock, run: (key: string, dueAt: number) => void) {
    this.#clock = clock;
    this.#run = run;
  }

  get size(): number {
    return this.#pending.size;
  }

  dueAt(key: string): number | undefined {
    return this.#pending.get(key)?.at;
  }

  set(key: string, at: number): void {
    if (this.#pending.get(key)?.at === at) return;
    this.delete(key);
    this.#push(key, at);
    this.#arm();
  }

  delete(key: string): void {
    const entry = this.#pending.get(key);
    if (entry === undefined) return;
    entry.cancel();
    this.#pending.delete(key);
    this.#stale += 1;
    this.#shed();
  }

  clear(): void {
    this.#pending.clear();
    this.#queue.clear();
    this.#stale = 0;
    this.#wake?.cancel();
    this.#wake = undefined;
  }

  #push(key: string, at: number): void {
    const cancel = this.#queue.push(at, () => {
      this.#pending.delete(key);
      this.#run(key, at);
    });
    this.#pending.set(key, { at, cancel });
  }

  /** Cancelled work stays in the queue until it comes up. When it outweighs the live work, the queue is made anew. */
  #shed(): void {
    if (this.#stale < 1_000 || this.#stale < this.#pending.size) return;
    const pending = [...this.#pending];
    this.#queue = new DueQueue();
    this.#stale = 0;
    for (const [key, entry] of pending) this.#push(key, entry.at);
  }

  #drain(): void {
    this.#wake = undefined;
    this.#draining = true;
    try {
      const now = this.#clock.now();
      for (let work = this.#queue.take(now); work !== undefined; work = this.#queue.take(now)) work.run();
    } finally {
      this.#draining = false;
      this.#arm();
    }
  }

  #arm(): void {
    if (this.#draining) return;
    const next = this.#queue.nextDue();
    if (next === undefined || (this.#wake !== undefined && this.#wake.at <= next)) return;
    this.#wake?.cancel();
    this.#wake = { at: next, cancel: this.#clock.at(next, () => this.#drain()) };
  }
}
