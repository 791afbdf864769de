import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/seed.ts';
import { directoryId, minute, people, type Stand, stand } from './stand.ts';

const hour = 60 * minute;

/** What CloudWatch answers of a metric of AWS/WorkSpaces: `[minutes ago, value]`, oldest first. */
function reader({ cloud, clock }: Stand) {
  const api = cloud.apis.get('GraniteServiceVersion20100801');
  if (api === undefined) throw new Error('CloudWatch is not there');
  const call = async (operation: string, input: object): Promise<Record<string, unknown>> =>
    Object(await cloud.call(api, operation, () => input));
  const read = async (
    MetricName: string,
    dimension: Record<string, string>,
    more: { Stat?: string; Period?: number; hours?: number } = {},
  ): Promise<[number, number][]> => {
    const { Stat = 'Sum', Period = 300, hours = 1 } = more;
    const Dimensions = Object.entries(dimension).map(([Name, Value]) => ({ Name, Value }));
    const Metric = { Namespace: 'AWS/WorkSpaces', MetricName, Dimensions };
    const answer = await call('GetMetricData', {
      StartTime: (clock.now() - hours * hour) / 1_000,
      EndTime: clock.now() / 1_000,
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period, Stat } }],
      ScanBy: 'TimestampAscending',
    });
    const [{ Timestamps, Values }] = Object(answer).MetricDataResults;
    return Timestamps.map((at: Date, index: number) => [
      (clock.now() - at.getTime()) / minute,
      Values[index],
    ]);
  };
  return { call, read };
}

