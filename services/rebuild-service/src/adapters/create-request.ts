import type { Compute, Protocol, WorkspaceProperties, WorkspaceRequest } from '@aws-sdk/client-workspaces';
import type { DesktopSpec } from '@cleandesk/contracts';
import * as z from 'zod';
import type { CreateOrder } from '../ports.ts';
import { attemptTag } from './attempt-tag.ts';

// AWS's own words, as AWS told them: the SDK's lists of them can be older than the service, and AWS judges them itself.
const isText = (value: unknown): boolean => typeof value === 'string';
const computeType = z.custom<Compute>(isText);
const protocol = z.custom<Protocol>(isText);

/**
 * One item of CreateWorkspaces. What the spec leaves out is left to the bundle and the directory. The operating system
 * is never asked for: it is the bundle's, and AWS lists no create that could give another.
 * @param how.protocols false leaves them to the bundle, whatever the spec says.
 */
export function createRequest(order: CreateOrder, how: { protocols: boolean }): WorkspaceRequest {
  const { ref, spec, attemptTag: attempt } = order;
  const properties = propertiesOf(spec, how.protocols);
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

function propertiesOf(spec: DesktopSpec, withProtocols: boolean): WorkspaceProperties {
  return {
    ...(spec.runningMode === undefined ? {} : { RunningMode: spec.runningMode }),
    ...(spec.autoStopMinutes === undefined
      ? {}
      : { RunningModeAutoStopTimeoutInMinutes: spec.autoStopMinutes }),
    ...(spec.rootVolumeGib === undefined ? {} : { RootVolumeSizeGib: spec.rootVolumeGib }),
    ...(spec.userVolumeGib === undefined ? {} : { UserVolumeSizeGib: spec.userVolumeGib }),
    ...(spec.computeType === undefined ? {} : { ComputeTypeName: computeType.parse(spec.computeType) }),
    ...(withProtocols && asksForProtocols(spec)
      ? { Protocols: spec.protocols?.map((one) => protocol.parse(one)) }
      : {}),
  };
}

/**
 * Whether a create has to name the protocols to get them. AWS does not tell what a bundle gives (`WorkspaceBundle` has
 * no such member), but (API reference, WorkspaceProperties; AWS blog on modifying the protocol):
 * - with GPUs and on Windows 7 they can't be named;
 * - only a PCoIP bundle gives PCoIP, so it need not be named, except on Linux, where DCV is the default;
 * - WSP, which is DCV, may come from the bundle, or from a change of a desktop of a PCoIP bundle: so it is named, and
 *   left out when AWS refuses it.
 */
export function asksForProtocols({
  protocols = [],
  computeType: compute,
  operatingSystem,
}: DesktopSpec): boolean {
  if (protocols.length === 0) return false;
  if (compute?.startsWith('GRAPHICS') === true || operatingSystem === 'WINDOWS_7') return false;
  const ofItsBundle = protocols.every((one) => one === 'PCOIP');
  return !(ofItsBundle && operatingSystem?.startsWith('WINDOWS') === true);
}
