import { expect, it } from 'vitest';
import { disconnectAlarm, minute, second, stand } from './stand.ts';

const alarms = 5_000;
const nameOf = (index: number): string => `WorkSpace_Disconnected_id_ws-${index}`;

function fleet(period: number) {
  const standing = stand();
  for (let index = 0; index < alarms; index += 1) {
    const Dimensions = [{ Name: 'WorkspaceId', Value: `ws-${index}` }];
    standing.call(
      'PutMetricAlarm',
      disconnectAlarm({ AlarmName: nameOf(index), Dimensions, Period: period }),
    );
  }
  // Their first evaluation.
  standing.clock.advance(minute);
  return standing;
}

/** Wall time of `run`, ms. */
function took(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

it('5,000 quiet alarms cost nothing', () => {
  const { clock, cloudWatch } = fleet(10);
  const before = cloudWatch.evaluations();
  const spent = took(() => clock.advance(60 * minute));
  console.log(`5,000 quiet alarms: ${spent.toFixed(2)} ms for an hour`);
  expect(cloudWatch.evaluations() - before).toBe(0);
});

it('5,000 alarms with data are evaluated in a small part of a second', () => {
  const { clock, cloudWatch, disconnect, events } = fleet(10);
  const puts = took(() => {
    for (let index = 0; index < 10_000; index += 1)
      disconnect(clock.now(), `ws-${index % alarms}`, index < alarms ? 1 : 0);
  });
  const before = cloudWatch.evaluations();
  const seconds = 40;
  const spent = took(() => clock.advance(seconds * second));
  const evaluated = cloudWatch.evaluations() - before;
  console.log(
    `5,000 alarms of 10 s: 10,000 puts ${puts.toFixed(1)} ms; ${evaluated} evaluations in ${spent.toFixed(1)} ms, ` +
      `that is ${(spent / seconds).toFixed(2)} ms a second`,
  );
  expect(evaluated).toBe(4 * alarms);
  // All went to OK first, then to ALARM, and after three periods back.
  expect(events).toHaveLength(3 * alarms);
  expect(puts).toBeLessThan(1_000);
  expect(spent / seconds).toBeLessThan(50);
});

it('a whole day of data every five minutes stays bounded and quick', () => {
  const { clock, call, disconnect } = stand();
  call('PutMetricAlarm', disconnectAlarm());
  const spent = took(() => {
    for (let round = 0; round < 3 * 288; round += 1) {
      disconnect(clock.now(), 'ws-1', 0);
      clock.advance(5 * minute);
    }
  });
  console.log(`three days of one alarm: ${spent.toFixed(1)} ms`);
  const { Datapoints } = Object(
    call('GetMetricStatistics', {
      Namespace: 'AWS/WorkSpaces',
      MetricName: 'SessionDisconnect',
      Dimensions: [{ Name: 'WorkspaceId', Value: 'ws-1' }],
      StartTime: (clock.now() - 3 * 86_400_000) / 1_000,
      EndTime: clock.now() / 1_000,
      Period: 300,
      Statistics: ['SampleCount'],
    }),
  );
  // A day is kept, and what came since the last hourly sweep.
  expect(Datapoints.length).toBeGreaterThanOrEqual(288);
  expect(Datapoints.length).toBeLessThanOrEqual(288 + 13);
});
