import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudWatchClient,
  DescribeAlarmContributorsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  LimitExceededFault,
  PutMetricAlarmCommand,
  paginateDescribeAlarmHistory,
} from '@aws-sdk/client-cloudwatch';
import { beforeAll, describe, expect, it } from 'vitest';
import { boto3Python } from '../../scripts/boto3.ts';
import { fastClock } from '../server/fast-clock.ts';
import { eventually, running } from '../server/running.ts';
import { directoryId } from '../workspaces/stand.ts';

const run = promisify(execFile);
// A query is evaluated once a minute: that is a second here.
const { server, client, control } = running({ clock: fastClock(60), speed: 5 });

let python = '';
beforeAll(async () => {
  python = await boto3Python();
}, 180_000);

describe('a fleet alarm', () => {
  it.each(['json', 'smithy-rpc-v2-cbor', 'query'])(
    'with boto3 in %s',
    async (protocol) => {
      const script = join(import.meta.dirname, 'fleet_alarm.py');
      const { stdout } = await run(python, [script, server().url, protocol]);
      expect(stdout.trim()).toBe('ok');
    },
    60_000,
  );

  it('with the JS SDK, on desktops whose users leave', async () => {
    const cloudWatch = new CloudWatchClient(client());
    const api = server().cloud.apis.get('WorkspacesService');
    if (api === undefined) throw new Error('WorkSpaces is not there');
    const Workspaces = ['ada.berg', 'ben.berg'].map((UserName) => ({
      DirectoryId: directoryId,
      UserName,
      BundleId: 'wsb-standard1',
    }));
    const made = await server().cloud.call(api, 'CreateWorkspaces', () => ({ Workspaces }));
    const [first, second] = Object(made).PendingRequests.map(
      (one: { WorkspaceId: string }) => one.WorkspaceId,
    );
    const fleet = (AlarmName: string) =>
      new PutMetricAlarmCommand({
        AlarmName,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        Metrics: [
          {
            Id: 'q',
            Expression:
              'SELECT SUM(SessionDisconnect) FROM SCHEMA("AWS/WorkSpaces", WorkspaceId) GROUP BY WorkspaceId ORDER BY SUM() DESC',
            Period: 60,
          },
        ],
      });
    await cloudWatch.send(fleet('fleet'));
    for (const workspaceId of [first, second]) {
      expect(await control('sessions', { workspaceId, action: 'fail' })).toMatchObject({ status: 200 });
    }
    const contributors = await eventually(async () => {
      const { AlarmContributors = [] } = await cloudWatch.send(
        new DescribeAlarmContributorsCommand({ AlarmName: 'fleet' }),
      );
      return AlarmContributors.length === 2 ? AlarmContributors : undefined;
    });
    expect(new Set(contributors.map((one) => one.ContributorAttributes?.WorkspaceId))).toEqual(
      new Set([first, second]),
    );
    expect(contributors[0]?.StateTransitionedTimestamp).toBeInstanceOf(Date);
    const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: ['fleet'] }));
    expect(MetricAlarms).toMatchObject([
      { StateValue: 'ALARM', StateReason: '2 out of 2 time series evaluated to ALARM' },
    ]);
    const items = [];
    const pages = paginateDescribeAlarmHistory({ client: cloudWatch, pageSize: 1 }, { AlarmName: 'fleet' });
    for await (const page of pages) items.push(...(page.AlarmHistoryItems ?? []));
    expect(items.at(-1)).toMatchObject({ HistoryItemType: 'ConfigurationUpdate', AlarmType: 'MetricAlarm' });
    const { AlarmHistoryItems } = await cloudWatch.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: 'fleet',
        AlarmContributorId: contributors[0]?.ContributorId,
      }),
    );
    expect(AlarmHistoryItems).toMatchObject([{ HistoryItemType: 'AlarmContributorStateUpdate' }]);
    const now = server().cloud.clock.now();
    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 3_600_000),
        EndTime: new Date(now + 60_000),
        MetricDataQueries: [
          {
            Id: 'all',
            Expression: 'SELECT SUM(SessionDisconnect) FROM SCHEMA("AWS/WorkSpaces", DirectoryId)',
            Period: 3_600,
          },
        ],
      }),
    );
    expect(MetricDataResults?.[0]?.Values?.reduce((sum, value) => sum + value, 0)).toBe(2);
    for (let index = 1; index < 200; index += 1) await cloudWatch.send(fleet(`fleet-${index}`));
    await expect(cloudWatch.send(fleet('one-more'))).rejects.toBeInstanceOf(LimitExceededFault);
    cloudWatch.destroy();
  }, 60_000);
});
