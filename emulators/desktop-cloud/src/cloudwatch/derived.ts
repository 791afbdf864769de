import type { DerivedMetrics } from '../kernel.ts';
import type { MetricIdentity, Period, Readable, Wanted } from './readable.ts';
import { type Aggregate, merge } from './series.ts';

/** Metrics that nobody puts, of one account and Region. */
export type DerivedSource = {
  derives(namespace: string, name: string): boolean;
  list(wanted: Wanted): Iterable<MetricIdentity>;
  read(identity: MetricIdentity, from: number, to: number): ReturnType<DerivedMetrics['read']>;
  tagsOf(identity: MetricIdentity): Readonly<Record<string, string>>;
};

/** A metric whose values are worked out at each look. */
export class DerivedMetric implements Readable {
  private readonly source: DerivedSource;
  private readonly identity: MetricIdentity;

  constructor(source: DerivedSource, identity: MetricIdentity) {
    this.source = source;
    this.identity = identity;
  }

  between(from: number, to: number, unit?: string): Aggregate | undefined {
    return this.periods(from, to, to - from, unit)[0]?.aggregate;
  }

  periods(from: number, to: number, lengthMs: number, unit?: string): Period[] {
    const read = this.source.read(this.identity, from, to);
    if (read === undefined || (unit !== undefined && unit !== read.unit)) return [];
    const found: Period[] = [];
    for (const { at, ...aggregate } of read.values) {
      const start = from + Math.floor((at - from) / lengthMs) * lengthMs;
      const last = found.at(-1);
      if (last?.start === start) merge(last.aggregate, aggregate);
      else found.push({ start, aggregate });
    }
    return found;
  }

  get units(): string[] {
    const read = this.source.read(this.identity, 0, 0);
    return read === undefined ? [] : [read.unit];
  }
}

/** A metric of which some values were put and others are worked out. */
export class Joined implements Readable {
  private readonly parts: readonly [Readable, Readable];

  constructor(...parts: [Readable, Readable]) {
    this.parts = parts;
  }

  between(from: number, to: number, unit?: string): Aggregate | undefined {
    return this.periods(from, to, to - from, unit)[0]?.aggregate;
  }

  periods(from: number, to: number, lengthMs: number, unit?: string): Period[] {
    const found = new Map<number, Aggregate>();
    for (const part of this.parts) {
      for (const { start, aggregate } of part.periods(from, to, lengthMs, unit)) {
        const known = found.get(start);
        if (known === undefined) found.set(start, { ...aggregate });
        else merge(known, aggregate);
      }
    }
    return Array.from(found, ([start, aggregate]) => ({ start, aggregate })).sort(
      (a, b) => a.start - b.start,
    );
  }

  get units(): string[] {
    return [...new Set(this.parts.flatMap((part) => part.units))];
  }
}
