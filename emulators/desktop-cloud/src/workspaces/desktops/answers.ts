import type { Workspace } from '../../service-model/generated/workspaces.ts';
import type { Branch } from '../branch.ts';
import type { Desktop } from './desktop.ts';

/** A desktop as `Workspace` of the service model. */
export const asWorkspace = (desktop: Desktop): Workspace => ({
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
  ModificationStates: modificationStates(desktop),
  ...desktop.members,
});

const modificationStates = ({ modification }: Desktop): NonNullable<Workspace['ModificationStates']> =>
  modification?.resource === undefined
    ? []
    : [{ Resource: modification.resource, State: modification.state }];

/** What CreateWorkspaces tells of a desktop that is only pending. */
export const asPending = (desktop: Desktop): Workspace => ({
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

/** What the tagging API knows of a branch: its desktops. @param arns only these, when it is asked for some */
export function taggedDesktops({ fleet, place }: Branch, arns?: ReadonlySet<string>) {
  const prefix = `arn:aws:workspaces:${place.region}:${place.accountId}:workspace/`;
  const asked =
    arns === undefined
      ? [...fleet.desktops]
      : [...arns].flatMap((arn) =>
          arn.startsWith(prefix) ? (fleet.get(arn.slice(prefix.length)) ?? []) : [],
        );
  return asked
    .filter((desktop) => desktop.listed)
    .map((desktop) => ({ arn: prefix + desktop.id, tags: Object.fromEntries(desktop.tags) }));
}
