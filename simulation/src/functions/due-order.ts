/** An entry of an index, with its key in it. */
export type Due = { at: number };

const bucketMs = 60_000;

/**
 * What is due, in the order of its time; where it is the same, in the order of coming. By minutes: of 50,000 seats each run
 * asks for the first, and only the minute that it looks at is put in order.
 */
export class DueOrder<Entry extends Due> {
  readonly #minutes = new Map<number, Set<Entry>>();
  /** Of the minutes that there are, the last as it was asked for; undefined when one has come or gone since. */
  #inOrder: readonly number[] | undefined;

  add(entry: Entry): void {
    const minute = Math.floor(entry.at / bucketMs);
    const bucket = this.#minutes.get(minute);
    if (bucket !== undefined) {
      bucket.add(entry);
      return;
    }
    this.#minutes.set(minute, new Set([entry]));
    this.#inOrder = undefined;
  }

  remove(entry: Entry): void {
    const minute = Math.floor(entry.at / bucketMs);
    const bucket = this.#minutes.get(minute);
    if (bucket?.delete(entry) !== true || bucket.size > 0) return;
    this.#minutes.delete(minute);
    this.#inOrder = undefined;
  }

  /** The earliest first. */
  *[Symbol.iterator](): Generator<Entry> {
    this.#inOrder ??= [...this.#minutes.keys()].sort((a, b) => a - b);
    for (const minute of this.#inOrder)
      yield* [...(this.#minutes.get(minute) ?? [])].sort((a, b) => a.at - b.at);
  }
}
