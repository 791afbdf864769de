import type { Cancel } from './kernel.ts';

type Entry = { due: number; order: number; run: (() => void) | undefined };

/** Work ordered by when it is due; what is due at the same time keeps the order in which it came. A binary heap. */
export class DueQueue {
  private readonly heap: Entry[] = [];
  private order = 0;

  /** `due` is in whatever unit the owner counts in. */
  push(due: number, run: () => void): Cancel {
    const entry: Entry = { due, order: this.order++, run };
    this.heap.push(entry);
    this.rise(this.heap.length - 1);
    // Cancelled work stays in the heap until it comes up: taking it out of the middle costs more than skipping it.
    return () => {
      entry.run = undefined;
    };
  }

  /** When the next piece of work is due, or `undefined` when there is none. */
  nextDue(): number | undefined {
    this.skipCancelled();
    return this.heap[0]?.due;
  }

  /** Takes the next piece of work if it is due at `now` or before. */
  take(now: number): { due: number; run: () => void } | undefined {
    this.skipCancelled();
    const head = this.heap[0];
    if (head?.run === undefined || head.due > now) return undefined;
    this.removeHead();
    return { due: head.due, run: head.run };
  }

  clear(): void {
    this.heap.length = 0;
  }

  private skipCancelled(): void {
    while (this.heap[0] !== undefined && this.heap[0].run === undefined) this.removeHead();
  }

  private removeHead(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink();
  }

  private rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  private sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const earlier = this.earlier(left + 1, left) ? left + 1 : left;
      if (!this.swapIfEarlier(earlier, index)) return;
      index = earlier;
    }
  }

  private earlier(a: number, b: number): boolean {
    const [left, right] = [this.heap[a], this.heap[b]];
    if (left === undefined || right === undefined) return false;
    return left.due < right.due || (left.due === right.due && left.order < right.order);
  }

  private swapIfEarlier(child: number, parent: number): boolean {
    const [lower, upper] = [this.heap[child], this.heap[parent]];
    if (lower === undefined || upper === undefined || !this.earlier(child, parent)) return false;
    this.heap[child] = upper;
    this.heap[parent] = lower;
    return true;
  }
}
