import type { Cancel, Clock } from '@cleandesk/desktop-cloud';

type Due = { at: number; order: number; run: (() => void) | undefined };

/**
 * The one time of a history, in epoch ms: the desktop cloud's, the services' and the people's. What falls due happens in
 * order, and before time moves on, everything goes on that waited for it.
 */
export class VirtualTime implements Clock {
  #now: number;
  #order = 0;
  /** A binary heap by time, then by the order of coming. */
  readonly #heap: Due[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(at: number, run: () => void): Cancel {
    const due: Due = { at: Math.max(this.#now, Math.ceil(at)), order: this.#order++, run };
    this.#push(due);
    // Taking it out of the middle costs more than passing over it when it comes up.
    return () => {
      due.run = undefined;
    };
  }

  after(ms: number, run: () => void): Cancel {
    return this.at(this.#now + ms, run);
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve));
  }

  /** Moves on to `end`, as soon as nothing is left to do before it. */
  async runUntil(end: number): Promise<void> {
    await settled();
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      if (next.run === undefined) continue;
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = Math.max(this.#now, end);
  }

  #push(due: Due): void {
    const heap = this.#heap;
    heap.push(due);
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfEarlier(child, parent)) return;
      child = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const left = parent * 2 + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, parent)) return;
      parent = child;
    }
  }

  #isEarlier(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const [lower, upper] = [this.#heap[child], this.#heap[parent]];
    if (lower === undefined || upper === undefined || !this.#isEarlier(child, parent)) return false;
    this.#heap[child] = upper;
    this.#heap[parent] = lower;
    return true;
  }
}

/** Resolves when no promise is left that could go on by itself: nothing here waits for a socket or a file. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
