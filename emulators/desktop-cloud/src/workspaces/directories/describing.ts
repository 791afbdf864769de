import type { WorkspaceDirectory } from '../../service-model/generated/workspaces.ts';
import type { Handler, Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import type { Directory } from './directory.ts';

/** A directory of AWS Directory Service has servers and an administrator; one of an identity provider has neither. */
const standsInDirectoryService = ({ directoryType }: Directory): boolean =>
  directoryType === 'SIMPLE_AD' || directoryType === 'AD_CONNECTOR';

export const asDirectory = (directory: Directory, accountId: string): WorkspaceDirectory => {
  const { directoryId, registration } = directory;
  return {
    DirectoryId: directoryId,
    Alias: directory.alias,
    DirectoryName: directory.directoryName,
    RegistrationCode: `SLiad+${directoryId.slice(-6).toUpperCase()}`,
    SubnetIds: [...directory.subnetIds],
    ...(standsInDirectoryService(directory)
      ? { DnsIpAddresses: ['10.255.0.10', '10.255.0.11'], CustomerUserName: 'Administrator' }
      : {}),
    IamRoleId: `arn:aws:iam::${accountId}:role/workspaces_DefaultRole`,
    DirectoryType: directory.directoryType,
    WorkspaceSecurityGroupId: `sg-${(directory.network + 1).toString(16).padStart(8, '0')}`,
    State: directory.state,
    WorkspaceCreationProperties: registration.creationProperties,
    ipGroupIds: [...directory.ipGroupIds],
    WorkspaceAccessProperties: registration.accessProperties,
    Tenancy: registration.tenancy,
    SelfservicePermissions: registration.selfservicePermissions,
    SamlProperties: registration.samlProperties,
    CertificateBasedAuthProperties: registration.certificateBasedAuthProperties,
    EndpointEncryptionMode: registration.endpointEncryptionMode,
    MicrosoftEntraConfig: registration.microsoftEntraConfig,
    WorkspaceDirectoryName: registration.workspaceDirectoryName,
    WorkspaceDirectoryDescription: registration.workspaceDirectoryDescription,
    UserIdentityType: registration.userIdentityType,
    WorkspaceType: 'PERSONAL',
    IDCConfig: registration.idcConfig,
    StreamingProperties: registration.streamingProperties,
    WorkspaceOsUserMode: registration.workspaceOsUserMode,
    ErrorMessage: directory.state === 'ERROR' ? directory.failure : undefined,
  };
};

/** Every filter must be met, by one of its values. Ids and names that nobody knows are simply not in the answer. */
const describeWorkspaceDirectories: Handler<'DescribeWorkspaceDirectories'> = (
  { directories, place },
  { DirectoryIds: ids, WorkspaceDirectoryNames: names, Filters: filters = [], Limit, NextToken },
) => {
  const shown = directories
    .values()
    // A directory that was deregistered is no longer one of WorkSpaces.
    .filter(({ state }) => state !== 'DEREGISTERED')
    .filter(({ directoryId }) => ids?.includes(directoryId) ?? true)
    .filter((directory) => names?.includes(nameOf(directory)) ?? true)
    .filter(({ registration }) =>
      filters.every(({ Name, Values }) =>
        Values.includes(Name === 'WORKSPACE_TYPE' ? 'PERSONAL' : registration.userIdentityType),
      ),
    );
  const { page, next } = listed(shown, {
    question: ['DescribeWorkspaceDirectories', ids, names, filters],
    token: NextToken,
    size: Limit,
  });
  return { Directories: page.map((directory) => asDirectory(directory, place.accountId)), NextToken: next };
};

/** A directory of an identity provider has the name that it was registered with. */
const nameOf = ({ registration, directoryName }: Directory): string =>
  registration.workspaceDirectoryName ?? directoryName;

export const describingDirectories: Handlers = { DescribeWorkspaceDirectories: describeWorkspaceDirectories };
