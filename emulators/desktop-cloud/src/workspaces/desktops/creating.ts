import { newDesktopId } from '../../domain/workspaces/naming.ts';
import { refusedProtocols } from '../../domain/workspaces/protocols.ts';
import type { Refusal } from '../../domain/workspaces/states.ts';
import { refusedSizes } from '../../domain/workspaces/volumes.ts';
import { AwsFault } from '../../kernel.ts';
import type { WorkspaceRequest } from '../../service-model/generated/workspaces.ts';
import type { Branch } from '../branch.ts';
import type { Bundle } from '../bundles/bundle.ts';
import { type Directory, personKey, userDecoupled } from '../directories/directory.ts';
import type { Handler } from '../handlers.ts';
import { asPending } from './answers.ts';
import { refuseBadTags } from './bad-tags.ts';
import type { Desktop } from './desktop.ts';
import { fateOf } from './fate.ts';
import { newborn } from './newborn.ts';
import { refuseAboveQuota } from './quota.ts';
import { unavailable } from './refused-items.ts';

const name = 'CreateWorkspaces';

/** Each item stands for itself: what can't be made is in FailedRequests, beside what is pending. */
export const createWorkspaces: Handler<'CreateWorkspaces'> = (branch, { Workspaces: requests }) => {
  for (const request of requests) {
    refuseBadTags(request.Tags);
    refuseSizes(branch, request);
    refuseProtocols(branch, request);
  }
  refuseAboveQuota(branch, requests.length);
  const FailedRequests = [];
  const PendingRequests = [];
  for (const request of requests) {
    const made = createOne(branch, request);
    if ('code' in made) {
      FailedRequests.push({ WorkspaceRequest: request, ErrorCode: made.code, ErrorMessage: made.message });
    } else {
      PendingRequests.push(asPending(made));
    }
  }
  return { FailedRequests, PendingRequests };
};

/** Sizes that AWS does not have refuse the whole call (Terraform provider, issue 39553). */
function refuseSizes(
  { bundles }: Branch,
  { BundleId, WorkspaceProperties: asked = {} }: WorkspaceRequest,
): void {
  const bundle = bundles.get(BundleId);
  const { RootVolumeSizeGib: root, UserVolumeSizeGib: user, ComputeTypeName } = asked;
  // guard: what nobody asked for is the bundle's own
  if (bundle === undefined || (root === undefined && user === undefined)) return;
  const refused = refusedSizes(
    root ?? bundle.rootGib,
    user ?? bundle.userGib,
    ComputeTypeName ?? bundle.computeType,
  );
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
}

/** A property that does not suit the bundle refuses the whole call, as volume sizes do (Terraform provider, issue 39553). */
function refuseProtocols(
  { bundles, world }: Branch,
  { BundleId, WorkspaceProperties }: WorkspaceRequest,
): void {
  const bundle = bundles.get(BundleId);
  if (bundle === undefined) return;
  const { Protocols = [], ComputeTypeName = bundle.computeType } = WorkspaceProperties ?? {};
  const literally = world.settings().protocolsOnlyForPcoipBundles;
  const refused = refusedProtocols(Protocols, bundle, ComputeTypeName, literally);
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
}

function createOne(branch: Branch, request: WorkspaceRequest): Desktop | Refusal {
  const { world, fleet, lifecycle } = branch;
  const item = { userName: request.UserName, directoryId: request.DirectoryId };
  const refused = world.faultOfItem('failedRequest', name, item) ?? unavailable(branch, name, item);
  if (refused !== undefined) return refused;
  const directory = branch.directories.get(request.DirectoryId);
  if (directory?.state !== 'REGISTERED') {
    return {
      code: 'ResourceNotFound.Directory',
      message: 'The specified directory could not be found in the specified region.',
    };
  }
  const bundle = branch.bundles.get(request.BundleId);
  if (bundle === undefined || bundle.deleted) {
    return { code: 'ResourceNotFound.Bundle', message: 'The specified bundle could not be found.' };
  }
  const impossible = impossibleItem(branch, request);
  if (impossible !== undefined) return impossible;
  const desktop = fleet.add((order) => newDesktop(branch, order, directory, bundle, request));
  lifecycle.create(desktop, fateOf(branch, name, item));
  return desktop;
}

