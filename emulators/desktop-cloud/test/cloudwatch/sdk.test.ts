import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  paginateDescribeAlarms,
  paginateListMetrics,
  ResourceNotFound,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { running } from '../server/running.ts';

const { client, server } = running({ port: 0 });
let cloudWatch: CloudWatchClient;
beforeAll(() => {
  cloudWatch = new CloudWatchClient({ ...client(), requestMinCompressionSizeBytes: 1_000 });
});
afterAll(() => cloudWatch.destroy());

const metric = {
  Namespace: 'Cleandesk',
  MetricName: 'Resets',
  Dimensions: [{ Name: 'Strategy', Value: 'rebuild' }],
};
const alarm = (AlarmName: string) => ({
  AlarmName,
  ...metric,
  Statistic: 'Sum' as const,
  Period: 10,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const,
  TreatMissingData: 'notBreaching',
});

describe('the JS SDK', () => {
  it('puts data, compressed or not, and reads it back', async () => {
    const EndTime = new Date(Date.now() + 60_000);
    const range = { StartTime: new Date(Date.now() - 300_000), EndTime };
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'Cleandesk',
        MetricData: [{ ...metric, Value: 2, Unit: 'Count', Timestamp: new Date() }],
      }),
    );
    const many = Array.from({ length: 600 }, (_, index) => ({ MetricName: `Other-${index}`, Value: index }));
    await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Cleandesk', MetricData: many }));
    const names: (string | undefined)[] = [];
    for await (const page of paginateListMetrics({ client: cloudWatch }, { Namespace: 'Cleandesk' })) {
      names.push(...(page.Metrics ?? []).map(({ MetricName }) => MetricName));
    }
    expect(new Set(names).size).toBe(601);
    const { Datapoints = [] } = await cloudWatch.send(
      new GetMetricStatisticsCommand({ ...metric, ...range, Period: 60, Statistics: ['Sum', 'SampleCount'] }),
    );
    expect(Datapoints).toEqual([{ Timestamp: expect.any(Date), Sum: 2, SampleCount: 1, Unit: 'Count' }]);
    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }],
      }),
    );
    expect(MetricDataResults).toMatchObject([{ Id: 'm', Values: [2], StatusCode: 'Complete' }]);
  });

  it('sees an alarm go off on wall time', async () => {
    await cloudWatch.send(new PutMetricAlarmCommand({ ...alarm('wall'), Tags: [{ Key: 'a', Value: '1' }] }));
    await cloudWatch.send(
      new PutMetricDataCommand({ Namespace: 'Cleandesk', MetricData: [{ ...metric, Value: 5 }] }),
    );
    // It is evaluated every 10 s of wall time.
    const fired = await vi.waitFor(
      async () => {
        const { MetricAlarms = [] } = await cloudWatch.send(
          new DescribeAlarmsCommand({ StateValue: 'ALARM' }),
        );
        const found = MetricAlarms.find(({ AlarmName }) => AlarmName === 'wall');
        if (found === undefined) throw new Error('it has not gone off');
        return found;
      },
      { timeout: 15_000, interval: 100 },
    );
    expect(JSON.parse(fired.StateReasonData ?? '')).toMatchObject({
      version: '1.0',
      statistic: 'Sum',
      period: 10,
    });
    const { Tags } = await cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN: fired.AlarmArn }));
    expect(Tags).toEqual([{ Key: 'a', Value: '1' }]);
  }, 20_000);

  it('pages through alarms and deletes a hundred at once', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `paged-${String(index).padStart(3, '0')}`);
    await Promise.all(names.map((name) => cloudWatch.send(new PutMetricAlarmCommand(alarm(name)))));
    const found: (string | undefined)[] = [];
    const pages = paginateDescribeAlarms({ client: cloudWatch, pageSize: 50 }, { AlarmNamePrefix: 'paged-' });
    for await (const page of pages)
      found.push(...(page.MetricAlarms ?? []).map(({ AlarmName }) => AlarmName));
    expect(found).toEqual(names);
    await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: names.slice(0, 100) }));
    const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'paged-' }));
    expect(MetricAlarms).toHaveLength(20);
    await expect(
      cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: Array(101).fill('x') })),
    ).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('knows the errors by class', async () => {
    const set = new SetAlarmStateCommand({ AlarmName: 'nobody', StateValue: 'OK', StateReason: 'trying' });
    await expect(cloudWatch.send(set)).rejects.toBeInstanceOf(ResourceNotFound);
    const put = new PutMetricDataCommand({
      Namespace: 'AWS/EC2',
      MetricData: [{ MetricName: 'a', Value: 1 }],
    });
    await expect(cloudWatch.send(put)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

it('answers quickly while 5,000 alarms stand and 10,000 values come in', async () => {
  const { cloud } = server();
  for (let index = 0; index < 5_000; index += 1) {
    cloud.cloudwatch.api.operations.get('PutMetricAlarm')?.(
      { ...alarm(`many-${index}`), Dimensions: [{ Name: 'Strategy', Value: `s-${index}` }] },
      { accountId: '000000000000', region: 'us-east-1', caller: 'test', requestId: 'r' },
    );
  }
  const began = performance.now();
  for (let batch = 0; batch < 10; batch += 1) {
    const MetricData = Array.from({ length: 1_000 }, (_, index) => ({
      MetricName: 'Resets',
      Dimensions: [{ Name: 'Strategy', Value: `s-${(batch * 1_000 + index) % 5_000}` }],
      Value: 1,
    }));
    await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Cleandesk', MetricData }));
  }
  const put = performance.now();
  await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'many-', MaxRecords: 100 }));
  const described = performance.now();
  console.log(
    `5,000 alarms over HTTP: 10,000 values in 10 calls ${Math.round(put - began)} ms, one page of 100 alarms ${Math.round(described - put)} ms`,
  );
  expect(described - put).toBeLessThan(1_000);
}, 20_000);
