const second = 1000;

/** How often something happens, second by second. */
export class Rate {
  readonly #seconds = new Map<number, number>();
  total = 0;

  add(at: number, times = 1): void {
    const when = Math.floor(at / second);
    this.#seconds.set(when, (this.#seconds.get(when) ?? 0) + times);
    this.total += times;
  }

  /** In a second, in the fullest time of so many seconds. */
  most(seconds = 1): number {
    const times = [...this.#seconds].sort(([a], [b]) => a - b);
    let most = 0;
    let sum = 0;
    let first = 0;
    for (const [at, count] of times) {
      sum += count;
      for (
        let [from, gone] = times[first] ?? [at, 0];
        from <= at - seconds;
        [from, gone] = times[first] ?? [at, 0]
      ) {
        sum -= gone;
        first += 1;
      }
      most = Math.max(most, sum);
    }
    return most / seconds;
  }

  /** Since then. @param from epoch ms */
  since(from: number): number {
    let sum = 0;
    for (const [at, count] of this.#seconds) if (at * second >= from) sum += count;
    return sum;
  }
}

/** Rates by name. */
export class Rates {
  readonly #rates = new Map<string, Rate>();

  of(name: string): Rate {
    const rate = this.#rates.get(name) ?? new Rate();
    this.#rates.set(name, rate);
    return rate;
  }

  get all(): ReadonlyMap<string, Rate> {
    return this.#rates;
  }
}