/** Codes: `ResourceNotFound.User` and `ResourceExists.WorkSpace` from public scripts that branch on them, the running modes' from moto. */
function impossibleItem({ people, fleet }: Branch, request: WorkspaceRequest): Refusal | undefined {
  const decoupled = request.UserName === userDecoupled;
  if (!decoupled && !people.has(personKey(request.DirectoryId, request.UserName))) {
    return {
      code: 'ResourceNotFound.User',
      message: 'The specified user could not be found in the directory.',
    };
  }
  if (decoupled && request.WorkspaceName === undefined) {
    return {
      code: 'InvalidParameterValues.WorkspaceName',
      message: 'WorkspaceName is required for user-decoupled WorkSpaces.',
    };
  }
  if (fleet.isTaken(request.DirectoryId, request.UserName)) {
    return {
      code: 'ResourceExists.WorkSpace',
      message: 'A WorkSpace already exists for the specified user.',
    };
  }
  const minutes = request.WorkspaceProperties?.RunningModeAutoStopTimeoutInMinutes;
  if (minutes === undefined) return undefined;
  switch (request.WorkspaceProperties?.RunningMode ?? 'ALWAYS_ON') {
    case 'ALWAYS_ON':
      return {
        code: 'AutoStopTimeoutIsNotApplicableForAnAlwaysOnWorkspace',
        message:
          'RunningModeAutoStopTimeoutInMinutes is not applicable for WorkSpace with running mode set to ALWAYS_ON.',
      };
    case 'MANUAL':
      return {
        code: 'AutoStopTimeoutIsNotDefaultForManualWorkspace',
        message: 'RunningModeAutoStopTimeoutInMinutes is not applicable for a MANUAL WorkSpace.',
      };
    case 'AUTO_STOP':
      return minutes > 0 && minutes % 60 === 0
        ? undefined
        : {
            code: 'InvalidParameterValues.RunningMode',
            message: 'RunningModeAutoStopTimeoutInMinutes must be a multiple of 60.',
          };
  }
}

function newDesktop(
  { world }: Branch,
  order: number,
  directory: Directory,
  bundle: Bundle,
  request: WorkspaceRequest,
): Desktop {
  const { clock, random } = world;
  const asked = request.WorkspaceProperties ?? {};
  const mode = asked.RunningMode ?? 'ALWAYS_ON';
  return {
    ...newborn(clock.now()),
    id: newDesktopId(random),
    order,
    directoryId: directory.directoryId,
    userName: request.UserName,
    bundleId: bundle.bundleId,
    subnetId: directory.subnetIds[order % directory.subnetIds.length] ?? '',
    workspaceName: request.WorkspaceName,
    volumeEncryptionKey: request.VolumeEncryptionKey,
    rootVolumeEncrypted: request.RootVolumeEncryptionEnabled,
    userVolumeEncrypted: request.UserVolumeEncryptionEnabled,
    properties: {
      RunningMode: mode,
      ...(mode === 'AUTO_STOP'
        ? { RunningModeAutoStopTimeoutInMinutes: asked.RunningModeAutoStopTimeoutInMinutes ?? 60 }
        : {}),
      RootVolumeSizeGib: asked.RootVolumeSizeGib ?? bundle.rootGib,
      UserVolumeSizeGib: asked.UserVolumeSizeGib ?? bundle.userGib,
      ComputeTypeName: asked.ComputeTypeName ?? bundle.computeType,
      Protocols: asked.Protocols ?? [...bundle.protocols],
      OperatingSystemName: asked.OperatingSystemName ?? bundle.operatingSystem,
      GlobalAccelerator: asked.GlobalAccelerator ?? { Mode: 'INHERITED', PreferredProtocol: 'INHERITED' },
      NestedVirtualizationEnabled: asked.NestedVirtualizationEnabled ?? false,
    },
    tags: new Map((request.Tags ?? []).map((tag) => [tag.Key, tag.Value ?? ''])),
  };
}
