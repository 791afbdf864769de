import { newDesktopId } from '../../domain/workspaces/naming.ts';
import type { Refusal } from '../../domain/workspaces/states.ts';
import { AwsFault } from '../../kernel.ts';
import type { StandbyWorkspace } from '../../service-model/generated/workspaces.ts';
import type { Branch } from '../branch.ts';
import { personKey, userDecoupled } from '../directories/directory.ts';
import type { Handlers } from '../handlers.ts';
import { refuseBadTags } from './bad-tags.ts';
import type { Desktop } from './desktop.ts';
import { fateOf } from './fate.ts';
import { newborn } from './newborn.ts';
import { refuseAboveQuota } from './quota.ts';
import { unavailable } from './refused-items.ts';

const name = 'CreateStandbyWorkspaces';

/** Called in the standby's Region. Each item stands for itself; codes of items are those of CreateWorkspaces (choice). */
export const standby: Handlers = {
  CreateStandbyWorkspaces(branch, { PrimaryRegion, StandbyWorkspaces: requests }) {
    if (PrimaryRegion === branch.place.region) {
      throw new AwsFault(
        'InvalidParameterValuesException',
        'The Region of the primary WorkSpace must be another one than that of the standby WorkSpace.',
      );
    }
    for (const { Tags } of requests) refuseBadTags(Tags);
    refuseAboveQuota(branch, requests.length);
    const FailedStandbyRequests = [];
    const PendingStandbyRequests = [];
    for (const request of requests) {
      const made = createOne(branch, PrimaryRegion, request);
      if ('code' in made) {
        FailedStandbyRequests.push({
          StandbyWorkspaceRequest: request,
          ErrorCode: made.code,
          ErrorMessage: made.message,
        });
      } else {
        PendingStandbyRequests.push({
          UserName: made.userName,
          DirectoryId: made.directoryId,
          State: made.state,
          WorkspaceId: made.id,
        });
      }
    }
    return { FailedStandbyRequests, PendingStandbyRequests };
  },
};

function createOne(branch: Branch, primaryRegion: string, request: StandbyWorkspace): Desktop | Refusal {
  const { fleet, relatives, lifecycle, world } = branch;
  const primary = relatives.fleetIn(primaryRegion)?.get(request.PrimaryWorkspaceId);
  const item = {
    workspaceId: request.PrimaryWorkspaceId,
    userName: primary?.userName,
    directoryId: request.DirectoryId,
  };
  const refused = world.faultOfItem('failedRequest', name, item) ?? unavailable(branch, name, item);
  if (refused !== undefined) return refused;
  if (primary === undefined) {
    return {
      code: 'ResourceNotFound.Workspace',
      message: `The primary WorkSpace ${request.PrimaryWorkspaceId} could not be found.`,
    };
  }
  const impossible = impossibleItem(branch, primary, request);
  if (impossible !== undefined) return impossible;
  const made = fleet.add((order) => standbyOf(branch, order, primary, request));
  relatives.relate(made, primary, primaryRegion, request.DataReplication ?? 'NO_REPLICATION');
  lifecycle.create(made, fateOf(branch, name, item));
  return made;
}

function impossibleItem(
  { directories, people, fleet }: Branch,
  primary: Desktop,
  { DirectoryId }: StandbyWorkspace,
): Refusal | undefined {
  if (directories.get(DirectoryId)?.state !== 'REGISTERED') {
    return {
      code: 'ResourceNotFound.Directory',
      message: 'The specified directory could not be found in the specified region.',
    };
  }
  const { userName } = primary;
  if (userName !== userDecoupled && !people.has(personKey(DirectoryId, userName))) {
    return {
      code: 'ResourceNotFound.User',
      message: 'The specified user could not be found in the directory.',
    };
  }
  const { RelatedWorkspaces: related = [] } = primary.members;
  if (fleet.isTaken(DirectoryId, userName) || related.length > 0) {
    return {
      code: 'ResourceExists.WorkSpace',
      message: 'A standby WorkSpace already exists for the specified WorkSpace, or a WorkSpace for its user.',
    };
  }
  return undefined;
}

/** The primary's bundle image is mirrored (AG, Multi-Region Resilience): its bundle keeps its id here (choice). */
function standbyOf(
  { world, directories }: Branch,
  order: number,
  primary: Desktop,
  { DirectoryId, VolumeEncryptionKey, Tags = [] }: StandbyWorkspace,
): Desktop {
  const subnetIds = directories.get(DirectoryId)?.subnetIds ?? [];
  return {
    ...newborn(world.clock.now()),
    id: newDesktopId(world.random),
    order,
    directoryId: DirectoryId,
    userName: primary.userName,
    bundleId: primary.bundleId,
    subnetId: subnetIds[order % subnetIds.length] ?? '',
    workspaceName: primary.workspaceName,
    volumeEncryptionKey: VolumeEncryptionKey,
    rootVolumeEncrypted: primary.rootVolumeEncrypted,
    userVolumeEncrypted: primary.userVolumeEncrypted,
    properties: { ...primary.properties },
    tags: new Map(Tags.map((tag) => [tag.Key, tag.Value ?? ''])),
  };
}
