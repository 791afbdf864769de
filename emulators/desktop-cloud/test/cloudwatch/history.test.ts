import { describe, expect, it } from 'vitest';
import { disconnectAlarm, fleetAlarm, minute, refusal, stand, start } from './stand.ts';

const day = 86_400_000;
const name = 'WorkSpace_Disconnected_id_ws-1';

function asked() {
  const standing = stand();
  const history = (input: Record<string, unknown> = {}): Record<string, unknown>[] =>
    Object(standing.call('DescribeAlarmHistory', input)).AlarmHistoryItems;
  return { ...standing, history };
}

describe('the history of an alarm', () => {
  it('has its configuration, its states and its actions, newest first', async () => {
    const { call, clock, disconnect, history } = asked();
    const topic = 'arn:aws:sns:eu-central-1:000000000000:people';
    call('PutMetricAlarm', disconnectAlarm({ AlarmActions: [topic] }));
    disconnect();
    await clock.advanceAndSettle(minute);
    call('DisableAlarmActions', { AlarmNames: [name] });
    call('DeleteAlarms', { AlarmNames: [name] });
    expect(history().map(({ HistoryItemType, HistorySummary }) => [HistoryItemType, HistorySummary])).toEqual(
      [
        ['ConfigurationUpdate', `Alarm "${name}" deleted`],
        ['ConfigurationUpdate', `Alarm "${name}" updated`],
        ['Action', `Successfully executed action ${topic}`],
        ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to ALARM'],
        ['ConfigurationUpdate', `Alarm "${name}" created`],
      ],
    );
    const [created] = history({ HistoryItemType: 'ConfigurationUpdate', ScanBy: 'TimestampAscending' });
    expect(created).toMatchObject({ AlarmName: name, AlarmType: 'MetricAlarm', Timestamp: new Date(start) });
    expect(JSON.parse(String(created?.HistoryData))).toMatchObject({
      version: '1.0',
      type: 'Create',
      createdAlarm: {
        alarmName: name,
        metricName: 'SessionDisconnect',
        dimensions: [{ name: 'WorkspaceId', value: 'ws-1' }],
        evaluationPeriods: 1,
        stateValue: 'INSUFFICIENT_DATA',
        okactions: [],
      },
    });
    const [changed] = history({ HistoryItemType: 'StateUpdate' });
    expect(JSON.parse(String(changed?.HistoryData))).toMatchObject({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
      newState: { stateValue: 'ALARM', stateReasonData: { recentDatapoints: [1], period: 300 } },
    });
  });

  it('comes in pages, in either order, by name and time', () => {
    const { call, clock, history } = asked();
    for (let index = 0; index < 5; index += 1) {
      call('PutMetricAlarm', disconnectAlarm({ AlarmName: `a-${index}` }));
      clock.advance(minute);
    }
    const HistoryItemType = 'ConfigurationUpdate';
    expect(history({ HistoryItemType, AlarmName: 'a-2' })).toHaveLength(1);
    expect(history({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
    const times = { StartDate: new Date(start + minute), EndDate: new Date(start + 3 * minute) };
    expect(history({ HistoryItemType, ...times })).toHaveLength(3);
    for (const ScanBy of ['TimestampAscending', 'TimestampDescending']) {
      const names: unknown[] = [];
      let NextToken: string | undefined;
      do {
        const page = Object(
          call('DescribeAlarmHistory', {
            ScanBy,
            MaxRecords: 2,
            NextToken,
            HistoryItemType,
          }),
        );
        names.push(...page.AlarmHistoryItems.map((item: { AlarmName: string }) => item.AlarmName));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      const ordered = ['a-0', 'a-1', 'a-2', 'a-3', 'a-4'];
      expect(names).toEqual(ScanBy === 'TimestampAscending' ? ordered : ordered.reverse());
    }
    expect(refusal(() => call('DescribeAlarmHistory', { NextToken: 'x' })).code).toBe('InvalidNextToken');
    expect(refusal(() => call('DescribeAlarmHistory', { MaxRecords: 101 })).code).toBe('ValidationError');
  });

  it('ends its data where AWS ends them', () => {
    const { call, history } = asked();
    const OKActions = Array.from({ length: 5 }, (_, index) => `arn:aws:sns:a:1:${index}${'x'.repeat(1_000)}`);
    call('PutMetricAlarm', disconnectAlarm({ OKActions }));
    expect(String(history()[0]?.HistoryData)).toHaveLength(4_095);
  });

  it('is kept for two weeks, also of an alarm that is gone', () => {
    const { call, clock, history } = asked();
    call('PutMetricAlarm', disconnectAlarm());
    call('DeleteAlarms', { AlarmNames: [name] });
    clock.advance(14 * day);
    expect(history({ AlarmName: name })).toHaveLength(2);
    clock.advance(1);
    expect(history({ AlarmName: name })).toEqual([]);
  });

  it('tells of a state that was set, and nothing of one that the alarm has', () => {
    const { call, history } = asked();
    call('PutMetricAlarm', disconnectAlarm());
    const set = (StateReason: string, StateReasonData: string) =>
      call('SetAlarmState', { AlarmName: name, StateValue: 'ALARM', StateReason, StateReasonData });
    set('first', 'no JSON');
    set('second', '{}');
    const changes = history({ HistoryItemType: 'StateUpdate' });
    expect(changes.map(({ HistoryData }) => JSON.parse(String(HistoryData)).newState)).toEqual([
      { stateValue: 'ALARM', stateReason: 'first', stateReasonData: 'no JSON' },
    ]);
  });
});

describe('the history of contributors', () => {
  const fleet = () => {
    const standing = asked();
    standing.call('PutMetricAlarm', fleetAlarm());
    standing.disconnect(start, 'ws-1');
    standing.disconnect(start, 'ws-2');
    standing.clock.advance(20 * minute);
    return standing;
  };

  it('is told to whoever asks for it', () => {
    const { history } = fleet();
    const of = (more: object) => history({ AlarmName: 'fleet', ScanBy: 'TimestampAscending', ...more });
    const told = of({ HistoryItemType: 'AlarmContributorStateUpdate' });
    expect(told.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Contributor state updated to ALARM',
      'Contributor state updated to ALARM',
      'Contributor state updated to OK',
      'Contributor state updated to OK',
    ]);
    const [first] = told;
    expect(first).toMatchObject({
      AlarmType: 'MetricAlarm',
      AlarmContributorId: expect.stringMatching(/^[0-9a-f]{16}$/),
      AlarmContributorAttributes: { WorkspaceId: 'ws-1' },
    });
    expect(JSON.parse(String(first?.HistoryData))).toEqual({
      version: '1.0',
      newState: { stateValue: 'ALARM', stateReason: expect.stringContaining('Threshold Crossed') },
    });
    expect(of({ AlarmContributorId: first?.AlarmContributorId })).toHaveLength(2);
    expect(of({ AlarmContributorId: '0123456789abcdef' })).toEqual([]);
    // Without a word of contributors: the alarm's own.
    expect(of({}).map(({ HistoryItemType }) => HistoryItemType)).toEqual([
      'ConfigurationUpdate',
      'StateUpdate',
      'StateUpdate',
    ]);
  });

  // The sentences are published answers of AWS.
  it.each([
    [{ AlarmName: undefined }, 'Alarm name must be provided to query history for alarm contributors.'],
    [
      { HistoryItemType: 'StateUpdate' },
      'StateUpdate is not supported history item type for alarm contributor.',
    ],
    [
      { AlarmTypes: ['CompositeAlarm'] },
      'Alarm contributor history cannot be requested for composite alarm type.',
    ],
  ])('is refused for %o', (more, message) => {
    const { call } = fleet();
    const input = { AlarmName: 'fleet', AlarmContributorId: '0123456789abcdef', ...more };
    expect(refusal(() => call('DescribeAlarmHistory', input))).toMatchObject({
      code: 'ValidationError',
      message,
    });
  });
});
