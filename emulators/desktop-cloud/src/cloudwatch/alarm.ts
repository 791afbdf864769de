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

export type AlarmConfiguration = {
  description?: string | undefined;
  actionsEnabled: boolean;
  okActions: string[];
  alarmActions: string[];
  insufficientDataActions: string[];
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
  statistic: Statistic;
  /** Seconds. */
  period: number;
  unit?: string | undefined;
  evaluationPeriods: number;
  /** As the caller gave it; AWS words its reasons differently when it is not given. */
  datapointsToAlarm?: number | undefined;
  threshold: number;
  comparison: Comparison;
  /** As the caller gave it. */
  treatMissingData?: MissingData | undefined;
  /** The id of the one entry of `Metrics`, when the alarm was put that way. */
  metricsEntry?: { id: string; label?: string | undefined } | undefined;
};

export type AlarmState = {
  value: StateValue;
  reason: string;
  reasonData?: string | undefined;
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
  metricKey: string;
  configuredAt: number;
  configuration: AlarmConfiguration;
  state: AlarmState;
  tags: Record<string, string>;
  /** Epoch ms: the last evaluation that the data at hand can still change. */
  activeUntil: number;
};

/** Alarms with a period of a minute or more are evaluated every minute, shorter ones every 10 s. */
export const evaluatedEveryMs = (period: number): number => (period >= 60 ? 60_000 : 10_000);
