/** How often things happened in histories. Laws that held because nothing happened would say nothing. */
export class Tally {
  readonly #counts = new Map<string, number>();

  count(what: string, times = 1): void {
    this.#counts.set(what, this.of(what) + times);
  }

  add(other: Tally): void {
    for (const [what, times] of other.#counts) this.count(what, times);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** One line, the frequent things first. */
  inOneLine(): string {
    return [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([what, times]) => `${what} ${times}`)
      .join(' · ');
  }
}
