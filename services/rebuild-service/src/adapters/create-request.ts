import type {
  Compute,
  OperatingSystemName,
  Protocol,
  WorkspaceProperties,
  WorkspaceRequest,
} from '@aws-sdk/client-workspaces';
import type { DesktopSpec } from '@cleandesk/contracts';
import * as z from 'zod';
import type { CreateOrder } from '../ports.ts';
import { attemptTag } from './attempt-tag.ts';

// AWS's own words, as AWS told them: the SDK's lists of them can be older than the service, and AWS judges them itself.
const isText = (value: unknown): boolean => typeof value === 'string';
const computeType = z.custom<Compute>(isText);
const protocol = z.custom<Protocol>(isText);
const operatingSystem = z.custom<OperatingSystemName>(isText);

/** One item of CreateWorkspaces. What the spec leaves out is left to the bundle and the directory. */
export function createRequest({ ref, spec, attemptTag: attempt }: CreateOrder): WorkspaceRequest {
  const properties = propertiesOf(spec);
  return {
    DirectoryId: ref.directoryId,
    UserName: ref.userName,
    BundleId: spec.bundleId,
    ...(spec.volumeEncryptionKey === undefined ? {} : { VolumeEncryptionKey: spec.volumeEncryptionKey }),
    RootVolumeEncryptionEnabled: spec.rootVolumeEncrypted,
    UserVolumeEncryptionEnabled: spec.userVolumeEncrypted,
    ...(Object.keys(properties).length === 0 ? {} : { WorkspaceProperties: properties }),
    Tags: [...Object.entries(spec.tags).map(([Key, Value]) => ({ Key, Value })), attemptTag(attempt)],
  };
}

function propertiesOf(spec: DesktopSpec): WorkspaceProperties {
  return {
    ...(spec.runningMode === undefined ? {} : { RunningMode: spec.runningMode }),
    ...(spec.autoStopMinutes === undefined
      ? {}
      : { RunningModeAutoStopTimeoutInMinutes: spec.autoStopMinutes }),
    ...(spec.rootVolumeGib === undefined ? {} : { RootVolumeSizeGib: spec.rootVolumeGib }),
    ...(spec.userVolumeGib === undefined ? {} : { UserVolumeSizeGib: spec.userVolumeGib }),
    ...(spec.computeType === undefined ? {} : { ComputeTypeName: computeType.parse(spec.computeType) }),
    ...(spec.protocols === undefined ? {} : { Protocols: spec.protocols.map((one) => protocol.parse(one)) }),
    ...(spec.operatingSystem === undefined
      ? {}
      : { OperatingSystemName: operatingSystem.parse(spec.operatingSystem) }),
  };
}
