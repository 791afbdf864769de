import { describe, expect, it } from 'vitest';
import { account, disconnectAlarm, minute, second, stand, start, statesOf } from './stand.ts';

describe('a disconnect alarm', () => {
  it('says what AWS says when the user leaves', () => {
    const { clock, events, call, disconnect } = stand();
    call('PutMetricAlarm', disconnectAlarm({ AlarmDescription: 'left' }));
    clock.advance(90 * second);
    disconnect();
    clock.advance(minute);
    expect(statesOf(events)).toEqual([
      [60, 'OK'],
      [120, 'ALARM'],
    ]);
    const reasonData =
      '{"version":"1.0","queryDate":"2026-11-21T05:02:00.000+0000","startDate":"2026-11-21T04:57:00.000+0000","statistic":"Sum","period":300,"recentDatapoints":[1.0],"threshold":1.0,"evaluatedDatapoints":[{"timestamp":"2026-11-21T04:57:00.000+0000","sampleCount":1.0,"value":1.0}]}';
    expect(events[1]).toEqual({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      time: start + 2 * minute,
      resources: ['arn:aws:cloudwatch:eu-central-1:000000000000:alarm:WorkSpace_Disconnected_id_ws-1'],
      detail: {
        alarmName: 'WorkSpace_Disconnected_id_ws-1',
        state: {
          value: 'ALARM',
          reason:
            'Threshold Crossed: 1 out of the last 1 datapoints [1.0 (21/11/26 04:57:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).',
          reasonData,
          timestamp: '2026-11-21T05:02:00.000+0000',
        },
        previousState: {
          value: 'OK',
          reason:
            'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
          reasonData: expect.any(String),
          timestamp: '2026-11-21T05:01:00.000+0000',
        },
        configuration: {
          description: 'left',
          metrics: [
            {
              id: expect.stringMatching(/^[0-9a-f-]{36}$/),
              metricStat: {
                metric: {
                  namespace: 'AWS/WorkSpaces',
                  name: 'SessionDisconnect',
                  dimensions: { WorkspaceId: 'ws-1' },
                },
                period: 300,
                stat: 'Sum',
              },
              returnData: true,
            },
          ],
        },
      },
    });
  });

  it('does not fire again for a second disconnect while it is still in ALARM', () => {
    const { clock, events, call, disconnect } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    clock.advance(90 * second);
    disconnect();
    clock.advance(4 * minute);
    disconnect();
    clock.advance(60 * minute);
    expect(statesOf(events).map((change) => JSON.stringify(change).replace(/.*,/, ''))).toEqual([
      '"OK"]',
      '"ALARM"]',
      '"OK"]',
    ]);
  });

  it('stays in ALARM until the datum has left the evaluation range of three periods', () => {
    const { clock, events, call, disconnect } = stand();
    call('PutMetricAlarm', disconnectAlarm({ Period: 10 }));
    clock.advance(15 * second);
    disconnect();
    clock.advance(minute);
    expect(statesOf(events)).toEqual([
      [10, 'OK'],
      [20, 'ALARM'],
      [50, 'OK'],
    ]);
  });

  it('is told nothing about another desktop', () => {
    const { clock, events, call, disconnect } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    disconnect(clock.now(), 'ws-2');
    clock.advance(30 * minute);
    expect(statesOf(events)).toEqual([[60, 'OK']]);
  });

  it('counts a datum that comes late, and one from before its creation', () => {
    const { clock, events, call, disconnect } = stand();
    disconnect(start - 4 * minute);
    call('PutMetricAlarm', disconnectAlarm());
    clock.advance(20 * minute);
    disconnect(clock.now() - 7 * minute);
    clock.advance(20 * minute);
    expect(statesOf(events)).toEqual([
      [60, 'ALARM'],
      [720, 'OK'],
      [1260, 'ALARM'],
      [1740, 'OK'],
    ]);
  });

  it('tells its topics, unless its actions are switched off', async () => {
    const { clock, published, call, disconnect } = stand();
    const topic = 'arn:aws:sns:eu-central-1:000000000000:people';
    call('PutMetricAlarm', disconnectAlarm({ AlarmActions: [topic] }));
    clock.advance(minute);
    disconnect();
    clock.advance(30 * minute);
    call('DisableAlarmActions', { AlarmNames: ['WorkSpace_Disconnected_id_ws-1'] });
    disconnect();
    await clock.advanceAndSettle(30 * minute);
    expect(published).toEqual([
      {
        topicArn: topic,
        subject: 'ALARM: "WorkSpace_Disconnected_id_ws-1" in eu-central-1',
        message: expect.stringContaining('"NewStateValue":"ALARM"'),
      },
    ]);
  });

  it('goes back to what its data say after it was set by hand', () => {
    const { clock, events, call } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    clock.advance(70 * second);
    call('SetAlarmState', {
      AlarmName: 'WorkSpace_Disconnected_id_ws-1',
      StateValue: 'ALARM',
      StateReason: 'trying',
    });
    clock.advance(10 * minute);
    expect(statesOf(events)).toEqual([
      [60, 'OK'],
      [70, 'ALARM'],
      [120, 'OK'],
    ]);
  });

  it('is kept apart by account and Region', () => {
    const { clock, events, call, cloudWatch } = stand();
    call('PutMetricAlarm', disconnectAlarm());
    const datum = {
      namespace: 'AWS/WorkSpaces',
      name: 'SessionDisconnect',
      dimensions: { WorkspaceId: 'ws-1' },
    };
    cloudWatch.metrics.put(
      { ...datum, timestamp: clock.now(), value: 1 },
      { ...account, region: 'us-east-1' },
    );
    clock.advance(10 * minute);
    expect(statesOf(events)).toEqual([[60, 'OK']]);
  });
});
