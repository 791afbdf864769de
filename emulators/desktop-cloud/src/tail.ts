/** The last ones of many, each with its number: whoever asks again gets what came since. */
export class Tail<T> {
  private readonly longest: number;
  private items: T[] = [];
  /** How many there were, also those that are forgotten. */
  total = 0;

  constructor(longest: number) {
    this.longest = longest;
  }

  add(item: T): void {
    this.items.push(item);
    this.total += 1;
    // Cutting in slices: a shift for every item would move all the others each time.
    if (this.items.length > this.longest * 1.1) this.items = this.items.slice(-this.longest);
  }

  list(): readonly T[] {
    return this.items.slice(-this.longest);
  }

  /** Those that came after the first `count`, as far as they are remembered; `missed` is how many are not. */
  after(count: number): { items: readonly T[]; missed: number } {
    const wanted = Math.max(0, this.total - count);
    const items = wanted === 0 ? [] : this.items.slice(-wanted);
    return { items, missed: wanted - items.length };
  }

  clear(): void {
    this.items = [];
    this.total = 0;
  }
}
