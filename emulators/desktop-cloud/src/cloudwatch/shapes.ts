import * as z from 'zod';
import { wireTimestamp } from '../kernel.ts';
import { comparisons, missingDataWays, stateValues } from './alarm.ts';
import { statistics } from './series.ts';

/** What the operations of CloudWatch accept. Source: botocore service model `cloudwatch` 2010-08-01. */

const namespace = z.string().min(1).max(255);
const metricName = z.string().min(1).max(255);
const alarmName = z.string().min(1).max(255);
const alarmNames = z.array(alarmName).max(100);
const period = z.number().int().min(1);
const stat = z.enum(statistics);
const stateValue = z.enum(stateValues);
const nextToken = z.string();

const dimension = z.object({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024) });
const dimensions = z.array(dimension).max(30);
export type Dimension = z.output<typeof dimension>;

const amounts = ['', 'Kilo', 'Mega', 'Giga', 'Tera'].flatMap((size) =>
  ['Bytes', 'Bits'].map((what) => (size === '' ? what : `${size}${what.toLowerCase()}`)),
);
const perSecond = [...amounts, 'Count'].map((unit) => `${unit}/Second`);
const times = ['Seconds', 'Microseconds', 'Milliseconds'];
const unit = z.enum(times.concat(amounts, perSecond, 'Percent', 'Count', 'None'));

const metricDatum = z.object({
  MetricName: metricName,
  Dimensions: dimensions.optional(),
  Timestamp: wireTimestamp.optional(),
  Value: z.number().optional(),
  StatisticValues: z
    .object({ SampleCount: z.number(), Sum: z.number(), Minimum: z.number(), Maximum: z.number() })
    .optional(),
  Values: z.array(z.number()).max(150).optional(),
  Counts: z.array(z.number()).max(150).optional(),
  Unit: unit.optional(),
  StorageResolution: z.number().int().min(1).optional(),
});
export type PutDatum = z.output<typeof metricDatum>;

export const putMetricDataInput = z.object({
  Namespace: namespace,
  MetricData: z.array(metricDatum).max(1_000).optional(),
  EntityMetricData: z.array(z.object({ MetricData: z.array(metricDatum).max(1_000).optional() })).optional(),
  StrictEntityValidation: z.boolean().optional(),
});

const metricDataQuery = z.object({
  Id: z.string().min(1).max(255),
  MetricStat: z
    .object({
      Metric: z.object({
        Namespace: namespace.optional(),
        MetricName: metricName.optional(),
        Dimensions: dimensions.optional(),
      }),
      Period: period,
      Stat: z.string(),
      Unit: unit.optional(),
    })
    .optional(),
  Expression: z.string().min(1).max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().optional(),
  Period: period.optional(),
  AccountId: z.string().optional(),
});
export type MetricDataQuery = z.output<typeof metricDataQuery>;

export const getMetricDataInput = z.object({
  MetricDataQueries: z.array(metricDataQuery).max(500),
  StartTime: wireTimestamp,
  EndTime: wireTimestamp,
  NextToken: nextToken.optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
  MaxDatapoints: z.number().int().min(1).optional(),
});

export const getMetricStatisticsInput = z.object({
  Namespace: namespace,
  MetricName: metricName,
  Dimensions: dimensions.optional(),
  StartTime: wireTimestamp,
  EndTime: wireTimestamp,
  Period: period,
  Statistics: z.array(stat).min(1).max(5).optional(),
  ExtendedStatistics: z.array(z.string()).min(1).max(10).optional(),
  Unit: unit.optional(),
});

export const listMetricsInput = z.object({
  Namespace: namespace.optional(),
  MetricName: metricName.optional(),
  Dimensions: z
    .array(z.object({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024).optional() }))
    .max(10)
    .optional(),
  NextToken: nextToken.optional(),
  RecentlyActive: z.enum(['PT3H']).optional(),
});

const tag = z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) });
const actions = z.array(z.string().min(1).max(1024)).max(5);

export const putMetricAlarmInput = z.object({
  AlarmName: alarmName,
  AlarmDescription: z.string().max(1024).optional(),
  ActionsEnabled: z.boolean().optional(),
  OKActions: actions.optional(),
  AlarmActions: actions.optional(),
  InsufficientDataActions: actions.optional(),
  MetricName: metricName.optional(),
  Namespace: namespace.optional(),
  Statistic: stat.optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: dimensions.optional(),
  Period: period.optional(),
  Unit: unit.optional(),
  EvaluationPeriods: z.number().int().min(1),
  DatapointsToAlarm: z.number().int().min(1).optional(),
  Threshold: z.number().optional(),
  ComparisonOperator: z.enum([
    ...comparisons,
    'LessThanLowerOrGreaterThanUpperThreshold',
    'LessThanLowerThreshold',
    'GreaterThanUpperThreshold',
  ]),
  TreatMissingData: z.enum(missingDataWays).optional(),
  EvaluateLowSampleCountPercentile: z.string().min(1).max(255).optional(),
  Metrics: z.array(metricDataQuery).optional(),
  Tags: z.array(tag).max(50).optional(),
  ThresholdMetricId: z.string().min(1).max(255).optional(),
  // Not here: whoever gives one is told so.
  EvaluationCriteria: z.unknown().optional(),
  EvaluationWindow: z.unknown().optional(),
  WarmUpConfiguration: z.unknown().optional(),
  ActionConfiguration: z.unknown().optional(),
});
export type PutMetricAlarm = z.output<typeof putMetricAlarmInput>;

export const describeAlarmsInput = z.object({
  AlarmNames: alarmNames.optional(),
  AlarmNamePrefix: z.string().min(1).max(255).optional(),
  AlarmTypes: z.array(z.enum(['CompositeAlarm', 'MetricAlarm', 'LogAlarm'])).optional(),
  ChildrenOfAlarmName: alarmName.optional(),
  ParentsOfAlarmName: alarmName.optional(),
  StateValue: stateValue.optional(),
  ActionPrefix: z.string().min(1).max(1024).optional(),
  MaxRecords: z.number().int().min(1).max(100).optional(),
  NextToken: nextToken.optional(),
});

export const describeAlarmsForMetricInput = z.object({
  MetricName: metricName,
  Namespace: namespace,
  Statistic: stat.optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: dimensions.optional(),
  Period: period.optional(),
  Unit: unit.optional(),
});

export const alarmNamesInput = z.object({ AlarmNames: alarmNames });

export const setAlarmStateInput = z.object({
  AlarmName: alarmName,
  StateValue: stateValue,
  StateReason: z.string().max(1023),
  StateReasonData: z.string().max(4000).optional(),
});

const resourceArn = z.string().min(1).max(1024);
export const taggedInput = z.object({ ResourceARN: resourceArn });
export const tagInput = z.object({ ResourceARN: resourceArn, Tags: z.array(tag) });
export const untagInput = z.object({
  ResourceARN: resourceArn,
  TagKeys: z.array(z.string().min(1).max(128)),
});
