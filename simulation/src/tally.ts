/** How often things happened, and the most that was seen of some. Laws that held because nothing happened would say nothing. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly #seen = new Set<string>();
  readonly peaks = new Map<string, number>();

  /** Told of everything that is counted, as it happens, and of whom or what. */
  onCount: (what: string, about: string) => void = () => undefined;

  count(what: string, times = 1, about = ''): void {
    if (times === 0) return;
    this.counts.set(what, this.of(what) + times);
    this.onCount(what, about);
  }

  /** The same of the same one counts once, however often it is looked at. */
  once(what: string, about: string): void {
    const key = `${what} ${about}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.count(what, 1, about);
  }

  most(what: string, value: number): void {
    if (value > (this.peaks.get(what) ?? Number.NEGATIVE_INFINITY)) this.peaks.set(what, value);
  }

  add(other: { counts: ReadonlyMap<string, number>; peaks: ReadonlyMap<string, number> }): void {
    for (const [what, times] of other.counts) this.count(what, times);
    for (const [what, value] of other.peaks) this.most(what, value);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** One line, the frequent things first. */
  inOneLine(): string {
    const counts = [...this.counts].sort(([, a], [, b]) => b - a).map(([what, times]) => `${what} ${times}`);
    const peaks = [...this.peaks].map(([what, value]) => `${what}: ${value} at most`);
    return [...counts, ...peaks].join(' · ');
  }
}
