import { describe, expect, it } from 'vitest';
import { disconnectAlarm, minute, refusal, second, stand, start } from './stand.ts';

describe('metrics', () => {
  const custom = { Namespace: 'Cleandesk', MetricName: 'Resets' };
  const range = (from: number, to: number) => ({
    StartTime: start / second + from,
    EndTime: start / second + to,
  });

  it('are read back by statistic and period', () => {
    const { call } = stand();
    const at = (offset: number): number => start / second + offset;
    call('PutMetricData', {
      Namespace: 'Cleandesk',
      MetricData: [
        { MetricName: 'Resets', Value: 2, Timestamp: at(0), Unit: 'Count' },
        { MetricName: 'Resets', Values: [4, 6], Counts: [1, 2], Timestamp: at(30), Unit: 'Count' },
        {
          MetricName: 'Resets',
          StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 1, Maximum: 9 },
          Timestamp: at(70),
          Unit: 'Count',
        },
      ],
    });
    const Statistics = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'];
    expect(call('GetMetricStatistics', { ...custom, ...range(0, 120), Period: 60, Statistics })).toEqual({
      Label: 'Resets',
      Datapoints: [
        {
          Timestamp: new Date(start),
          Sum: 18,
          Average: 4.5,
          Minimum: 2,
          Maximum: 6,
          SampleCount: 4,
          Unit: 'Count',
        },
        {
          Timestamp: new Date(start + minute),
          Sum: 10,
          Average: 5,
          Minimum: 1,
          Maximum: 9,
          SampleCount: 2,
          Unit: 'Count',
        },
      ],
    });
    const MetricStat = { Metric: custom, Period: 60, Stat: 'Sum' };
    expect(call('GetMetricData', { ...range(0, 120), MetricDataQueries: [{ Id: 'm', MetricStat }] })).toEqual(
      {
        MetricDataResults: [
          {
            Id: 'm',
            Label: 'Resets',
            Timestamps: [new Date(start + minute), new Date(start)],
            Values: [10, 18],
            StatusCode: 'Complete',
          },
        ],
        Messages: [],
      },
    );
  });

  it('are listed by namespace, name and dimension', () => {
    const { call, disconnect } = stand();
    call('PutMetricData', { Namespace: 'Cleandesk', MetricData: [{ MetricName: 'Resets', Value: 1 }] });
    for (const desktop of ['ws-1', 'ws-2']) disconnect(start, desktop);
    const found = (input: unknown): number => Object(call('ListMetrics', input)).Metrics.length;
    expect(found({})).toBe(3);
    expect(found({ Namespace: 'AWS/WorkSpaces' })).toBe(2);
    expect(found({ Dimensions: [{ Name: 'WorkspaceId' }] })).toBe(2);
    expect(found({ Dimensions: [{ Name: 'WorkspaceId', Value: 'ws-2' }] })).toBe(1);
    expect(found({ MetricName: 'Nothing' })).toBe(0);
  });

  it('make their alarms go off', () => {
    const { clock, call, events } = stand();
    call('PutMetricAlarm', { ...disconnectAlarm(), ...custom, Dimensions: [] });
    call('PutMetricData', { Namespace: 'Cleandesk', MetricData: [{ MetricName: 'Resets', Value: 3 }] });
    clock.advance(minute);
    expect(events).toHaveLength(1);
  });

  it.each([
    [
      'AWS’s own namespace',
      { Namespace: 'AWS/WorkSpaces', MetricData: [{ MetricName: 'a', Value: 1 }] },
      'InvalidParameterValueException',
    ],
    ['no data', { Namespace: 'a' }, 'MissingRequiredParameterException'],
    [
      'a value from three weeks ago',
      {
        Namespace: 'a',
        MetricData: [{ MetricName: 'a', Value: 1, Timestamp: start / second - 21 * 86_400 }],
      },
      'InvalidParameterValueException',
    ],
    [
      'a value from tomorrow',
      { Namespace: 'a', MetricData: [{ MetricName: 'a', Value: 1, Timestamp: start / second + 86_400 }] },
      'InvalidParameterValueException',
    ],
    [
      'two kinds of value',
      { Namespace: 'a', MetricData: [{ MetricName: 'a', Value: 1, Values: [1] }] },
      'InvalidParameterCombinationException',
    ],
    [
      'no value',
      { Namespace: 'a', MetricData: [{ MetricName: 'a' }] },
      'InvalidParameterCombinationException',
    ],
  ])('%s is refused', (_, input, code) => {
    const { call } = stand();
    expect(refusal(() => call('PutMetricData', input)).code).toBe(code);
    expect(call('ListMetrics', {})).toMatchObject({ Metrics: [] });
  });

  it('can be asked for every second since 1970', () => {
    const { call, disconnect } = stand();
    disconnect();
    const Metric = {
      Namespace: 'AWS/WorkSpaces',
      MetricName: 'SessionDisconnect',
      Dimensions: [{ Name: 'WorkspaceId', Value: 'ws-1' }],
    };
    const MetricDataQueries = [{ Id: 'm', MetricStat: { Metric, Period: 1, Stat: 'Sum' } }];
    const EndTime = start / second + 60;
    expect(call('GetMetricData', { StartTime: 0, EndTime, MetricDataQueries })).toMatchObject({
      MetricDataResults: [{ Values: [1] }],
    });
  });

  it('refuses what it would have to make up', () => {
    const { call } = stand();
    const query = { Id: 'e', Expression: 'm1 * 2' };
    expect(
      refusal(() => call('GetMetricData', { ...range(0, 60), MetricDataQueries: [query] })).message,
    ).toContain('m1 * 2');
    const wide = { ...custom, ...range(0, 86_400 * 10), Period: 60, Statistics: ['Sum'] };
    expect(refusal(() => call('GetMetricStatistics', wide)).message).toContain('exceeds the limit of 1440');
    expect(refusal(() => call('GetMetricStatistics', { ...wide, ...range(60, 0) })).code).toBe(
      'ValidationError',
    );
  });
});
