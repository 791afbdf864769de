import type * as z from 'zod';
import {
  type AwsApi,
  AwsFault,
  type CallContext,
  type Cancel,
  type Clock,
  type DerivedMetrics,
  type EventSink,
  type MetricSink,
  type Operation,
} from '../kernel.ts';
import { WrongAnswer } from '../service-model/wrong-answer.ts';
import type { StateValue } from './alarm.ts';
import { alarmOperations } from './alarm-operations.ts';
import { historyOperations } from './history-operations.ts';
import { metricOperations } from './metric-operations.ts';
import { model } from './model.ts';
import { createRegion, type Region } from './region.ts';
import * as shapes from './shapes.ts';
import type { AlarmActionInvoker } from './teller.ts';

export type { AlarmActionInvoker } from './teller.ts';

/** One alarm as `/_control/state` shows it. */
export type AlarmSummary = {
  arn: string;
  name: string;
  state: StateValue;
  reason: string;
  /** ISO time of the last change. */
  since: string;
};

export type CloudWatch = {
  api: AwsApi;
  /** For the services that measure something: their values go in here without a call. */
  metrics: MetricSink;
  alarms(): AlarmSummary[];
  /** Metrics that were not worked out until now may be from now on, or the other way round. */
  lookAgain(): void;
  /** How often alarms were evaluated since the start. */
  evaluations(): number;
  reset(): void;
  close(): void;
};

const prunedEveryMs = 3_600_000;

/**
 * CloudWatch's metrics and metric alarms. `actions` tells SNS topics; without it alarms only emit their events. `derived`
 * are metrics that nobody puts; `checkAnswers` holds each answer against AWS's service model, and fails where it does
 * not fit.
 */
export function createCloudWatch(parts: {
  clock: Clock;
  events: EventSink;
  actions?: AlarmActionInvoker | undefined;
  derived?: DerivedMetrics | undefined;
  checkAnswers?: boolean | undefined;
}): CloudWatch {
  const { clock } = parts;
  const regions = new Map<string, Region>();
  const regionOf = ({ accountId, region }: Pick<CallContext, 'accountId' | 'region'>): Region => {
    const key = `${accountId}/${region}`;
    const standing = regions.get(key) ?? createRegion({ accountId, region }, parts);
    regions.set(key, standing);
    return standing;
  };

  let stopPruning: Cancel;
  const prune = (): void => {
    for (const { metrics } of regions.values()) metrics.prune(clock.now());
    stopPruning = clock.at(clock.now() + prunedEveryMs, prune);
  };
  prune();

  const operations: [string, Operation][] = [
    ...model.operations().map(notHere),
    ...metricOperations(regionOf, clock),
    ...alarmOperations(regionOf),
    ...historyOperations(regionOf, clock),
  ];

  const clear = (): void => {
    for (const { alarms } of regions.values()) alarms.clear();
    regions.clear();
  };

  return {
    api: {
      name: 'CloudWatch',
      target: 'GraniteServiceVersion20100801',
      operations: new Map(parts.checkAnswers === true ? operations.map(checked) : operations),
      query: {
        version: '2010-08-01',
        namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
        maps: model.membersOf('map'),
        inputOf: (name) => inputs.get(name) ?? (model.has(name) ? model.schemaOfInput(name) : undefined),
      },
    },
    metrics: {
      put({ namespace, name, dimensions, timestamp, value, unit = 'None' }, context) {
        const { metrics, alarms } = regionOf(context);
        const aggregate = { sum: value, count: 1, min: value, max: value };
        const metric = metrics.put({ namespace, name, dimensions }, timestamp, aggregate, unit, clock.now());
        alarms.noticed(metric, timestamp);
      },
    },
    alarms: () =>
      [...regions.values()].flatMap(({ alarms }) =>
        alarms.list().map(({ arn, name, state }) => ({
          arn,
          name,
          state: state.value,
          reason: state.reason,
          since: new Date(state.since).toISOString(),
        })),
      ),
    lookAgain() {
      for (const { alarms } of regions.values()) alarms.lookAgain();
    },
    evaluations: () => [...regions.values()].reduce((sum, { alarms }) => sum + alarms.evaluations, 0),
    reset: clear,
    close() {
      stopPruning();
      clear();
    },
  };
}

/** What AWS has and nobody does here. */
const notHere = (name: string): [string, Operation] => [
  name,
  () => {
    throw new AwsFault('UnknownOperationException', `The desktop cloud does not support ${name}.`);
  },
];

function checked([name, run]: [string, Operation]): [string, Operation] {
  return [
    name,
    (input, context) => {
      const answer = run(input, context);
      const faults = model.faultsOf(name, answer);
      if (faults.length > 0) throw new WrongAnswer(name, faults);
      return answer;
    },
  ];
}

/** What the AWS Query codec reads the types of form fields from; of other operations it is the service model. */
const inputs = new Map<string, z.ZodType>([
  ['PutMetricData', shapes.putMetricDataInput],
  ['GetMetricData', shapes.getMetricDataInput],
  ['GetMetricStatistics', shapes.getMetricStatisticsInput],
  ['ListMetrics', shapes.listMetricsInput],
  ['PutMetricAlarm', shapes.putMetricAlarmInput],
  ['DescribeAlarms', shapes.describeAlarmsInput],
  ['DescribeAlarmsForMetric', shapes.describeAlarmsForMetricInput],
  ['DeleteAlarms', shapes.alarmNamesInput],
  ['SetAlarmState', shapes.setAlarmStateInput],
  ['EnableAlarmActions', shapes.alarmNamesInput],
  ['DisableAlarmActions', shapes.alarmNamesInput],
  ['ListTagsForResource', shapes.taggedInput],
  ['TagResource', shapes.tagInput],
  ['UntagResource', shapes.untagInput],
]);
