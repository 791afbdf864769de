import { type Aggregate, merge, Series } from './series.ts';

/** What a metric is: its name alone does not tell it apart, every dimension counts. */
export type MetricIdentity = {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
};

/** The same for the same dimensions in any order. */
export function metricKey({ namespace, name, dimensions }: MetricIdentity): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  return JSON.stringify([namespace, name, ...names.map((dimension) => [dimension, dimensions[dimension]])]);
}

export class Metric {
  readonly identity: MetricIdentity;
  /** Values in different units are different series of one metric. */
  readonly #series = new Map<string, Series>();

  constructor(identity: MetricIdentity) {
    this.identity = identity;
  }

  put(timestamp: number, value: Aggregate, unit: string, now: number): void {
    let series = this.#series.get(unit);
    if (series === undefined) {
      series = new Series();
      this.#series.set(unit, series);
    }
    series.put(timestamp, value, now);
  }

  /** Of all units, unless one is asked for. */
  between(from: number, to: number, unit?: string): Aggregate | undefined {
    let found: Aggregate | undefined;
    for (const [name, series] of this.#series) {
      if (unit !== undefined && unit !== name) continue;
      const part = series.between(from, to);
      if (part === undefined) continue;
      if (found === undefined) found = part;
      else merge(found, part);
    }
    return found;
  }

  /**
   * The periods that have values, oldest first. Costs as much as there are values, however long the range and
   * however short the period: a caller may ask for every second since 1970.
   */
  periods(
    from: number,
    to: number,
    lengthMs: number,
    unit?: string,
  ): { start: number; aggregate: Aggregate }[] {
    const found = new Map<number, Aggregate>();
    for (const [name, series] of this.#series) {
      if ((unit ?? name) === name) series.collect(from, to, lengthMs, found);
    }
    return Array.from(found, ([start, aggregate]) => ({ start, aggregate })).sort(
      (a, b) => a.start - b.start,
    );
  }

  get latest(): number | undefined {
    let latest: number | undefined;
    for (const series of this.#series.values()) latest = Math.max(latest ?? 0, series.latest ?? 0);
    return latest;
  }

  get units(): string[] {
    return [...this.#series.keys()];
  }

  /** @returns whether anything is left */
  prune(now: number): boolean {
    for (const [unit, series] of this.#series) {
      series.prune(now);
      if (series.size === 0) this.#series.delete(unit);
    }
    return this.#series.size > 0;
  }
}

/** All metrics of one account and Region. */
export class Metrics {
  readonly #metrics = new Map<string, Metric>();

  get(key: string): Metric | undefined {
    return this.#metrics.get(key);
  }

  /** @returns the key of the metric */
  put(identity: MetricIdentity, timestamp: number, value: Aggregate, unit: string, now: number): string {
    const key = metricKey(identity);
    let metric = this.#metrics.get(key);
    if (metric === undefined) {
      metric = new Metric(identity);
      this.#metrics.set(key, metric);
    }
    metric.put(timestamp, value, unit, now);
    return key;
  }

  /** In the order of their keys. */
  list(): { key: string; metric: Metric }[] {
    return Array.from(this.#metrics, ([key, metric]) => ({ key, metric })).sort((a, b) =>
      a.key < b.key ? -1 : 1,
    );
  }

  /** Lets go of what is too old; metrics without a value left are forgotten. */
  prune(now: number): void {
    for (const [key, metric] of this.#metrics) if (!metric.prune(now)) this.#metrics.delete(key);
  }
}
