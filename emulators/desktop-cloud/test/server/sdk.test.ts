import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CreateWorkspacesCommand,
  DescribeTagsCommand,
  DescribeWorkspaceSnapshotsCommand,
  DescribeWorkspacesCommand,
  DescribeWorkspacesConnectionStatusCommand,
  RebuildWorkspacesCommand,
  ResourceNotFoundException,
  TerminateWorkspacesCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { describe, expect, it } from 'vitest';
import { isPlain } from '../../src/protocol/wire.ts';
import { eventually, running } from './running.ts';

const { client, control, server } = running();
const directoryId = 'd-9067000001';
const asked = (UserName: string) => ({
  DirectoryId: directoryId,
  BundleId: 'wsb-standard1',
  UserName,
  Tags: [{ Key: 'Cleandesk', Value: 'rebuild' }],
});

const available = (workspaces: WorkSpacesClient, id: string) =>
  eventually(async () => {
    const { Workspaces = [] } = await workspaces.send(new DescribeWorkspacesCommand({ WorkspaceIds: [id] }));
    return Workspaces.find((desktop) => desktop.State === 'AVAILABLE');
  });

describe('The JS SDK', () => {
  it('leads a desktop through its life', async () => {
    const workspaces = new WorkSpacesClient(client());
    const created = await workspaces.send(
      new CreateWorkspacesCommand({ Workspaces: [asked('ada.berg'), asked('nobody')] }),
    );
    expect(created.FailedRequests).toMatchObject([
      { ErrorCode: 'ResourceNotFound.User', WorkspaceRequest: { UserName: 'nobody' } },
    ]);
    const id = created.PendingRequests?.[0]?.WorkspaceId ?? '';
    const before = await available(workspaces, id);
    expect(await control('sessions', { workspaceId: id, action: 'connect' })).toMatchObject({ status: 200 });
    const status = await eventually(async () => {
      const answer = await workspaces.send(
        new DescribeWorkspacesConnectionStatusCommand({ WorkspaceIds: [id] }),
      );
      return answer.WorkspacesConnectionStatus?.find((one) => one.ConnectionState === 'CONNECTED');
    });
    expect(Math.abs(Date.now() - (status.LastKnownUserConnectionTimestamp?.getTime() ?? 0))).toBeLessThan(
      10_000,
    );
    const snapshots = await eventually(async () => {
      const { RebuildSnapshots = [] } = await workspaces.send(
        new DescribeWorkspaceSnapshotsCommand({ WorkspaceId: id }),
      );
      return RebuildSnapshots.length > 0 ? RebuildSnapshots : undefined;
    });
    expect(snapshots[0]?.SnapshotTime).toBeInstanceOf(Date);
    const rebuilt = await workspaces.send(
      new RebuildWorkspacesCommand({ RebuildWorkspaceRequests: [{ WorkspaceId: id }] }),
    );
    expect(rebuilt.FailedRequests).toEqual([]);
    const after = await available(workspaces, id);
    expect(after.IpAddress).not.toBe(before.IpAddress);
    await workspaces.send(
      new TerminateWorkspacesCommand({ TerminateWorkspaceRequests: [{ WorkspaceId: id }] }),
    );
    await eventually(async () => {
      const { Workspaces = [] } = await workspaces.send(
        new DescribeWorkspacesCommand({ WorkspaceIds: [id] }),
      );
      return Workspaces.length === 0 ? true : undefined;
    });
  });

  it('knows the errors by class', async () => {
    const workspaces = new WorkSpacesClient(client());
    const unknown = workspaces.send(new DescribeTagsCommand({ ResourceId: 'ws-000000000' }));
    await expect(unknown).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(unknown).rejects.toMatchObject({
      ResourceId: 'ws-000000000',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(workspaces.send(new DescribeWorkspacesCommand({ Limit: 26 }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('waits and tries again when it is throttled', async () => {
    await control('faults', { operation: 'DescribeTags', kind: 'throttle', times: 2 });
    const patient = new WorkSpacesClient(client({ maxAttempts: 4 }));
    const { TagList, $metadata } = await patient.send(new DescribeTagsCommand({ ResourceId: directoryId }));
    expect(TagList).toEqual([]);
    expect($metadata.attempts).toBe(3);
  });

  it('reaches alarms, schedules and tags on the same port', async () => {
    const workspaces = new WorkSpacesClient(client());
    const created = await workspaces.send(new CreateWorkspacesCommand({ Workspaces: [asked('ben.berg')] }));
    const id = created.PendingRequests?.[0]?.WorkspaceId ?? '';
    await available(workspaces, id);
    const tagging = new ResourceGroupsTaggingAPIClient(client());
    const found = await tagging.send(
      new GetResourcesCommand({
        TagFilters: [{ Key: 'Cleandesk' }],
        ResourceTypeFilters: ['workspaces:workspace'],
      }),
    );
    expect(found.ResourceTagMappingList).toContainEqual({
      ResourceARN: `arn:aws:workspaces:us-east-1:000000000000:workspace/${id}`,
      Tags: [{ Key: 'Cleandesk', Value: 'rebuild' }],
    });

    const cloudwatch = new CloudWatchClient(client());
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: `WorkSpace_Disconnected_id_${id}`,
        Namespace: 'AWS/WorkSpaces',
        MetricName: 'SessionDisconnect',
        Dimensions: [{ Name: 'WorkspaceId', Value: id }],
        Statistic: 'Sum',
        Period: 10,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
      }),
    );
    await control('sessions', { workspaceId: id, action: 'connect' });
    await control('sessions', { workspaceId: id, action: 'disconnect' });
    const alarm = await eventually(async () => {
      const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
      return MetricAlarms[0];
    });
    expect(alarm.AlarmName).toBe(`WorkSpace_Disconnected_id_${id}`);

    const scheduler = new SchedulerClient(client());
    await scheduler.send(
      new CreateScheduleCommand({
        Name: 'later',
        ScheduleExpression: 'at(2999-01-01T00:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: 'arn:aws:sqs:us-east-1:000000000000:inbox',
          RoleArn: 'arn:aws:iam::000000000000:role/timers',
        },
      }),
    );
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
    expect(Schedules.map((schedule) => schedule.Name)).toEqual(['later']);

    const { answer } = await control('state');
    if (!isPlain(answer)) throw new Error('the state is not an object');
    expect(answer.alarms).toMatchObject([{ state: 'ALARM' }]);
    expect(answer.schedules).toMatchObject([{ name: 'later' }]);
    const ledger: unknown[] = Array.isArray(answer.ledger) ? answer.ledger : [];
    expect(ledger.at(-1)).toMatchObject({ api: 'Scheduler', operation: 'ListSchedules', caller: 'AKIATEST' });
  });

  it('names a function by its application id, without what Powertools marks it with', async () => {
    const workspaces = new WorkSpacesClient({ ...client(), userAgentAppId: 'cleandesk-seats/PTEnv/' });
    await workspaces.send(new DescribeTagsCommand({ ResourceId: directoryId }));
    const { answer } = await control('state');
    if (!isPlain(answer) || !Array.isArray(answer.ledger)) throw new Error('the state has no ledger');
    expect(answer.ledger.at(-1)).toMatchObject({ operation: 'DescribeTags', caller: 'cleandesk-seats' });
  });
});

describe('A call that hangs', () => {
  it('gets no answer; the client gives up, and the server still stops', async () => {
    await control('faults', { operation: 'DescribeTags', kind: 'hangBefore' });
    const workspaces = new WorkSpacesClient(client());
    const abort = AbortSignal.timeout(300);
    const hung = workspaces.send(new DescribeTagsCommand({ ResourceId: directoryId }), {
      abortSignal: abort,
    });
    await expect(hung).rejects.toMatchObject({ name: 'AbortError' });
    const hanging = server()
      .cloud.ledger.list()
      .filter((entry) => entry.outcome === 'hung');
    expect(hanging).toMatchObject([{ operation: 'DescribeTags' }]);
  });
});
