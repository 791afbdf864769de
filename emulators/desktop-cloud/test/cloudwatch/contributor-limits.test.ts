import { describe, expect, it } from 'vitest';
import {
  alarmChange,
  fleetAlarm,
  fleetQuery,
  minute,
  ofKind,
  refusal,
  stand,
  start,
  toldOf,
} from './stand.ts';

describe('limits of a fleet alarm', () => {
  it('at most a hundred desktops are in ALARM: the next one comes when a place is free', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm());
    for (let index = 0; index < 105; index += 1) disconnect(start, `ws-${index}`);
    clock.advance(minute);
    expect(toldOf(events)).toHaveLength(100);
    expect(call('DescribeAlarms', {})).toMatchObject({
      MetricAlarms: [{ StateReason: '100+ time series evaluated to ALARM' }],
    });
    // The first hundred keep their places until the values of all have left the range.
    clock.advance(30 * minute);
    expect(toldOf(events)).toHaveLength(200);
    let NextToken: string | undefined;
    const pages: number[] = [];
    disconnect(clock.now(), 'ws-1');
    for (let index = 0; index < 120; index += 1) disconnect(clock.now(), `ws-${index}`);
    clock.advance(minute);
    do {
      const page = Object(call('DescribeAlarmContributors', { AlarmName: 'fleet', NextToken }));
      pages.push(page.AlarmContributors.length);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(pages).toEqual([50, 50]);
    expect(
      refusal(() => call('DescribeAlarmContributors', { AlarmName: 'fleet', NextToken: '!' })).code,
    ).toBe('InvalidNextToken');
  });

  it('of more than 500 series the first are looked at, and the alarm says so', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm());
    for (let index = 0; index < 501; index += 1) disconnect(start, `ws-${index}`, 0);
    disconnect(start, 'ws-late', 1);
    clock.advance(minute);
    expect(toldOf(events)).toEqual([[1, 'ws-late', 'ALARM']]);
    expect(call('DescribeAlarms', {})).toMatchObject({
      MetricAlarms: [
        { EvaluationState: 'PARTIAL_DATA', StateReason: '1 out of 500 time series evaluated to ALARM' },
      ],
    });
    expect(ofKind(events, alarmChange)).toMatchObject([
      { detail: { state: { evaluationState: 'PARTIAL_DATA' } } },
    ]);
    clock.advance(30 * minute);
    expect(Object(call('DescribeAlarms', {})).MetricAlarms[0].EvaluationState).toBeUndefined();
  });

  it('and says so also while it stays in ALARM', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm());
    disconnect(start, 'ws-first', 5);
    clock.advance(minute);
    for (let index = 0; index < 501; index += 1) disconnect(start + minute, `ws-${index}`, 0);
    clock.advance(minute);
    const states = ofKind(events, alarmChange).map(({ detail }) => Object(detail).state);
    expect(states.map(({ value, evaluationState }) => [value, evaluationState])).toEqual([
      ['ALARM', undefined],
      ['ALARM', 'PARTIAL_DATA'],
    ]);
  });

  it('of more than 10,000 metrics the first are looked at', () => {
    const { call, clock, disconnect } = stand();
    const Expression = 'SELECT COUNT(SessionDisconnect) FROM "AWS/WorkSpaces"';
    call('PutMetricAlarm', fleetAlarm({ Metrics: [{ Id: 'q', Expression, Period: 300 }] }));
    for (let index = 0; index < 10_001; index += 1) disconnect(start, `ws-${index}`);
    clock.advance(minute);
    const [alarm] = Object(call('DescribeAlarms', {})).MetricAlarms;
    expect(alarm.EvaluationState).toBe('PARTIAL_DATA');
    expect(alarm.StateReason).toContain('[10000.0 ');
    // There are less again.
    clock.advance(30 * minute);
    expect(Object(call('DescribeAlarms', {})).MetricAlarms[0].EvaluationState).toBeUndefined();
  });

  it('no more than the last three hours count', () => {
    const { call, clock, disconnect, events } = stand();
    call('PutMetricAlarm', fleetAlarm({ EvaluationPeriods: 36 }));
    disconnect(start, 'ws-1');
    clock.advance(300 * minute);
    expect(toldOf(events)).toEqual([
      [1, 'ws-1', 'ALARM'],
      [181, 'ws-1', 'OK'],
    ]);
  });

  it('LIMIT takes a place away, and that is an OK', () => {
    const { call, clock, disconnect, events } = stand();
    const Metrics = [{ Id: 'q', Expression: `${fleetQuery} LIMIT 1`, Period: 300 }];
    call('PutMetricAlarm', fleetAlarm({ Metrics }));
    disconnect(start, 'ws-1', 1);
    clock.advance(minute);
    disconnect(start + minute, 'ws-2', 2);
    clock.advance(minute);
    expect(toldOf(events)).toEqual([
      [1, 'ws-1', 'ALARM'],
      [2, 'ws-2', 'ALARM'],
      [2, 'ws-1', 'OK'],
    ]);
  });
});
