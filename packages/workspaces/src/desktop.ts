import type {
  ConnectionState,
  GlobalAcceleratorForWorkSpace,
  RelatedWorkspaceProperties,
  Workspace,
  WorkspaceConnectionStatus,
  WorkspaceState,
} from '@aws-sdk/client-workspaces';

/**
 * One WorkSpace as DescribeWorkspaces shows it, in our words. What AWS leaves out is left out here: its model requires
 * no member at all. Without the first four nobody can say whose desktop it is, or what it does: see {@link Unreadable}.
 */
export type Desktop = {
  workspaceId: string;
  directoryId: string;
  /** `[UNDEFINED]` for a user-decoupled WorkSpace, which no policy matches. */
  userName: string;
  state: WorkspaceState;
  bundleId?: string;
  computerName?: string;
  ipAddress?: string;
  errorCode?: string;
  runningMode?: RunningMode;
  /** minutes, in steps of 60; only with AUTO_STOP. */
  autoStopMinutes?: number;
  rootVolumeGib?: number;
  userVolumeGib?: number;
  computeType?: string;
  protocols?: string[];
  operatingSystem?: string;
  volumeEncryptionKey?: string;
  rootVolumeEncrypted: boolean;
  userVolumeEncrypted: boolean;
  /** Only of a user-decoupled WorkSpace. */
  workspaceName?: string;
  /** Changes of properties, as long as AWS tells of them. Some text, since AWS may add some. */
  modifications?: { resource: string; state: string }[];
  /** Ids of standby WorkSpaces that stand by for this one. */
  standbys?: string[];
  /** The primary or the standby WorkSpaces of this one, in other Regions: `ws-… in eu-west-1 (STANDBY)`. */
  related?: string[];
  /** `NO_REPLICATION`, or how its data are replicated to another Region. */
  dataReplication?: string;
  /** Its own settings; with `INHERITED` those of its directory. */
  globalAccelerator?: { mode?: string; preferredProtocol?: string };
  /** What AWS told that the SDK does not know, by path. */
  beyondTheModel?: BeyondTheModel;
};
export type RunningMode = 'AUTO_STOP' | 'ALWAYS_ON' | 'MANUAL';

/**
 * A desktop that AWS described without what identifies it, or without its state. It is there: it is not to be taken for
 * gone, and nothing else may be concluded from it either.
 */
export type Unreadable = {
  /** The member that is missing: `State`. */
  lacks: string;
};
export const isReadable = (seen: Desktop | Unreadable): seen is Desktop => !('lacks' in seen);

/** Members that AWS told of one desktop and the SDK does not know, by path: `WorkspaceProperties.…`. */
export type BeyondTheModel = Readonly<Record<string, unknown>>;

/** Who is connected, as AWS last checked. All times epoch ms. */
export type Connection = {
  state: ConnectionState;
  /** Absent while AWS has not checked this desktop yet. */
  checkedAt?: number;
  /** Absent when nobody has ever connected. AWS does not say whether it is the start or the end of a connection. */
  lastConnectedAt?: number;
};

/** AWS answered with something that its own model does not allow: we would act on a guess, so we don't. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

export function desktopOf(workspace: Workspace, beyondTheModel?: BeyondTheModel): Desktop | Unreadable {
  const properties = workspace.WorkspaceProperties ?? {};
  const { WorkspaceId: workspaceId, DirectoryId: directoryId, UserName: userName, State: state } = workspace;
  if (workspaceId === undefined) return { lacks: 'WorkspaceId' };
  if (directoryId === undefined) return { lacks: 'DirectoryId' };
  if (userName === undefined) return { lacks: 'UserName' };
  if (state === undefined) return { lacks: 'State' };
  return {
    workspaceId,
    directoryId,
    userName,
    state,
    rootVolumeEncrypted: workspace.RootVolumeEncryptionEnabled ?? false,
    userVolumeEncrypted: workspace.UserVolumeEncryptionEnabled ?? false,
    ...present({
      bundleId: workspace.BundleId,
      runningMode: properties.RunningMode,
      computerName: workspace.ComputerName,
      ipAddress: workspace.IpAddress,
      errorCode: workspace.ErrorCode,
      autoStopMinutes: properties.RunningModeAutoStopTimeoutInMinutes,
      rootVolumeGib: properties.RootVolumeSizeGib,
      userVolumeGib: properties.UserVolumeSizeGib,
      computeType: properties.ComputeTypeName,
      protocols: properties.Protocols,
      operatingSystem: properties.OperatingSystemName,
      volumeEncryptionKey: workspace.VolumeEncryptionKey,
      workspaceName: workspace.WorkspaceName,
      modifications: some(
        workspace.ModificationStates?.map(({ Resource, State }) => ({
          resource: Resource ?? 'something',
          state: State ?? 'UNKNOWN',
        })),
      ),
      standbys: some(
        workspace.StandbyWorkspacesProperties?.map(({ StandbyWorkspaceId }) => StandbyWorkspaceId ?? 'one'),
      ),
      related: some(workspace.RelatedWorkspaces?.map(relation)),
      dataReplication: workspace.DataReplicationSettings?.DataReplication,
      globalAccelerator: acceleration(properties.GlobalAccelerator),
      beyondTheModel,
    }),
  };
}

const relation = ({ WorkspaceId, Region, Type }: RelatedWorkspaceProperties): string =>
  `${WorkspaceId ?? 'one'} in ${Region ?? 'another Region'} (${Type ?? 'of an unknown kind'})`;

const acceleration = (settings: GlobalAcceleratorForWorkSpace | undefined) =>
  settings && present({ mode: settings.Mode, preferredProtocol: settings.PreferredProtocol });

/** AWS tells of nothing by an empty list. */
const some = <T>(items: T[] | undefined): T[] | undefined => (items?.length ? items : undefined);

export function connectionOf(status: WorkspaceConnectionStatus): Connection {
  return {
    state: status.ConnectionState ?? 'UNKNOWN',
    ...present({
      checkedAt: status.ConnectionStateCheckTimestamp?.getTime(),
      lastConnectedAt: status.LastKnownUserConnectionTimestamp?.getTime(),
    }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
/** Without the fields that are undefined: an absent field and one that holds `undefined` are not the same to a store. */
function present<T extends Record<string, unknown>>(fields: T): Present<T>;
function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