describe('metrics of AWS/WorkSpaces', () => {
  it('tell how a desktop was, without a value that was put', async () => {
    const standing = stand();
    const { clock, one, control, metrics } = standing;
    const { call, read } = reader(standing);
    const id = await one('ada.berg');
    clock.advanceTo(Math.ceil(clock.now() / hour) * hour);
    metrics.length = 0;
    clock.advance(20 * minute);
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(15 * minute);
    control.session({ workspaceId: id, action: 'disconnect' });
    control.desktop(id, { state: 'UNHEALTHY' });
    clock.advance(10 * minute);
    expect(metrics.filter(({ dimensions }) => 'WorkspaceId' in dimensions).map(({ name }) => name)).toEqual([
      'ConnectionAttempt',
      'ConnectionSuccess',
      'SessionDisconnect',
    ]);
    const desktop = { WorkspaceId: id };
    expect((await read('UserConnected', desktop)).slice(-6)).toEqual([
      [30, 0],
      [25, 1],
      [20, 1],
      [15, 1],
      [10, 0],
      [5, 0],
    ]);
    expect((await read('Unhealthy', desktop)).slice(-3)).toEqual([
      [15, 0],
      [10, 1],
      [5, 1],
    ]);
    expect((await read('Available', desktop, { Stat: 'Minimum', Period: 900 })).at(-1)).toEqual([15, 0]);
    expect(await read('SessionLaunchTime', desktop, { Stat: 'SampleCount' })).toEqual([[25, 1]]);
    expect(await read('InSessionLatency', desktop, { Stat: 'SampleCount', Period: 3_600 })).toEqual([
      [45, 3],
    ]);
    const Metric = { Namespace: 'AWS/WorkSpaces', MetricName: 'UserConnected' };
    const asked = { ...Metric, Dimensions: [{ Name: 'WorkspaceId', Value: id }], Statistics: ['Maximum'] };
    const range = { StartTime: clock.now() / 1_000 - 3_600, EndTime: clock.now() / 1_000, Period: 3_600 };
    expect((await call('GetMetricStatistics', { ...asked, ...range })).Datapoints).toMatchObject([
      { Maximum: 1, Unit: 'Count' },
    ]);
    expect((await call('GetMetricStatistics', { ...asked, ...range, Unit: 'Percent' })).Datapoints).toEqual(
      [],
    );
    expect(await read('UserConnected', { WorkspaceId: 'ws-000000000' })).toEqual([]);
    expect(await read('UserConnected', { WorkspaceId: id, DirectoryId: directoryId })).toEqual([]);
  });

  it('add up over a directory, also what is gone since', async () => {
    const standing = stand();
    const { clock, control, call } = standing;
    const { read } = reader(standing);
    const ids = await standing.standing(['ada.berg', 'ben.berg', 'cleo.berg']);
    for (const workspaceId of ids.slice(0, 2)) control.session({ workspaceId, action: 'connect' });
    clock.advanceTo(Math.ceil(clock.now() / hour) * hour);
    const directory = { DirectoryId: directoryId };
    const before = await read('UserConnected', directory);
    expect(before.at(-1)).toEqual([5, 2]);
    const [gone] = ids;
    const terminate = (WorkspaceId: string | undefined) =>
      call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId }] });
    await terminate(gone);
    // It is shown as TERMINATED, and counts once.
    clock.advance(5 * minute + 10_000);
    const meanwhile = await read('UserConnected', directory);
    expect(meanwhile.slice(0, before.length).map(([, value]) => value)).toEqual(
      before.map(([, value]) => value),
    );
    clock.advanceTo(Math.ceil(clock.now() / hour) * hour);
    const after = await read('UserConnected', directory, { hours: 2 });
    expect(after.slice(0, before.length).map(([, value]) => value)).toEqual(before.map(([, value]) => value));
    expect(after.at(-1)).toEqual([5, 1]);
    expect(await read('UserConnected', { WorkspaceId: gone ?? '' }, { hours: 2 })).toHaveLength(
      before.length,
    );
    clock.advance(26 * hour);
    expect(await read('UserConnected', { WorkspaceId: gone ?? '' }, { hours: 48 })).toEqual([]);
    await terminate(ids[2]);
    clock.advance(hour);
    const { sessions } = standing.cloud.branch({ accountId: '000000000000', region: 'us-east-1' });
    expect([...sessions.gone.keys()]).toEqual([ids[2]]);
  });

  it('outlive a restart, unlike values that were put', async () => {
    const stateDirectory = mkdtempSync(join(tmpdir(), 'gauges-'));
    const before = stand({ stateDirectory });
    const { clock } = before;
    const id = await before.one('ada.berg');
    clock.advanceTo(Math.ceil(clock.now() / hour) * hour);
    before.control.session({ workspaceId: id, action: 'connect' });
    clock.advance(20 * minute);
    before.control.session({ workspaceId: id, action: 'disconnect' });
    clock.advance(10 * minute);
    const told = await reader(before).read('UserConnected', { WorkspaceId: id });
    expect(told.filter(([, value]) => value === 1)).toHaveLength(4);
    before.cloud.close();
    const after = { ...stand({ stateDirectory, clock }), clock };
    expect(await reader(after).read('UserConnected', { WorkspaceId: id })).toEqual(told);
    expect(await reader(after).read('ConnectionAttempt', { WorkspaceId: id })).toEqual([]);
    after.cloud.close();
    rmSync(stateDirectory, { recursive: true });
  });

  it('forget visits that nobody can ask for any more', async () => {
    const { clock, control, one, cloud } = stand();
    const id = await one('ada.berg');
    for (let day = 0; day < 5; day += 1) {
      control.session({ workspaceId: id, action: 'connect' });
      clock.advance(hour);
      control.session({ workspaceId: id, action: 'disconnect' });
      clock.advance(23 * hour);
    }
    const { fleet } = cloud.branch({ accountId: '000000000000', region: 'us-east-1' });
    expect(fleet.get(id)?.visits).toHaveLength(2);
  });

  it('are listed by name and dimension', async () => {
    const standing = stand();
    const { call } = reader(standing);
    const id = await standing.one('ada.berg');
    const listed = async (more: object): Promise<unknown> => {
      const { Metrics } = await call('ListMetrics', { Namespace: 'AWS/WorkSpaces', ...more });
      return Object(Metrics).map(
        (metric: { MetricName: string; Dimensions: { Name: string; Value: string }[] }) =>
          `${metric.MetricName} ${metric.Dimensions[0]?.Name}=${metric.Dimensions[0]?.Value}`,
      );
    };
    expect(await listed({ MetricName: 'UserConnected' })).toEqual([
      `UserConnected DirectoryId=${directoryId}`,
      `UserConnected WorkspaceId=${id}`,
    ]);
    expect(await listed({ Dimensions: [{ Name: 'WorkspaceId', Value: id }] })).toHaveLength(7);
    expect(await listed({ Dimensions: [{ Name: 'WorkspaceId', Value: 'ws-000000000' }] })).toEqual([]);
    expect(await listed({ Namespace: 'AWS/EC2' })).toEqual([]);
  });

  it('wake alarms, which are looked at every minute as long as they stand', async () => {
    const standing = stand();
    const { clock, control, events, one, cloud } = standing;
    const { call } = reader(standing);
    const id = await one('ada.berg');
    await call('PutMetricAlarm', {
      AlarmName: 'somebody',
      Namespace: 'AWS/WorkSpaces',
      MetricName: 'UserConnected',
      Dimensions: [{ Name: 'WorkspaceId', Value: id }],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    clock.advance(30 * minute);
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(30 * minute);
    control.session({ workspaceId: id, action: 'disconnect' });
    clock.advance(30 * minute);
    expect(
      events
        .filter(({ detailType }) => detailType === 'CloudWatch Alarm State Change')
        .map(({ detail }) => Object(detail).state.value),
    ).toEqual(['OK', 'ALARM', 'OK']);
    expect(cloud.cloudwatch.evaluations()).toBeGreaterThan(80);
  });

  it('have zeros of SessionDisconnect when a setting says so, and an alarm is then back in OK sooner', async () => {
    const standing = stand();
    const { clock, control, one, events } = standing;
    const { call, read } = reader(standing);
    const id = await one('ada.berg');
    const desktop = { WorkspaceId: id };
    expect(await read('SessionDisconnect', desktop)).toEqual([]);
    await call('PutMetricAlarm', {
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
    });
    clock.advance(20 * minute);
    const states = (): [number, string][] =>
      events
        .filter(({ detailType }) => detailType === 'CloudWatch Alarm State Change')
        .map(({ time, detail }) => [time, Object(detail).state.value]);
    const inAlarm = (): number => {
      events.length = 0;
      control.session({ workspaceId: id, action: 'connect' });
      clock.advance(minute);
      control.session({ workspaceId: id, action: 'disconnect' });
      clock.advance(40 * minute);
      const [[began] = [0], [ended] = [0]] = states();
      return (ended - began) / minute;
    };
    expect(inAlarm()).toBe(10);
    control.settings({ sessionDisconnectZeros: true });
    clock.advance(20 * minute);
    expect(inAlarm()).toBe(5);
    clock.advanceTo(Math.ceil(clock.now() / hour) * hour);
    const values = await read('SessionDisconnect', desktop, { hours: 2 });
    expect(values.filter(([, value]) => value === 1)).toHaveLength(2);
    expect(values.filter(([, value]) => value === 0).length).toBeGreaterThan(8);
  });

  it('cost nothing while nobody asks, and little when somebody does', async () => {
    const standing = stand({ seed: defaultSeed(2_050) });
    const { clock, cloud } = standing;
    await standing.standing(people(2_000));
    const { read } = reader(standing);
    const idle = performance.now();
    clock.advance(24 * hour);
    const passed = performance.now() - idle;
    const asked = performance.now();
    expect((await read('UserConnected', { DirectoryId: directoryId }, { hours: 24 })).length).toBe(288);
    const took = performance.now() - asked;
    console.log(
      `2,000 desktops: a quiet day ${passed.toFixed(0)} ms; a day of UserConnected of their directory ${took.toFixed(0)} ms`,
    );
    expect(cloud.cloudwatch.evaluations()).toBe(0);
    expect(took).toBeLessThan(500);
  });
});
