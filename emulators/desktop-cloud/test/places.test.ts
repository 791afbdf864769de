import { describe, expect, it } from 'vitest';
import { AwsFault } from '../src/kernel.ts';
import { mostPlaces } from '../src/places.ts';
import { bundleId, directoryId, first, idsOf, minute, refusal, stand } from './workspaces/stand.ts';

const here = { accountId: '111111111111', region: 'us-east-1' };
const mark = 'only-here';

type Stand = ReturnType<typeof stand>;
type Place = typeof here;

async function call({ cloud }: Stand, operation: string, input: object, place: Place): Promise<unknown> {
  const api = [...cloud.apis.values()].find(({ operations }) => operations.has(operation));
  if (api === undefined) throw new Error(`nobody does ${operation}`);
  return await cloud.call(api, operation, () => input, place);
}

/** Something of every family that WorkSpaces and the others keep. */
async function settled(one: Stand): Promise<string> {
  const make = (operation: string, input: object) => call(one, operation, input, here);
  const desktop = { DirectoryId: directoryId, BundleId: bundleId, UserName: 'ada.berg' };
  const created = await one.call(
    'CreateWorkspaces',
    { Workspaces: [{ ...desktop, Tags: [{ Key: mark, Value: mark }] }] },
    here,
  );
  const id = first(idsOf(created.PendingRequests));
  one.clock.advance(45 * minute);
  await make('CreateWorkspaceImage', { Name: mark, Description: mark, WorkspaceId: id });
  await make('CreateWorkspaceBundle', {
    BundleName: mark,
    BundleDescription: mark,
    ImageId: 'wsi-power0001',
    ComputeType: { Name: 'POWER' },
    UserStorage: { Capacity: '100' },
  });
  await make('CreateIpGroup', { GroupName: mark });
  await make('CreateConnectionAlias', { ConnectionString: `${mark}.example.com` });
  await make('CreateAccountLinkInvitation', { TargetAccountId: '222222222222' });
  await make('ModifyAccount', {
    DedicatedTenancySupport: 'ENABLED',
    DedicatedTenancyManagementCidrRange: '10.0.0.0/16',
  });
  await make('CreateTags', { ResourceId: 'd-9067000002', Tags: [{ Key: mark, Value: mark }] });
  await make('ModifySelfservicePermissions', {
    ResourceId: 'd-9067000002',
    SelfservicePermissions: { RebuildWorkspace: 'ENABLED' },
  });
  await make('PutMetricAlarm', {
    AlarmName: mark,
    Namespace: mark,
    MetricName: mark,
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  const Timestamp = new Date(one.clock.now());
  await make('PutMetricData', { Namespace: mark, MetricData: [{ MetricName: mark, Value: 1, Timestamp }] });
  await make('CreateScheduleGroup', { Name: mark });
  await make('CreateSchedule', {
    Name: mark,
    ScheduleExpression: 'at(2999-01-01T00:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: 'arn:aws:sqs:us-east-1:111111111111:q', RoleArn: 'arn:aws:iam::111111111111:role/r' },
  });
  return id;
}

/** What every call that lists something without being asked for more answers in a place. */
async function listed(one: Stand, place: Place): Promise<Record<string, string>> {
  const names = [...one.cloud.apis.values()].flatMap(({ operations }) => [...operations.keys()]);
  const answers: Record<string, string> = {};
  for (const operation of names.filter((name) => /^(Describe|List|Get)/.test(name))) {
    try {
      answers[operation] = JSON.stringify(await call(one, operation, {}, place));
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
    }
  }
  return answers;
}

describe('Accounts and Regions', () => {
  it.each([
    ['another Region', { ...here, region: 'eu-west-1' }],
    ['another account', { ...here, accountId: '333333333333' }],
  ])('%s sees nothing of what one has, in any family', async (_, elsewhere) => {
    const used = stand();
    const unused = stand();
    const id = await settled(used);
    unused.clock.advance(45 * minute);
    expect(await listed(used, elsewhere)).toEqual(await listed(unused, elsewhere));
    for (const operation of ['DescribeTags', 'DescribeWorkspaceSnapshots']) {
      const asked = operation === 'DescribeTags' ? { ResourceId: id } : { WorkspaceId: id };
      expect((await refusal(call(used, operation, asked, elsewhere))).code).toBe('ResourceNotFoundException');
    }
  });

  it('the one itself sees it: the sentence above would else be empty', async () => {
    const used = stand();
    const unused = stand();
    await settled(used);
    unused.clock.advance(45 * minute);
    const without = await listed(unused, here);
    const answers = Object.entries(await listed(used, here));
    const differing = answers.filter(([operation, answer]) => answer !== without[operation]);
    expect(differing.map(([operation]) => operation).sort()).toEqual([
      'DescribeAccountModifications',
      'DescribeAlarmHistory',
      'DescribeAlarms',
      'DescribeConnectionAliases',
      'DescribeIpGroups',
      'DescribeWorkspaceBundles',
      'DescribeWorkspaceDirectories',
      'DescribeWorkspaceImages',
      'DescribeWorkspaces',
      'DescribeWorkspacesConnectionStatus',
      'GetResources',
      'GetTagKeys',
      'ListAccountLinks',
      'ListMetrics',
      'ListScheduleGroups',
      'ListSchedules',
    ]);
  });

  it('are bounded: whoever makes up accounts is refused one more, and those who were there are not', async () => {
    const one = stand();
    const account = (n: number): Place => ({ ...here, accountId: String(100_000_000_000 + n) });
    for (let n = 0; n < mostPlaces; n++) await call(one, 'DescribeIpGroups', {}, account(n));
    const tooMany = await refusal(call(one, 'DescribeIpGroups', {}, account(mostPlaces)));
    expect([tooMany.code, tooMany.status]).toEqual(['LimitExceededException', 400]);
    expect(tooMany.message).toContain(`at most ${mostPlaces} accounts and Regions`);
    for (const operation of ['ListMetrics', 'ListSchedules', 'GetTagKeys']) {
      expect((await refusal(call(one, operation, {}, account(mostPlaces)))).code).toBe(
        'LimitExceededException',
      );
    }
    expect(() => one.control.directory(directoryId, { state: 'REGISTERED', region: 'eu-west-1' })).toThrow(
      /at most/,
    );
    expect(await call(one, 'DescribeIpGroups', {}, account(0))).toEqual({ Result: [] });
    one.control.reset({});
    expect(await call(one, 'DescribeIpGroups', {}, account(mostPlaces))).toEqual({ Result: [] });
  });
});
