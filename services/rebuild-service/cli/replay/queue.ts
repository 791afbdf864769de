export type Due<T> = { at: number; what: T };

/** What is due, in the order of time; of the same time, in the order in which it was put. Short: only what is going on. */
export class Queue<T> {
  /** The next one last. */
  readonly #dues: Due<T>[] = [];

  put(at: number, what: T): void {
    let low = 0;
    let high = this.#dues.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#dues[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    this.#dues.splice(low, 0, { at, what });
  }

  /** Takes the next one that is due until then. */
  next(until: number): Due<T> | undefined {
    const last = this.#dues.at(-1);
    return last !== undefined && last.at <= until ? this.#dues.pop() : undefined;
  }
}
