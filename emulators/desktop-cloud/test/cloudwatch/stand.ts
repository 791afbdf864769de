import { VirtualClock } from '../../src/clock.ts';
import { createCloudWatch } from '../../src/cloudwatch/index.ts';
import { type AwsEvent, AwsFault, type DerivedMetrics } from '../../src/kernel.ts';

export const account = { accountId: '000000000000', region: 'eu-central-1' };
export const context = { ...account, caller: 'test', requestId: 'r-1' };
/** 2026-11-21T05:00:00Z. */
export const start = Date.UTC(2026, 10, 21, 5);
export const second = 1_000;
export const minute = 60_000;

export function stand(at = start, derived?: DerivedMetrics) {
  const clock = new VirtualClock(at);
  const events: AwsEvent[] = [];
  const published: { topicArn: string; subject: string; message: string }[] = [];
  const cloudWatch = createCloudWatch({
    clock,
    events: { emit: (event) => events.push(event) },
    checkAnswers: true,
    ...(derived === undefined ? {} : { derived }),
    actions: {
      publish: async (topicArn, notification) => {
        published.push({ topicArn, ...notification });
      },
    },
  });
  const call = (operation: string, input: unknown): unknown => {
    const run = cloudWatch.api.operations.get(operation);
    if (run === undefined) throw new Error(`${operation} is not there`);
    return run(input, context);
  };
  /** One connection of the desktop was closed. */
  const disconnect = (timestamp = clock.now(), WorkspaceId = 'ws-1', value = 1): void =>
    cloudWatch.metrics.put(
      {
        namespace: 'AWS/WorkSpaces',
        name: 'SessionDisconnect',
        dimensions: { WorkspaceId },
        timestamp,
        value,
        unit: 'Count',
      },
      account,
    );
  return { clock, events, published, cloudWatch, call, disconnect };
}

/** The alarm that watches a desktop. */
export function disconnectAlarm(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    AlarmName: 'WorkSpace_Disconnected_id_ws-1',
    Namespace: 'AWS/WorkSpaces',
    MetricName: 'SessionDisconnect',
    Dimensions: [{ Name: 'WorkspaceId', Value: 'ws-1' }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    ...more,
  };
}

export const statesOf = (events: readonly AwsEvent[]): unknown[] =>
  events.map(({ detail, time }) => {
    const state = Reflect.get(Object(detail), 'state');
    return [(time - start) / second, Reflect.get(Object(state), 'value')];
  });

/** What a call is refused with; throws when it is not. */
export function refusal(run: () => unknown): { code: string; message: string; status: number } {
  try {
    run();
  } catch (error) {
    if (error instanceof AwsFault) return { code: error.code, message: error.message, status: error.status };
    throw error;
  }
  throw new Error('nothing was refused');
}

/** One alarm on all desktops. */
export function fleetAlarm(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    AlarmName: 'fleet',
    AlarmDescription: 'everybody',
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    Metrics: [{ Id: 'q', Expression: fleetQuery, Period: 300, ReturnData: true }],
    ...more,
  };
}

export const fleetQuery =
  'SELECT SUM(SessionDisconnect) FROM SCHEMA("AWS/WorkSpaces", WorkspaceId) GROUP BY WorkspaceId ORDER BY SUM() DESC';

export const contributorChange = 'CloudWatch Alarm Contributor State Change';
export const alarmChange = 'CloudWatch Alarm State Change';
export const ofKind = (events: readonly AwsEvent[], kind: string): AwsEvent[] =>
  events.filter(({ detailType }) => detailType === kind);
/** `minutes since the start, desktop, state` of each contributor event. */
export const toldOf = (events: readonly AwsEvent[]): unknown[] =>
  ofKind(events, contributorChange).map(({ time, detail }) => {
    const { alarmContributor, state } = Object(detail);
    return [(time - start) / minute, alarmContributor.attributes.WorkspaceId, state.value];
  });
