import { UnreadableEvent } from '@cleandesk/bus';
import { expect, test } from 'vitest';
import { hears } from '../src/hears.ts';
import { idOf } from './fakes/world.ts';

const at = (time: string) => Date.parse(`2026-08-01T${time}Z`);
const crossed = (when: string) =>
  `Threshold Crossed: 1 out of the last 1 datapoints was greater than or equal to the threshold (1.0). The most recent datapoint which crossed the threshold: [1.0 (${when})] (minimum 1 datapoint for OK -> ALARM transition).`;

type Change = {
  value?: string;
  reason?: string;
  timestamp?: string;
  attributes?: object;
  metrics?: object[];
};
const contributor = (change: Change = {}) => {
  const { value = 'ALARM', reason = crossed('01/08/26 10:02:00'), attributes } = change;
  const { timestamp = '2026-08-01T10:07:30.125+0000', metrics = [{ id: 'left', period: 300 }] } = change;
  return hears.watch.read({
    id: 'e-1',
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm Contributor State Change',
    time: '2026-08-01T10:08:00Z',
    detail: {
      alarmName: 'WorkSpace_Disconnected_fleet_desk_all',
      alarmContributor: { id: '6d442278dba546f6', attributes: attributes ?? { WorkspaceId: idOf(1) } },
      state: { value, reason, timestamp },
      configuration: { metrics },
    },
  });
};
const interval = (change: Change) => {
  const heard = contributor(change);
  return heard.type === 'Left' ? [heard.interval.start, heard.interval.end] : heard.type;
};

test('a desktop that came into ALARM in a shard was left in the datapoint that the sentence names', () => {
  expect(contributor()).toEqual({
    type: 'Left',
    workspaceId: idOf(1),
    interval: { start: at('10:02:00'), end: at('10:07:30.125') },
    alarmName: 'WorkSpace_Disconnected_fleet_desk_all',
    correlationId: 'e-1',
  });
});
test('one that had to wait for a place rings later, and was not left later than a value stands for', () => {
  expect(interval({ timestamp: '2026-08-01T10:15:00.000+0000' })).toEqual([at('10:02:00'), at('10:12:00')]);
});
test.each([
  ['no sentence is known', { reason: 'Somebody left' }],
  [
    'the sentence names a time that the query does not look back on',
    { reason: crossed('08/01/26 10:02:00') },
  ],
  ['the sentence names a time after the alarm', { reason: crossed('01/08/26 10:08:00') }],
  [
    'the datapoint is one that did not cross',
    { reason: crossed('01/08/26 10:02:00').replace('which crossed', 'which not crossed') },
  ],
])('where %s, it is the two periods before the alarm', (_, change) => {
  expect(interval(change)).toEqual([at('09:57:30.125'), at('10:07:30.125')]);
});
test('without a period, and without a time, there is one all the same', () => {
  expect(interval({ metrics: [], timestamp: 'soon' })).toEqual([at('09:58:00'), at('10:08:00')]);
});
test('one that went back, and the metrics of directories, are nobody who left', () => {
  expect(contributor({ value: 'OK' })).toEqual({ type: 'Nothing', correlationId: 'e-1' });
  expect(contributor({ attributes: { WorkspaceId: 'Other' } })).toEqual({
    type: 'Nothing',
    correlationId: 'e-1',
  });
});
test('a contributor that is no desktop is unreadable', () => {
  expect(() => contributor({ attributes: { WorkspaceId: 'desk 7' } })).toThrow(UnreadableEvent);
  expect(() => contributor({ attributes: { TableName: idOf(1) } })).toThrow(UnreadableEvent);
});
