/** What CloudWatch keeps of the values of one interval. */
export type Aggregate = { sum: number; count: number; min: number; max: number };
type Slot = Aggregate & { at: number };

/** Like CloudWatch, seconds are kept for 3 hours; then minutes, here for a day (there for 15). */
export const secondsKeptMs = 3 * 3_600_000;
export const minutesKeptMs = 24 * 3_600_000;
/** Pruning walks over old slots, so it waits until there are enough of them to pay for the walk. */
const prunedEveryMs = 600_000;

/** The values of one metric in one unit, by second. Times are epoch ms. */
export class Series {
  readonly #slots: Slot[] = [];
  #prunedAt = 0;

  get latest(): number | undefined {
    return this.#slots.at(-1)?.at;
  }

  get size(): number {
    return this.#slots.length;
  }

  /** Appending costs O(1); a late value is inserted where it belongs. */
  put(timestamp: number, added: Aggregate, now: number): void {
    const at = Math.floor(timestamp / 1_000) * 1_000;
    const index = this.#firstNotBefore(at);
    const slot = this.#slots[index];
    if (slot?.at === at) merge(slot, added);
    else this.#slots.splice(index, 0, { at, ...added });
    if (now - this.#prunedAt >= prunedEveryMs) this.prune(now);
  }

  /** All values from `from` on and before `to`; nothing when there are none. */
  between(from: number, to: number): Aggregate | undefined {
    let found: Aggregate | undefined;
    for (let index = this.#firstNotBefore(from); ; index += 1) {
      const slot = this.#slots[index];
      if (slot === undefined || slot.at >= to) return found;
      if (found === undefined) found = { sum: slot.sum, count: slot.count, min: slot.min, max: slot.max };
      else merge(found, slot);
    }
  }

  /**
   * When a value next goes from one period to another, of periods of `lengthMs` that end at `end`: until then the
   * periods from `from` on have the same values. It is after `end`, or `end` itself where a value lies on its edge.
   * @returns nothing when no value is left
   */
  nextCrossing(from: number, end: number, lengthMs: number): number | undefined {
    let next: number | undefined;
    for (let index = this.#firstNotBefore(from); index < this.#slots.length; index += 1) {
      const at = this.#slots[index]?.at ?? end;
      const crossing = at + Math.max(0, Math.ceil((end - at) / lengthMs)) * lengthMs;
      if (next === undefined || crossing < next) next = crossing;
    }
    return next;
  }

  /** Adds the values from `from` on and before `to` to periods of `lengthMs` that are counted from `from`. */
  collect(from: number, to: number, lengthMs: number, into: Map<number, Aggregate>): void {
    for (let index = this.#firstNotBefore(from); ; index += 1) {
      const slot = this.#slots[index];
      if (slot === undefined || slot.at >= to) return;
      const start = from + Math.floor((slot.at - from) / lengthMs) * lengthMs;
      const period = into.get(start);
      if (period === undefined)
        into.set(start, { sum: slot.sum, count: slot.count, min: slot.min, max: slot.max });
      else merge(period, slot);
    }
  }

  prune(now: number): void {
    this.#prunedAt = now;
    const oldest = now - minutesKeptMs;
    const minutesBefore = now - secondsKeptMs;
    if ((this.#slots[0]?.at ?? now) >= minutesBefore) return;
    const kept: Slot[] = [];
    for (const slot of this.#slots) {
      if (slot.at < oldest) continue;
      const at = slot.at < minutesBefore ? Math.floor(slot.at / 60_000) * 60_000 : slot.at;
      const last = kept.at(-1);
      if (last?.at === at) merge(last, slot);
      else kept.push({ ...slot, at });
    }
    this.#slots.splice(0, this.#slots.length, ...kept);
  }

  #firstNotBefore(at: number): number {
    // Nearly every value is the newest.
    const last = this.#slots.at(-1);
    if (last === undefined || last.at < at) return this.#slots.length;
    let low = 0;
    let high = this.#slots.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const slot = this.#slots[middle];
      if (slot !== undefined && slot.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function merge(into: Aggregate, added: Aggregate): void {
  into.sum += added.sum;
  into.count += added.count;
  into.min = Math.min(into.min, added.min);
  into.max = Math.max(into.max, added.max);
}

export const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
export type Statistic = (typeof statistics)[number];

export function statisticOf(aggregate: Aggregate, statistic: Statistic): number {
  switch (statistic) {
    case 'SampleCount':
      return aggregate.count;
    case 'Average':
      return aggregate.sum / aggregate.count;
    case 'Sum':
      return aggregate.sum;
    case 'Minimum':
      return aggregate.min;
    case 'Maximum':
      return aggregate.max;
  }
  return statistic satisfies never;
}
