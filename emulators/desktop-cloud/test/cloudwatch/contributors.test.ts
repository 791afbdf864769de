import { describe, expect, it } from 'vitest';
import {
  alarmChange,
  contributorChange,
  disconnectAlarm,
  fleetAlarm,
  fleetQuery,
  minute,
  ofKind,
  refusal,
  stand,
  start,
  toldOf,
} from './stand.ts';

describe('a fleet alarm', () => {
  it('tells of each desktop in the shape of AWS, and of itself', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm());
    disconnect(start, 'ws-1');
    disconnect(start, 'ws-2');
    clock.advance(minute);
    expect(ofKind(events, contributorChange)).toHaveLength(2);
    expect(events[0]).toEqual({
      source: 'aws.cloudwatch',
      detailType: contributorChange,
      time: start + minute,
      resources: ['arn:aws:cloudwatch:eu-central-1:000000000000:alarm:fleet'],
      detail: {
        alarmName: 'fleet',
        alarmContributor: {
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          attributes: { WorkspaceId: 'ws-1' },
        },
        state: {
          value: 'ALARM',
          reason:
            'Threshold Crossed: 1 out of the last 1 datapoints was greater than or equal to the threshold (1.0). The most recent datapoint which crossed the threshold: [1.0 (21/11/26 04:56:00)] (minimum 1 datapoint for OK -> ALARM transition).',
          timestamp: '2026-11-21T05:01:00.000+0000',
        },
        configuration: {
          metrics: [{ id: 'q', expression: fleetQuery, returnData: true, period: 300 }],
          description: 'everybody',
        },
      },
    });
    expect(events[2]).toMatchObject({
      detailType: alarmChange,
      detail: {
        state: {
          value: 'ALARM',
          reason: '2 out of 2 time series evaluated to ALARM',
          reasonData: '{"version":"1.0","queryDate":"2026-11-21T05:01:00.000+0000"}',
        },
        previousState: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation' },
        configuration: { metrics: [{ id: 'q', expression: fleetQuery }] },
      },
    });
  });

  it('tells of one more while it is in ALARM, and says nothing of itself', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm());
    disconnect(start, 'ws-1');
    clock.advance(5 * minute);
    disconnect(start + 5 * minute, 'ws-2');
    clock.advance(40 * minute);
    // Each is in ALARM for as long as its value lies in the evaluation range.
    expect(toldOf(events)).toEqual([
      [1, 'ws-1', 'ALARM'],
      [6, 'ws-2', 'ALARM'],
      [16, 'ws-1', 'OK'],
      [21, 'ws-2', 'OK'],
    ]);
    expect(
      ofKind(events, alarmChange).map(({ time, detail }) => [
        (time - start) / minute,
        Object(detail).state.value,
        Object(detail).state.reason,
      ]),
    ).toEqual([
      [1, 'ALARM', '1 out of 1 time series evaluated to ALARM'],
      [
        21,
        'OK',
        'No time series were returned by the query. Treat missing data is configured as [NonBreaching].',
      ],
    ]);
    expect(call('DescribeAlarmContributors', { AlarmName: 'fleet' })).toMatchObject({
      AlarmContributors: [],
    });
  });

  it('that says why a desktop is back in OK names its newest datapoint', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm({ DatapointsToAlarm: undefined }));
    disconnect(start, 'ws-1');
    clock.advance(5 * minute);
    disconnect(start + 5 * minute, 'ws-1', 0);
    clock.advance(5 * minute);
    const [, back] = ofKind(events, contributorChange);
    expect(Object(back?.detail).state.reason).toBe(
      'Threshold Crossed: 1 datapoint was not greater than or equal to the threshold (1.0). The most recent datapoint which not crossed the threshold: [0.0 (21/11/26 05:01:00)].',
    );
  });

  // Published answers of AWS to the same samples: 2 of 3 periods of a minute, one desktop with a gap between its values.
  it.each([
    ['notBreaching', ' and 1 missing datapoint was treated as [NonBreaching]'],
    ['breaching', ' and 1 missing datapoint was treated as [Breaching]'],
    ['missing', ''],
    ['ignore', ''],
  ])('tells of gaps where they decided something: %s', (TreatMissingData, gap) => {
    const { call, clock, disconnect } = stand();
    const Metrics = [{ Id: 'q', Expression: fleetQuery, Period: 60 }];
    call(
      'PutMetricAlarm',
      fleetAlarm({ Metrics, TreatMissingData, EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 10 }),
    );
    disconnect(start - 3 * minute, 'ws-1', 30);
    disconnect(start - minute, 'ws-1', 30);
    clock.advance(minute);
    expect(call('DescribeAlarmContributors', { AlarmName: 'fleet' })).toMatchObject({
      AlarmContributors: [
        {
          StateReason: `Threshold Crossed: 2 out of the last 3 datapoints were greater than or equal to the threshold (10.0)${gap}. The most recent datapoint which crossed the threshold: [30.0 (21/11/26 04:59:00)] (minimum 2 datapoints for OK -> ALARM transition).`,
        },
      ],
    });
  });

  it('counts values from before it was put, and only those that it asks for', () => {
    const { call, clock, disconnect, events, cloudWatch } = stand();
    disconnect(start - 2 * minute, 'ws-1');
    disconnect(start - 60 * minute, 'ws-old');
    cloudWatch.metrics.put(
      {
        namespace: 'AWS/WorkSpaces',
        name: 'SessionDisconnect',
        dimensions: { DirectoryId: 'd-1' },
        timestamp: start,
        value: 9,
      },
      { accountId: '000000000000', region: 'eu-central-1' },
    );
    const Expression = fleetQuery.replace(' GROUP', " WHERE WorkspaceId != 'ws-2' GROUP");
    call('PutMetricAlarm', fleetAlarm({ Metrics: [{ Id: 'q', Expression, Period: 300 }] }));
    disconnect(start, 'ws-2');
    clock.advance(minute);
    expect(toldOf(events)).toEqual([[1, 'ws-1', 'ALARM']]);
  });

  it.each([
    ['missing', 'INSUFFICIENT_DATA', 'Missing'],
    ['breaching', 'ALARM', 'Breaching'],
    ['notBreaching', 'OK', 'NonBreaching'],
    ['ignore', 'ALARM', 'Ignore'],
  ])('without any series is as missing data say, though no desktop is: %s', (way, value, named) => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm({ TreatMissingData: way }));
    disconnect(start, 'ws-1');
    clock.advance(60 * minute);
    expect(toldOf(events)).toEqual([
      [1, 'ws-1', 'ALARM'],
      [16, 'ws-1', 'OK'],
    ]);
    expect(call('DescribeAlarms', {})).toMatchObject({
      MetricAlarms: [
        {
          StateValue: value,
          StateReason: `No time series were returned by the query. Treat missing data is configured as [${named}].`,
        },
      ],
    });
  });

  it('tells topics of each desktop, and of nothing else', async () => {
    const { call, clock, disconnect, published } = stand();
    const topic = 'arn:aws:sns:eu-central-1:000000000000:people';
    call('PutMetricAlarm', fleetAlarm({ AlarmActions: [topic], OKActions: [topic] }));
    disconnect(start, 'ws-1');
    await clock.advanceAndSettle(20 * minute);
    const messages = published.map(({ message }) => JSON.parse(message));
    expect(messages.map((message) => [message.OldStateValue, message.NewStateValue])).toEqual([
      ['OK', 'ALARM'],
      ['ALARM', 'OK'],
    ]);
    expect(messages[0]).toMatchObject({
      AlarmContributorAttributes: { WorkspaceId: 'ws-1' },
      Trigger: { Metrics: [{ Expression: fleetQuery, Id: 'q', ReturnData: true, Period: 300 }] },
    });
    expect(call('DescribeAlarmHistory', { AlarmName: 'fleet', HistoryItemType: 'Action' })).toMatchObject({
      AlarmHistoryItems: [],
    });
    expect(
      Object(call('DescribeAlarmHistory', { AlarmName: 'fleet', HistoryItemType: 'AlarmContributorAction' }))
        .AlarmHistoryItems,
    ).toHaveLength(2);
  });

  it('has its id from what it is grouped by, in every alarm', () => {
    const { call, clock, disconnect } = stand();
    call('PutMetricAlarm', fleetAlarm());
    call('PutMetricAlarm', fleetAlarm({ AlarmName: 'other', EvaluationPeriods: 2, DatapointsToAlarm: 1 }));
    disconnect(start, 'ws-1');
    clock.advance(minute);
    const [one, other] = ['fleet', 'other'].map((AlarmName) =>
      Object(call('DescribeAlarmContributors', { AlarmName })),
    );
    expect(one).toMatchObject({
      AlarmContributors: [
        {
          ContributorAttributes: { WorkspaceId: 'ws-1' },
          StateTransitionedTimestamp: new Date(start + minute),
          StateReason: expect.stringContaining('Threshold Crossed'),
        },
      ],
    });
    expect(other.AlarmContributors[0].ContributorId).toBe(one.AlarmContributors[0].ContributorId);
    expect(refusal(() => call('DescribeAlarmContributors', { AlarmName: 'nobody' })).code).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('an alarm that changes what it watches', () => {
  it('lets go of its desktops without a word', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm());
    disconnect(start, 'ws-1');
    clock.advance(minute);
    call('PutMetricAlarm', disconnectAlarm({ AlarmName: 'fleet', Dimensions: [] }));
    clock.advance(60 * minute);
    expect(toldOf(events)).toEqual([[1, 'ws-1', 'ALARM']]);
    expect(call('DescribeAlarmContributors', { AlarmName: 'fleet' })).toMatchObject({
      AlarmContributors: [],
    });
  });

  it('on a query without groups is an alarm like any other', () => {
    const { call, clock, disconnect, events } = stand();
    const Expression = 'SELECT SUM(SessionDisconnect) FROM "AWS/WorkSpaces"';
    call('PutMetricAlarm', fleetAlarm({ Threshold: 2, Metrics: [{ Id: 'q', Expression, Period: 300 }] }));
    disconnect(start, 'ws-1');
    disconnect(start, 'ws-2');
    clock.advance(minute);
    expect(events).toMatchObject([{ detailType: alarmChange, detail: { state: { value: 'ALARM' } } }]);
    const { reason, reasonData } = Object(events[0]?.detail).state;
    expect(reason).toContain('1 out of the last 1 datapoints [2.0 (21/11/26 04:56:00)]');
    // As AWS has it for an expression: without a statistic.
    expect(Object.keys(JSON.parse(reasonData))).toEqual([
      'version',
      'queryDate',
      'startDate',
      'period',
      'recentDatapoints',
      'threshold',
      'evaluatedDatapoints',
    ]);
  });
});
