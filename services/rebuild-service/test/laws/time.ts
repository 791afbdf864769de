/** Virtual time: what falls due happens in order, and between two things everything that can go on goes on. */
export class Time {
  now: number;
  #order = 0;
  readonly #heap: { at: number; order: number; run: () => void }[] = [];

  constructor(start: number) {
    this.now = start;
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  at(at: number, run: () => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order++, run });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  async runUntil(end: number): Promise<void> {
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      this.now = Math.max(this.now, next.at);
      next.run();
      // Lets everything that was waiting for this go as far as it can before time moves on.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
    this.now = Math.max(this.now, end);
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const left = parent * 2 + 1;
      if (left >= heap.length) return;
      const child = left + 1 < heap.length && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
