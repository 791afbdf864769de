import { catalogueInputs } from './catalogue-inputs.ts';

/** One input per operation that the API takes, to be broken in one place. */
const alarm = {
  AlarmName: 'a',
  Namespace: 'AWS/WorkSpaces',
  MetricName: 'SessionDisconnect',
  Dimensions: [{ Name: 'WorkspaceId', Value: 'ws-000000000' }],
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};
const change = [{ WorkspaceId: 'ws-000000000' }];

export const validInputs: readonly (readonly [target: string, operation: string, input: object])[] = [
  [
    'WorkspacesService',
    'CreateWorkspaces',
    {
      Workspaces: [
        {
          DirectoryId: 'd-9067000001',
          UserName: 'ada.berg',
          BundleId: 'wsb-standard1',
          VolumeEncryptionKey: 'key',
          RootVolumeEncryptionEnabled: true,
          WorkspaceProperties: {
            RunningMode: 'AUTO_STOP',
            RunningModeAutoStopTimeoutInMinutes: 60,
            Protocols: ['WSP'],
          },
          Tags: [{ Key: 'a', Value: 'b' }],
        },
      ],
    },
  ],
  ['WorkspacesService', 'DescribeWorkspaces', { WorkspaceIds: ['ws-000000000'] }],
  [
    'WorkspacesService',
    'DescribeWorkspaces',
    { DirectoryId: 'd-9067000001', UserName: 'ada.berg', Limit: 5 },
  ],
  ['WorkspacesService', 'DescribeWorkspacesConnectionStatus', { WorkspaceIds: ['ws-000000000'] }],
  ['WorkspacesService', 'TerminateWorkspaces', { TerminateWorkspaceRequests: change }],
  ['WorkspacesService', 'RebuildWorkspaces', { RebuildWorkspaceRequests: change }],
  ['WorkspacesService', 'RebootWorkspaces', { RebootWorkspaceRequests: change }],
  ['WorkspacesService', 'StartWorkspaces', { StartWorkspaceRequests: change }],
  ['WorkspacesService', 'StopWorkspaces', { StopWorkspaceRequests: change }],
  ['WorkspacesService', 'CreateTags', { ResourceId: 'd-9067000001', Tags: [{ Key: 'a', Value: 'b' }] }],
  ['WorkspacesService', 'DeleteTags', { ResourceId: 'd-9067000001', TagKeys: ['a'] }],
  ['WorkspacesService', 'DescribeWorkspaceBundles', { BundleIds: ['wsb-standard1'] }],
  [
    'WorkspacesService',
    'DescribeWorkspaceDirectories',
    { DirectoryIds: ['d-9067000001'], Filters: [{ Name: 'WORKSPACE_TYPE', Values: ['PERSONAL'] }] },
  ],
  ['GraniteServiceVersion20100801', 'PutMetricAlarm', alarm],
  [
    'GraniteServiceVersion20100801',
    'PutMetricData',
    {
      Namespace: 'n',
      MetricData: [{ MetricName: 'm', Value: 1, Timestamp: Date.now() / 1000, Dimensions: alarm.Dimensions }],
    },
  ],
  [
    'GraniteServiceVersion20100801',
    'GetMetricStatistics',
    {
      Namespace: 'n',
      MetricName: 'm',
      StartTime: 1_767_600_000,
      EndTime: 1_767_603_600,
      Period: 60,
      Statistics: ['Sum'],
    },
  ],
  [
    'GraniteServiceVersion20100801',
    'GetMetricData',
    {
      StartTime: 1_767_600_000,
      EndTime: 1_767_603_600,
      MetricDataQueries: [
        { Id: 'm1', MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'Sum' } },
      ],
    },
  ],
  ['GraniteServiceVersion20100801', 'DescribeAlarms', { AlarmNames: ['a'], StateValue: 'OK', MaxRecords: 5 }],
  [
    'GraniteServiceVersion20100801',
    'SetAlarmState',
    { AlarmName: 'a', StateValue: 'OK', StateReason: 'r', StateReasonData: '{}' },
  ],
  ['GraniteServiceVersion20100801', 'DeleteAlarms', { AlarmNames: ['a'] }],
  [
    'GraniteServiceVersion20100801',
    'PutMetricAlarm',
    {
      AlarmName: 'fleet',
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Metrics: [
        {
          Id: 'q',
          Expression:
            'SELECT SUM(SessionDisconnect) FROM SCHEMA("AWS/WorkSpaces", WorkspaceId) GROUP BY WorkspaceId ORDER BY SUM() DESC LIMIT 9',
          Period: 300,
        },
      ],
    },
  ],
  ['GraniteServiceVersion20100801', 'DescribeAlarmContributors', { AlarmName: 'fleet' }],
  [
    'GraniteServiceVersion20100801',
    'DescribeAlarmHistory',
    {
      AlarmName: 'fleet',
      HistoryItemType: 'StateUpdate',
      StartDate: 1_767_600_000,
      EndDate: 1_767_603_600,
      MaxRecords: 5,
      ScanBy: 'TimestampAscending',
    },
  ],
  [
    'ResourceGroupsTaggingAPI_20170126',
    'GetResources',
    { TagFilters: [{ Key: 'a', Values: ['b'] }], ResourceTypeFilters: ['workspaces'], ResourcesPerPage: 5 },
  ],
  ...catalogueInputs,
];
