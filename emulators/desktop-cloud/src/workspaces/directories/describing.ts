import type { WorkspaceDirectory } from '../../service-model/generated/workspaces.ts';
import type { Handler, Handlers } from '../handlers.ts';
import { cut, startOf, tokenAfter } from '../pages.ts';
import type { Directory } from './directory.ts';

export const asDirectory = (directory: Directory, accountId: string): WorkspaceDirectory => ({
  DirectoryId: directory.directoryId,
  Alias: directory.alias,
  DirectoryName: directory.directoryName,
  RegistrationCode: `SLiad+${directory.directoryId.slice(-6).toUpperCase()}`,
  SubnetIds: [...directory.subnetIds],
  DnsIpAddresses: ['10.255.0.10', '10.255.0.11'],
  CustomerUserName: 'Administrator',
  IamRoleId: `arn:aws:iam::${accountId}:role/workspaces_DefaultRole`,
  DirectoryType: directory.directoryType,
  WorkspaceSecurityGroupId: 'sg-00000001',
  State: directory.state,
  ipGroupIds: [...directory.ipGroupIds],
  WorkspaceCreationProperties: {
    EnableInternetAccess: false,
    UserEnabledAsLocalAdministrator: true,
    EnableMaintenanceMode: true,
  },
  Tenancy: 'SHARED',
  WorkspaceType: 'PERSONAL',
  UserIdentityType: 'AWS_DIRECTORY_SERVICE',
});

const describeWorkspaceDirectories: Handler<'DescribeWorkspaceDirectories'> = (
  { directories, place },
  asked,
) => {
  const shown = directories
    .values()
    .map((directory) => ({ directory, answer: asDirectory(directory, place.accountId) }))
    .filter(
      ({ directory, answer }) =>
        // A directory that was deregistered is no longer one of WorkSpaces.
        directory.state === 'REGISTERED' &&
        (asked.DirectoryIds?.includes(directory.directoryId) ?? true) &&
        (asked.WorkspaceDirectoryNames?.includes(directory.directoryName) ?? true) &&
        (asked.Filters ?? []).every((filter) =>
          filter.Values.includes(
            (filter.Name === 'WORKSPACE_TYPE' ? answer.WorkspaceType : answer.UserIdentityType) ?? '',
          ),
        ),
    );
  const key = JSON.stringify(['directories']);
  const { page, next } = cut(shown, startOf(asked.NextToken, key), asked.Limit);
  return {
    Directories: page.map(({ answer }) => answer),
    NextToken: next === undefined ? undefined : tokenAfter(next, key),
  };
};

export const describingDirectories: Handlers = { DescribeWorkspaceDirectories: describeWorkspaceDirectories };
