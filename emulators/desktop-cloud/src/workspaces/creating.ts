import { newDesktopId } from '../domain/workspaces/naming.ts';
import { refusedProtocols } from '../domain/workspaces/protocols.ts';
import type { Refusal } from '../domain/workspaces/states.ts';
import { areTooMany, refusedKeys } from '../domain/workspaces/tags.ts';
import { AwsFault } from '../kernel.ts';
import { validated } from '../validation.ts';
import { asPending } from './answers.ts';
import type { Desktop } from './desktop.ts';
import { type Bundle, type Directory, knowsUser, userDecoupled } from './directory.ts';
import type { Fleet } from './fleet.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createWorkspaces, type WorkspaceRequest } from './shapes.ts';

const name = 'CreateWorkspaces';

/** Each item stands for itself: what can't be made is in FailedRequests, beside what is pending. */
export function create(fleet: Fleet, lifecycle: Lifecycle, input: unknown) {
  const { Workspaces: requests } = validated(createWorkspaces, input);
  for (const request of requests) {
    refuseBadTags(request);
    refuseProtocols(fleet, request);
  }
  const FailedRequests = [];
  const PendingRequests = [];
  for (const request of requests) {
    const made = createOne(fleet, lifecycle, request);
    if ('code' in made) {
      FailedRequests.push({ WorkspaceRequest: request, ErrorCode: made.code, ErrorMessage: made.message });
    } else {
      PendingRequests.push(asPending(made));
    }
  }
  return { FailedRequests, PendingRequests };
}

/** A tag list that AWS does not take refuses the whole call: it is a fault of the request, not of a user. */
function refuseBadTags(request: WorkspaceRequest): void {
  const keys = (request.Tags ?? []).map((tag) => tag.Key);
  const refused = refusedKeys(keys);
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
  if (areTooMany(new Map(), keys)) {
    throw new AwsFault('InvalidParameterValuesException', 'A WorkSpace can have at most 50 tags.');
  }
}

/** A property that does not suit the bundle refuses the whole call, as volume sizes do (Terraform provider, issue 39553). */
function refuseProtocols(
  { bundles, world }: Fleet,
  { BundleId, WorkspaceProperties }: WorkspaceRequest,
): void {
  const bundle = bundles.get(BundleId);
  if (bundle === undefined) return;
  const { Protocols = [], ComputeTypeName = bundle.computeType } = WorkspaceProperties ?? {};
  const literally = world.settings().protocolsOnlyForPcoipBundles;
  const refused = refusedProtocols(Protocols, bundle, ComputeTypeName, literally);
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
}

function createOne(fleet: Fleet, lifecycle: Lifecycle, request: WorkspaceRequest): Desktop | Refusal {
  const { world } = fleet;
  const item = { userName: request.UserName };
  const refused = world.faultOfItem('failedRequest', name, item);
  if (refused !== undefined) return refused;
  const directory = fleet.directories.get(request.DirectoryId);
  if (directory?.state !== 'REGISTERED') {
    return {
      code: 'ResourceNotFound.Directory',
      message: 'The specified directory could not be found in the specified region.',
    };
  }
  const bundle = fleet.bundles.get(request.BundleId);
  if (bundle === undefined || bundle.deleted) {
    return { code: 'ResourceNotFound.Bundle', message: 'The specified bundle could not be found.' };
  }
  const impossible = impossibleItem(fleet, directory, request);
  if (impossible !== undefined) return impossible;
  const desktop = fleet.add((order) => newDesktop(fleet, order, directory, bundle, request));
  lifecycle.create(desktop, world.faultOfItem('endsInError', name, item));
  return desktop;
}

/** Codes: `ResourceNotFound.User` and `ResourceExists.WorkSpace` from public scripts that branch on them, the running modes' from moto. */
function impossibleItem(fleet: Fleet, directory: Directory, request: WorkspaceRequest): Refusal | undefined {
  if (!knowsUser(directory, request.UserName)) {
    return {
      code: 'ResourceNotFound.User',
      message: 'The specified user could not be found in the directory.',
    };
  }
  if (request.UserName === userDecoupled && request.WorkspaceName === undefined) {
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
  fleet: Fleet,
  order: number,
  directory: Directory,
  bundle: Bundle,
  request: WorkspaceRequest,
): Desktop {
  const { clock, random } = fleet.world;
  const asked = request.WorkspaceProperties ?? {};
  const mode = asked.RunningMode ?? 'ALWAYS_ON';
  const now = clock.now();
  return {
    id: newDesktopId(random),
    order,
    directoryId: directory.directoryId,
    userName: request.UserName,
    bundleId: bundle.bundleId,
    subnetId: directory.subnetIds[order % directory.subnetIds.length] ?? '',
    createdAt: now,
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
    members: {},
    tags: new Map((request.Tags ?? []).map((tag) => [tag.Key, tag.Value ?? ''])),
    state: 'PENDING',
    listed: false,
    snapshots: [],
    loginWaits: false,
    connections: [{ at: now, state: 'UNKNOWN', lastKnown: undefined }],
    history: [{ at: now, state: 'PENDING' }],
    underWay: new Map(),
  };
}
