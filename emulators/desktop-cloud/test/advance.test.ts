import { expect, it } from 'vitest';
import { DesktopCloud } from '../src/index.ts';
import { minute, stand } from './workspaces/stand.ts';

it('A cloud with a virtual clock is advanced: desktops, timers and alarms, in order', async () => {
  const told: string[] = [];
  const { call, cloud, clock, control, one } = stand({
    events: {
      emit: ({ detailType }) => void told.push(detailType),
    },
    invoker: {
      putEvent: () => Promise.resolve(),
      invokeFunction: () => Promise.resolve(),
      sendMessage: async () => {
        await Promise.resolve();
        told.push('timer');
      },
    },
  });
  const id = await one('ada.berg');
  const api = (name: string) => {
    const found = [...cloud.apis.values()].find((each) => each.name === name);
    if (found === undefined) throw new Error(`${name} is not there`);
    return found;
  };
  const at = new Date(clock.now() + 12 * minute).toISOString().slice(0, 19);
  const Target = {
    Arn: 'arn:aws:sqs:us-east-1:000000000000:timers',
    RoleArn: 'arn:aws:iam::000000000000:role/a',
    Input: '{}',
  };
  await cloud.call(api('Scheduler'), 'CreateSchedule', () => ({
    Name: 'later',
    ScheduleExpression: `at(${at})`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target,
  }));
  await cloud.call(api('CloudWatch'), 'PutMetricAlarm', () => ({
    AlarmName: 'left',
    Namespace: 'AWS/WorkSpaces',
    MetricName: 'SessionDisconnect',
    Dimensions: [{ Name: 'WorkspaceId', Value: id }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  }));
  await cloud.advance(2 * minute);
  told.length = 0;
  control.session({ workspaceId: id, action: 'connect' });
  control.session({ workspaceId: id, action: 'disconnect' });
  await call('RebootWorkspaces', { RebootWorkspaceRequests: [{ WorkspaceId: id }] });
  const before = clock.now();
  await cloud.advance(20 * minute);
  expect(clock.now()).toBe(before + 20 * minute);
  expect(told.slice(0, 2)).toEqual(['WorkSpaces Access', 'AWS API Call via CloudTrail']);
  const alarm = told.indexOf('CloudWatch Alarm State Change');
  expect(alarm).toBeGreaterThan(1);
  expect(told.indexOf('timer')).toBeGreaterThan(1);
});

it('Nobody advances the clock of the wall', async () => {
  const cloud = new DesktopCloud();
  await expect(cloud.advance(1)).rejects.toThrow('VirtualClock');
  cloud.close();
});
