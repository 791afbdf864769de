import { describe, expect, it } from 'vitest';
import { disconnectAlarm, minute, refusal, stand, start } from './stand.ts';

const name = 'WorkSpace_Disconnected_id_ws-1';
const arn = `arn:aws:cloudwatch:eu-central-1:000000000000:alarm:${name}`;

describe('an alarm', () => {
  it('is described as it was put, and starts without a state of its own', () => {
    const { call } = stand();
    call(
      'PutMetricAlarm',
      disconnectAlarm({ AlarmDescription: 'left', AlarmActions: ['arn:aws:sns:a:1:t'] }),
    );
    expect(call('DescribeAlarms', {})).toEqual({
      MetricAlarms: [
        {
          ...disconnectAlarm(),
          AlarmArn: arn,
          AlarmDescription: 'left',
          ActionsEnabled: true,
          AlarmActions: ['arn:aws:sns:a:1:t'],
          OKActions: [],
          InsufficientDataActions: [],
          AlarmConfigurationUpdatedTimestamp: new Date(start),
          StateUpdatedTimestamp: new Date(start),
          StateTransitionedTimestamp: new Date(start),
          StateValue: 'INSUFFICIENT_DATA',
          StateReason: 'Unchecked: Initial alarm creation',
          StateReasonData: undefined,
          EvaluationState: undefined,
          Unit: undefined,
        },
      ],
      CompositeAlarms: [],
      LogAlarms: [],
      NextToken: undefined,
    });
  });

  it('keeps its state and its tags when it is put again', () => {
    const { clock, call, disconnect } = stand();
    call('PutMetricAlarm', disconnectAlarm({ Tags: [{ Key: 'owner', Value: 'cleandesk' }] }));
    disconnect();
    clock.advance(minute);
    call('PutMetricAlarm', disconnectAlarm({ Threshold: 5, Tags: [{ Key: 'other', Value: 'x' }] }));
    expect(call('DescribeAlarms', {})).toMatchObject({
      MetricAlarms: [{ StateValue: 'ALARM', Threshold: 5 }],
    });
    expect(call('ListTagsForResource', { ResourceARN: arn })).toEqual({
      Tags: [{ Key: 'owner', Value: 'cleandesk' }],
    });
  });

  it('moves with its dimensions when it is put again', () => {
    const { clock, call, disconnect, events } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    call('PutMetricAlarm', disconnectAlarm({ Dimensions: [{ Name: 'WorkspaceId', Value: 'ws-2' }] }));
    clock.advance(minute);
    disconnect(clock.now(), 'ws-1');
    clock.advance(5 * minute);
    expect(events).toHaveLength(1);
    disconnect(clock.now(), 'ws-2');
    clock.advance(5 * minute);
    expect(events).toHaveLength(2);
  });

  it('is silent once it is deleted; names that do not exist are passed over', () => {
    const { clock, call, disconnect, events } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    call('DeleteAlarms', { AlarmNames: ['nobody', name] });
    disconnect();
    clock.advance(60 * minute);
    expect(events).toEqual([]);
    expect(call('DescribeAlarms', {})).toMatchObject({ MetricAlarms: [] });
  });

  it('can be put with one entry of Metrics, and is described that way', () => {
    const { clock, call, disconnect, events } = stand();
    const { MetricName, Namespace, Dimensions, Statistic, Period, ...rest } = disconnectAlarm();
    const Metrics = [
      {
        Id: 'm1',
        MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic },
        ReturnData: true,
      },
    ];
    call('PutMetricAlarm', { ...rest, Metrics });
    disconnect();
    clock.advance(minute);
    expect(events).toHaveLength(1);
    expect(call('DescribeAlarms', {})).toMatchObject({ MetricAlarms: [{ Metrics }] });
  });

  it('has tags that come and go', () => {
    const { call } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    call('TagResource', {
      ResourceARN: arn,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    call('UntagResource', { ResourceARN: arn, TagKeys: ['a', 'z'] });
    expect(call('ListTagsForResource', { ResourceARN: arn })).toEqual({ Tags: [{ Key: 'b', Value: '2' }] });
    expect(refusal(() => call('ListTagsForResource', { ResourceARN: `${arn}x` }))).toMatchObject({
      code: 'ResourceNotFoundException',
      status: 404,
    });
  });

  it.each([
    ['a period of 15 s', { Period: 15 }, 'Period must be'],
    ['a period of 90 s', { Period: 90 }, 'Period must be'],
    ['more than a day', { Period: 300, EvaluationPeriods: 289, DatapointsToAlarm: 1 }, 'more than a day'],
    ['more datapoints than periods', { DatapointsToAlarm: 2 }, 'DatapointsToAlarm'],
    ['a percentile', { Statistic: undefined, ExtendedStatistic: 'p99' }, 'p99'],
    ['no statistic', { Statistic: undefined }, 'Statistic'],
    ['no threshold', { Threshold: undefined }, 'Threshold'],
    ['an unknown comparison', { ComparisonOperator: 'Equal' }, 'enum value set'],
    ['an unknown way with gaps', { TreatMissingData: 'guess' }, 'enum value set'],
    ['six actions', { AlarmActions: Array(6).fill('arn:aws:sns:a:1:t') }, 'less than or equal to 5'],
    ['no name', { AlarmName: '' }, 'greater than or equal to 1'],
    ['anomaly detection', { ComparisonOperator: 'LessThanLowerThreshold' }, 'anomaly detection'],
  ])('with %s is refused', (_, more, message) => {
    const { call } = stand();
    const refused = refusal(() => call('PutMetricAlarm', disconnectAlarm(more)));
    expect(refused).toMatchObject({ code: 'ValidationError', status: 400 });
    expect(refused.message).toContain(message);
  });

  it('on metric math names what is not here', () => {
    const { call } = stand();
    const Metrics = [{ Id: 'e', Expression: 'm1 * 2', Period: 60 }];
    const { AlarmName, EvaluationPeriods, Threshold, ComparisonOperator } = disconnectAlarm();
    const given = { AlarmName, EvaluationPeriods, Threshold, ComparisonOperator, Metrics };
    expect(refusal(() => call('PutMetricAlarm', given)).message).toContain('metric math (m1 * 2)');
  });

  it.each(['EvaluationCriteria', 'EvaluationWindow', 'WarmUpConfiguration', 'ActionConfiguration'])(
    'with %s is refused, and not put without it',
    (member) => {
      const { call } = stand();
      const refused = refusal(() => call('PutMetricAlarm', disconnectAlarm({ [member]: {} })));
      expect(refused).toMatchObject({ code: 'ValidationError', message: expect.stringContaining(member) });
    },
  );

  it('put as it is changes nothing', () => {
    const { clock, call } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    clock.advance(minute);
    call('PutMetricAlarm', disconnectAlarm());
    expect(call('DescribeAlarms', {})).toMatchObject({
      MetricAlarms: [{ AlarmConfigurationUpdatedTimestamp: new Date(start) }],
    });
  });
});

it('what AWS has and nobody does here is refused by name', () => {
  const { call } = stand();
  expect(refusal(() => call('PutDashboard', {})).message).toBe(
    'The desktop cloud does not support PutDashboard.',
  );
});

describe('describing alarms', () => {
  const many = () => {
    const standing = stand();
    for (let index = 0; index < 230; index += 1) {
      standing.call('PutMetricAlarm', disconnectAlarm({ AlarmName: `a-${String(index).padStart(3, '0')}` }));
    }
    return standing;
  };

  it('comes in pages of at most a hundred', () => {
    const { call } = many();
    const names: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = Object(call('DescribeAlarms', { MaxRecords: 100, NextToken }));
      names.push(...page.MetricAlarms.map((alarm: { AlarmName: string }) => alarm.AlarmName));
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    expect([pages, new Set(names).size]).toEqual([3, 230]);
    expect(Object(call('DescribeAlarms', {})).MetricAlarms).toHaveLength(50);
    expect(refusal(() => call('DescribeAlarms', { MaxRecords: 101 })).code).toBe('ValidationError');
    expect(refusal(() => call('DescribeAlarms', { NextToken: 'x' })).code).toBe('InvalidNextToken');
  });

  it('can be asked by names, prefix, state and metric', () => {
    const { call } = many();
    const found = (input: unknown, operation = 'DescribeAlarms'): number =>
      Object(call(operation, input)).MetricAlarms.length;
    call('SetAlarmState', { AlarmName: 'a-007', StateValue: 'ALARM', StateReason: 'trying' });
    expect(
      found({ AlarmNames: Array.from({ length: 100 }, (_, index) => `a-${String(index).padStart(3, '0')}`) }),
    ).toBe(100);
    expect(found({ AlarmNamePrefix: 'a-01' })).toBe(10);
    expect(found({ StateValue: 'ALARM' })).toBe(1);
    expect(found({ AlarmTypes: ['CompositeAlarm'] })).toBe(0);
    const metric = { Namespace: 'AWS/WorkSpaces', MetricName: 'SessionDisconnect' };
    const Dimensions = [{ Name: 'WorkspaceId', Value: 'ws-1' }];
    expect(found({ ...metric, Dimensions }, 'DescribeAlarmsForMetric')).toBe(230);
    expect(found(metric, 'DescribeAlarmsForMetric')).toBe(0);
    expect(refusal(() => call('DeleteAlarms', { AlarmNames: Array(101).fill('a') })).code).toBe(
      'ValidationError',
    );
    expect(
      refusal(() => call('SetAlarmState', { AlarmName: 'z', StateValue: 'OK', StateReason: '' })),
    ).toMatchObject({
      code: 'ResourceNotFound',
      status: 404,
    });
  });
});
