import type { Aggregate } from './series.ts';

/** What a metric is: its name alone does not tell it apart, every dimension counts. */
export type MetricIdentity = {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
};

/** Values of one metric, whether they were put or are worked out. Times are epoch ms. */
export type Readable = {
  /** Of all units, unless one is asked for. */
  between(from: number, to: number, unit?: string): Aggregate | undefined;
  /** The periods that have values, oldest first, counted from `from`. */
  periods(from: number, to: number, lengthMs: number, unit?: string): Period[];
  readonly units: string[];
};

export type Period = { start: number; aggregate: Aggregate };

/** What ListMetrics asks for; a dimension without a value can have any. */
export type Wanted = {
  namespace?: string | undefined;
  name?: string | undefined;
  dimensions?: readonly { name: string; value?: string | undefined }[] | undefined;
};
