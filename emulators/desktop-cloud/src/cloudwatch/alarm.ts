import type { Query } from './insights/query.ts';
import type { Metric } from './metrics.ts';
import type { MetricIdentity } from './readable.ts';
import type { Statistic } from './series.ts';

export const stateValues = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
export type StateValue = (typeof stateValues)[number];

export const comparisons = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;
export type Comparison = (typeof comparisons)[number];

export const missingDataWays = ['missing', 'notBreaching', 'breaching', 'ignore'] as const;
export type MissingData = (typeof missingDataWays)[number];

/** One metric with one set of dimensions. */
export type MetricWatch = {
  kind: 'metric';
  metric: MetricIdentity;
  statistic: Statistic;
  unit?: string | undefined;
  /** The one entry of `Metrics`, when the alarm was put that way. */
  entry?: { id: string; label?: string | undefined } | undefined;
};

/** What a query of Metrics Insights returns: one series, or one for each group. */
export type QueryWatch = {
  kind: 'query';
  id: string;
  label?: string | undefined;
  /** As the caller wrote it. */
  expression: string;
  query: Query;
};

export type AlarmConfiguration = {
  description?: string | undefined;
  actionsEnabled: boolean;
  okActions: string[];
  alarmActions: string[];
  insufficientDataActions: string[];
  watch: MetricWatch | QueryWatch;
  /** Seconds. */
  period: number;
  evaluationPeriods: number;
  /** As the caller gave it; AWS words its reasons differently when it is not given. */
  datapointsToAlarm?: number | undefined;
  threshold: number;
  comparison: Comparison;
  /** As the caller gave it. */
  treatMissingData?: MissingData | undefined;
};

export type AlarmState = {
  value: StateValue;
  reason: string;
  reasonData?: string | undefined;
  /** Epoch ms: of the last change of the value or of its reason. */
  since: number;
  /** Epoch ms: of the last change of the value. */
  transitioned: number;
  /** The query returned more than an alarm looks at. */
  isPartial?: boolean | undefined;
};

/** A series of a query that breaches. One that does not is not kept: contributors are in OK or in ALARM, nothing else. */
export type Contributor = {
  attributes: Readonly<Record<string, string>>;
  reason: string;
  /** Epoch ms. */
  since: number;
};

export type Alarm = {
  name: string;
  arn: string;
  accountId: string;
  region: string;
  /** Names the metric in events. */
  metricId: string;
  /** Of the metric that it watches; none on a query. */
  metricKey: string | undefined;
  configuredAt: number;
  configuration: AlarmConfiguration;
  state: AlarmState;
  tags: Record<string, string>;
  /** Metrics that a query can find values of, and the first evaluation that finds none any more. */
  live: Map<Metric, number>;
  /** By id: those in ALARM. */
  contributors: ReadonlyMap<string, Contributor>;
};

/** Alarms with a period of a minute or more are evaluated every minute, shorter ones every 10 s. */
export const evaluatedEveryMs = (period: number): number => (period >= 60 ? 60_000 : 10_000);
