import type { Branch } from './branch.ts';
import type { Desktop } from './desktop.ts';
import type { Bundle, Directory } from './directory.ts';
import { pageSize } from './pages.ts';

/** A desktop as `Workspace` of the service model. */
export const asWorkspace = (desktop: Desktop) => ({
  WorkspaceId: desktop.id,
  DirectoryId: desktop.directoryId,
  UserName: desktop.userName,
  IpAddress: desktop.ipAddress,
  State: desktop.state,
  BundleId: desktop.bundleId,
  SubnetId: desktop.subnetId,
  ErrorMessage: desktop.error?.message,
  ErrorCode: desktop.error?.code,
  ComputerName: desktop.computerName,
  VolumeEncryptionKey: desktop.volumeEncryptionKey,
  UserVolumeEncryptionEnabled: desktop.userVolumeEncrypted,
  RootVolumeEncryptionEnabled: desktop.rootVolumeEncrypted,
  WorkspaceName: desktop.workspaceName,
  WorkspaceProperties: desktop.properties,
  ModificationStates: [],
  ...desktop.members,
});

/** What CreateWorkspaces tells of a desktop that is only pending. */
export const asPending = (desktop: Desktop) => ({
  WorkspaceId: desktop.id,
  DirectoryId: desktop.directoryId,
  UserName: desktop.userName,
  State: desktop.state,
  BundleId: desktop.bundleId,
  VolumeEncryptionKey: desktop.volumeEncryptionKey,
  UserVolumeEncryptionEnabled: desktop.userVolumeEncrypted,
  RootVolumeEncryptionEnabled: desktop.rootVolumeEncrypted,
  WorkspaceName: desktop.workspaceName,
  WorkspaceProperties: desktop.properties,
});

export const asBundle = (bundle: Bundle) => ({
  BundleId: bundle.bundleId,
  Name: bundle.name,
  Owner: bundle.owner,
  Description: bundle.description,
  ImageId: bundle.imageId,
  RootStorage: { Capacity: String(bundle.rootGib) },
  UserStorage: { Capacity: String(bundle.userGib) },
  ComputeType: { Name: bundle.computeType },
  CreationTime: new Date(bundle.createdAt),
  LastUpdatedTime: new Date(bundle.createdAt),
  State: 'AVAILABLE',
  BundleType: 'REGULAR',
});

export const asDirectory = (directory: Directory, accountId: string) => ({
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
  WorkspaceCreationProperties: {
    EnableInternetAccess: false,
    UserEnabledAsLocalAdministrator: true,
    EnableMaintenanceMode: true,
  },
  Tenancy: 'SHARED',
  WorkspaceType: 'PERSONAL',
  UserIdentityType: 'AWS_DIRECTORY_SERVICE',
});

export const asTags = (tags: ReadonlyMap<string, string>) =>
  [...tags].map(([Key, Value]) => ({ Key, Value }));

/** What the tagging API knows of a branch: its desktops. */
export const taggedDesktops = ({ fleet }: Branch) =>
  [...fleet.desktops]
    .filter((desktop) => desktop.listed)
    .map((desktop) => ({
      arn: `arn:aws:workspaces:${fleet.place.region}:${fleet.place.accountId}:workspace/${desktop.id}`,
      tags: Object.fromEntries(desktop.tags),
    }));

/** One page of a list that is short: bundles and directories. */
export function cut<Item>(
  items: readonly Item[],
  from: number,
  size = pageSize,
): { page: Item[]; next?: number } {
  const page = items.slice(from, from + size);
  return from + size < items.length ? { page, next: from + size } : { page };
}
