import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../src/kernel.ts';
import { queryCall } from '../../src/protocol/query.ts';
import { context, disconnectAlarm, stand } from './stand.ts';

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });

function speaker() {
  const { cloudWatch, call } = stand();
  const send = (fields: Record<string, string>, method = 'POST') => {
    const form = new URLSearchParams({ Version: '2010-08-01', ...fields });
    const query = queryCall(
      {
        method,
        path: '/',
        query: method === 'GET' ? form : new URLSearchParams(),
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: Buffer.from(method === 'GET' ? '' : form.toString()),
      },
      [cloudWatch.api],
    );
    if (query === undefined) return undefined;
    const operation = cloudWatch.api.operations.get(query.operation);
    try {
      if (operation === undefined) throw new AwsFault('InvalidAction', 'no such action');
      const answer = query.answer(operation(query.input(), context), context.requestId);
      return { status: answer.status, xml: String(answer.body), ...parser.parse(String(answer.body)) };
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      const answer = query.refuse(error, context.requestId);
      return { status: answer.status, xml: String(answer.body), ...parser.parse(String(answer.body)) };
    }
  };
  return { send, call };
}

const alarm = {
  Action: 'PutMetricAlarm',
  AlarmName: 'WorkSpace_Disconnected_id_ws-1',
  Namespace: 'AWS/WorkSpaces',
  MetricName: 'SessionDisconnect',
  'Dimensions.member.1.Name': 'WorkspaceId',
  'Dimensions.member.1.Value': 'ws-1',
  Statistic: 'Sum',
  Period: '300',
  EvaluationPeriods: '1',
  DatapointsToAlarm: '1',
  Threshold: '1.0',
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
};

describe('AWS Query', () => {
  it('puts the same alarm as JSON does', () => {
    const { send, call } = speaker();
    const named = {
      ...alarm,
      ActionsEnabled: 'false',
      'AlarmActions.member.2': 'arn:2',
      'AlarmActions.member.1': 'arn:1',
    };
    expect(send(named)).toMatchObject({
      status: 200,
      PutMetricAlarmResponse: {
        '@_xmlns': 'http://monitoring.amazonaws.com/doc/2010-08-01/',
        ResponseMetadata: { RequestId: 'r-1' },
      },
    });
    const { MetricAlarms } = Object(call('DescribeAlarms', {}));
    expect(MetricAlarms).toEqual([
      expect.objectContaining({
        ...disconnectAlarm(),
        ActionsEnabled: false,
        AlarmActions: ['arn:1', 'arn:2'],
      }),
    ]);
  });

  it('answers with lists, times and markup that is no markup', () => {
    const { send } = speaker();
    send({ ...alarm, AlarmDescription: 'a < b & "c" \u0007' });
    const answer = send({ Action: 'DescribeAlarms', 'AlarmNames.member.1': alarm.AlarmName }, 'GET');
    expect(answer?.DescribeAlarmsResponse.DescribeAlarmsResult).toEqual({
      CompositeAlarms: '',
      LogAlarms: '',
      MetricAlarms: {
        member: expect.objectContaining({
          AlarmDescription: 'a < b & "c" \ufffd',
          Dimensions: { member: { Name: 'WorkspaceId', Value: 'ws-1' } },
          Threshold: '1',
          ActionsEnabled: 'true',
          OKActions: '',
          StateUpdatedTimestamp: '2026-11-21T05:00:00.000Z',
        }),
      },
    });
  });

  it('puts data with times and numbers', () => {
    const { send, call } = speaker();
    send({
      Action: 'PutMetricData',
      Namespace: 'Cleandesk',
      'MetricData.member.1.MetricName': 'Resets',
      'MetricData.member.1.Timestamp': '2026-11-21T04:59:00Z',
      'MetricData.member.1.Values.member.1': '2',
      'MetricData.member.1.Values.member.2': '3.5',
    });
    const range = { StartTime: new Date('2026-11-21T04:59:00Z'), EndTime: new Date('2026-11-21T05:00:00Z') };
    const asked = { Namespace: 'Cleandesk', MetricName: 'Resets', ...range, Period: 60, Statistics: ['Sum'] };
    expect(call('GetMetricStatistics', asked)).toMatchObject({ Datapoints: [{ Sum: 5.5 }] });
  });

  it('refuses with the codes of old', () => {
    const { send } = speaker();
    const error = (fields: Record<string, string>): unknown => {
      const answer = send(fields);
      return [answer?.status, answer?.ErrorResponse?.Error?.Type, answer?.ErrorResponse?.Error?.Code];
    };
    expect(error({ Action: 'PutMetricData', Namespace: 'AWS/EC2' })).toEqual([
      400,
      'Sender',
      'InvalidParameterValue',
    ]);
    expect(error({ ...alarm, Period: 'often' })).toEqual([400, 'Sender', 'SerializationException']);
    expect(error({ ...alarm, Statistic: '' })).toEqual([400, 'Sender', 'ValidationError']);
    expect(error({ Action: 'SetAlarmState', AlarmName: 'z', StateValue: 'OK', StateReason: 'x' })).toEqual([
      404,
      'Sender',
      'ResourceNotFound',
    ]);
    expect(error({ Action: 'Unheard' })).toEqual([400, 'Sender', 'InvalidAction']);
    expect(error({ ...alarm, [`Dimensions${'.x'.repeat(40)}`]: '1' })).toEqual([
      400,
      'Sender',
      'MalformedQueryString',
    ]);
  });

  it('is not what another API or another version speaks', () => {
    const { send } = speaker();
    expect(send({ Action: 'DescribeAlarms', Version: '2012-11-05' })).toBeUndefined();
    expect(send({ Action: 'DescribeAlarms' }, 'PUT')).toBeUndefined();
  });
});
