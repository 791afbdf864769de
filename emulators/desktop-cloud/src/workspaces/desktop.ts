import type { ConnectionRecord } from '../domain/workspaces/connection.ts';
import type { DesktopState, RunningMode } from '../domain/workspaces/states.ts';
import type { Cancel } from '../kernel.ts';
import type { GlobalAccelerator, Members } from './members.ts';

/** What `WorkspaceProperties` hold, as AWS names them. Sizes in GiB. */
export type DesktopProperties = {
  RunningMode: RunningMode;
  /** minutes; only with AUTO_STOP. */
  RunningModeAutoStopTimeoutInMinutes?: number;
  RootVolumeSizeGib: number;
  UserVolumeSizeGib: number;
  ComputeTypeName: string;
  Protocols: string[];
  OperatingSystemName: string;
  GlobalAccelerator: GlobalAccelerator;
  NestedVirtualizationEnabled: boolean;
};

/** A user's session. Times are epoch ms. */
export type Session = {
  since: number;
  /** Set once the connection broke: the session still reads CONNECTED for a while. */
  droppedAt?: number;
};

/** Work of a desktop that is under way; each purpose has one at a time. */
export type Purpose = 'transition' | 'snapshot' | 'autoStop' | 'drop';

/** One WorkSpace. Times are epoch ms of the clock. */
export type Desktop = {
  readonly id: string;
  /** Order of creation: pages are cut along it. */
  readonly order: number;
  readonly directoryId: string;
  readonly userName: string;
  readonly bundleId: string;
  readonly subnetId: string;
  readonly createdAt: number;
  readonly workspaceName?: string | undefined;
  readonly volumeEncryptionKey?: string | undefined;
  readonly rootVolumeEncrypted: boolean | undefined;
  readonly userVolumeEncrypted: boolean | undefined;
  readonly properties: DesktopProperties;
  readonly tags: Map<string, string>;
  /** What was set up by calls that are not modelled. */
  members: Members;
  state: DesktopState;
  /** Whether Describe knows the id: not just after the create, and not after TERMINATED. */
  listed: boolean;
  ipAddress?: string | undefined;
  computerName?: string | undefined;
  error?: { code: string; message: string } | undefined;
  snapshots: number[];
  session?: Session | undefined;
  lastLogin?: number | undefined;
  /** A user waits for the stopped desktop to resume. */
  loginWaits: boolean;
  connections: ConnectionRecord[];
  readonly history: { at: number; state: DesktopState }[];
  readonly underWay: Map<Purpose, Cancel>;
};
