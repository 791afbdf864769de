import { DerivedMetric, type DerivedSource, Joined } from './derived.ts';
import type { MetricIdentity, Period, Readable, Wanted } from './readable.ts';
import { type Aggregate, merge, Series } from './series.ts';

/** The same for the same dimensions in any order. */
export function metricKey({ namespace, name, dimensions }: MetricIdentity): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  return JSON.stringify([namespace, name, ...names.map((dimension) => [dimension, dimensions[dimension]])]);
}

/** Which metrics a query looks at before it asks for their dimensions. */
export const familyOf = (namespace: string, name: string): string => `${namespace}\n${name}`;

export class Metric implements Readable {
  readonly identity: MetricIdentity;
  readonly key: string;
  readonly family: string;
  /** Values in different units are different series of one metric. */
  readonly #series = new Map<string, Series>();

  constructor(identity: MetricIdentity, key: string) {
    this.identity = identity;
    this.key = key;
    this.family = familyOf(identity.namespace, identity.name);
  }

  put(timestamp: number, value: Aggregate, unit: string, now: number): void {
    let series = this.#series.get(unit);
    if (series === undefined) {
      series = new Series();
      this.#series.set(unit, series);
    }
    series.put(timestamp, value, now);
  }

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
   * Costs as much as there are values, however long the range and however short the period: a caller may ask for every
   * second since 1970.
   */
  periods(from: number, to: number, lengthMs: number, unit?: string): Period[] {
    const found = new Map<number, Aggregate>();
    for (const [name, series] of this.#series) {
      if ((unit ?? name) === name) series.collect(from, to, lengthMs, found);
    }
    return Array.from(found, ([start, aggregate]) => ({ start, aggregate })).sort(
      (a, b) => a.start - b.start,
    );
  }

  /** As of a series; of values in any unit. */
  nextCrossing(from: number, end: number, lengthMs: number): number | undefined {
    let next: number | undefined;
    for (const series of this.#series.values()) {
      const crossing = series.nextCrossing(from, end, lengthMs);
      if (crossing !== undefined && (next === undefined || crossing < next)) next = crossing;
    }
    return next;
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
  readonly #families = new Map<string, Set<Metric>>();
  readonly #source: DerivedSource | undefined;
  #listing: { asked: string; list: WeakRef<readonly Listed[]> } | undefined;

  /** `source`: of metrics that nobody puts. */
  constructor(source?: DerivedSource) {
    this.#source = source;
  }

  /** What is known of a metric: what was put, and what is worked out. */
  find(identity: MetricIdentity, key = metricKey(identity)): Readable | undefined {
    const stored = this.#metrics.get(key);
    const derived = this.#derived(identity);
    return stored === undefined || derived === undefined ? (stored ?? derived) : new Joined(stored, derived);
  }

  /** What was put of a metric. */
  stored(key: string): Metric | undefined {
    return this.#metrics.get(key);
  }

  /** Those that were put. */
  family(namespace: string, name: string): Iterable<Metric> {
    return this.#families.get(familyOf(namespace, name)) ?? [];
  }

  /** Whether there are values at any time, without a call of `put`. */
  derives(namespace: string, name: string): boolean {
    return this.#source?.derives(namespace, name) ?? false;
  }

  /** All of one name, put or not. `stored`: which of those that were put. */
  *candidates(
    namespace: string,
    name: string,
    stored: Iterable<Metric> = this.family(namespace, name),
  ): Generator<Candidate> {
    const tagsOf = (identity: MetricIdentity) => () => this.#source?.tagsOf(identity) ?? {};
    for (const metric of stored)
      yield { identity: metric.identity, values: metric, tags: tagsOf(metric.identity) };
    if (!this.derives(namespace, name)) return;
    for (const identity of this.#source?.list({ namespace, name }) ?? []) {
      const values = this.#derived(identity);
      if (values !== undefined) yield { identity, values, tags: tagsOf(identity) };
    }
  }

  put(identity: MetricIdentity, timestamp: number, value: Aggregate, unit: string, now: number): Metric {
    const key = metricKey(identity);
    let metric = this.#metrics.get(key);
    if (metric === undefined) {
      metric = new Metric(identity, key);
      this.#metrics.set(key, metric);
      const family = this.#families.get(metric.family) ?? new Set();
      this.#families.set(metric.family, family.add(metric));
    }
    metric.put(timestamp, value, unit, now);
    return metric;
  }

  /**
   * In the order of their keys; `since`: only those with a value from then on. The pages of a listing that `goesOn` are cut
   * from one list, as long as memory allows: of 50,000 desktops it takes seconds to make.
   */
  list(wanted: Wanted, since: number, goesOn: boolean): readonly Listed[] {
    const asked = JSON.stringify([wanted, since === 0]);
    const standing = goesOn && this.#listing?.asked === asked ? this.#listing.list.deref() : undefined;
    if (standing !== undefined) return standing;
    const list = this.#listed(wanted, since);
    this.#listing = { asked, list: new WeakRef(list) };
    return list;
  }

  #listed(wanted: Wanted, since: number): Listed[] {
    const found = new Map<string, MetricIdentity>();
    for (const { key, identity, latest = 0 } of this.#metrics.values()) {
      if (latest >= since && isWanted(wanted, identity)) found.set(key, identity);
    }
    for (const identity of this.#source?.list(wanted) ?? []) {
      if (isWanted(wanted, identity)) found.set(metricKey(identity), identity);
    }
    return Array.from(found, ([key, identity]) => ({ key, identity })).sort((a, b) =>
      a.key < b.key ? -1 : 1,
    );
  }

  /** Lets go of what is too old; metrics without a value left are forgotten. */
  prune(now: number): void {
    for (const [key, metric] of this.#metrics) {
      if (metric.prune(now)) continue;
      this.#metrics.delete(key);
      this.#families.get(metric.family)?.delete(metric);
    }
  }

  #derived(identity: MetricIdentity): Readable | undefined {
    if (!this.derives(identity.namespace, identity.name)) return undefined;
    const source = this.#source;
    return source === undefined ? undefined : new DerivedMetric(source, identity);
  }
}

/** What a query looks at. Tags are those of the resource as it is now. */
export type Candidate = {
  identity: MetricIdentity;
  values: Readable;
  tags: () => Readonly<Record<string, string>>;
};
type Listed = { key: string; identity: MetricIdentity };

function isWanted({ namespace, name, dimensions = [] }: Wanted, metric: MetricIdentity): boolean {
  return (
    (namespace ?? metric.namespace) === metric.namespace &&
    (name ?? metric.name) === metric.name &&
    dimensions.every((dimension) => {
      const value = metric.dimensions[dimension.name];
      return value !== undefined && (dimension.value ?? value) === value;
    })
  );
}
