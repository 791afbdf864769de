import { AwsFault } from '../../kernel.ts';
import { unknown } from '../access/known.ts';
import { installedOn } from '../applications/standing.ts';
import type { Branch } from '../branch.ts';
import { asWorkspace } from '../desktops/answers.ts';
import type { Desktop } from '../desktops/desktop.ts';
import { supportsDedicatedTenancy } from '../directories/tenancy.ts';
import type { Handlers } from '../handlers.ts';
import { bookImage, newImage } from './adding.ts';
import { asNewImage, type Image } from './image.ts';
import { takes } from './stages.ts';

/** "Only Windows 10, Windows Server 2016, and Windows Server 2019 WorkSpace images can be programmatically updated" (service model). */
const updatable: ReadonlySet<string> = new Set(['WINDOWS_10', 'WINDOWS_SERVER_2016', 'WINDOWS_SERVER_2019']);

export const makingImages: Handlers = {
  CreateWorkspaceImage(branch, { Name, Description, WorkspaceId, Tags }) {
    const { fleet, lifecycle, place } = branch;
    const desktop = fleet.get(WorkspaceId);
    if (desktop?.listed !== true) {
      throw new AwsFault(
        'ResourceNotFoundException',
        'The specified WorkSpace cannot be found. Confirm that the workspace exists in your AWS account, and try again.',
        400,
        { ResourceId: WorkspaceId },
      );
    }
    const add = newImage(branch, {
      operation: 'CreateWorkspaceImage',
      workspaceId: WorkspaceId,
      name: Name,
      description: Description,
      tags: Tags,
    });
    refuseSource(desktop);
    const { OperatingSystemName, Protocols, ComputeTypeName, RootVolumeSizeGib, UserVolumeSizeGib } =
      desktop.properties;
    const image = add({
      operatingSystem: OperatingSystemName,
      protocols: [...Protocols],
      computeType: ComputeTypeName,
      rootGib: RootVolumeSizeGib,
      userGib: UserVolumeSizeGib,
      sourceDesktopId: WorkspaceId,
      applicationIds: installedOn(branch, desktop),
    });
    lifecycle.suspend(desktop);
    bookImage(branch, image, takes.creating);
    return asNewImage(image, place.accountId);
  },

  CopyWorkspaceImage(branch, { Name, Description, SourceImageId, SourceRegion, Tags }) {
    const source = copiable(branch, SourceImageId, SourceRegion);
    const operation = 'CopyWorkspaceImage';
    const add = newImage(branch, { operation, name: Name, description: Description, tags: Tags });
    if (source.state !== 'AVAILABLE') {
      throw new AwsFault(
        'ResourceUnavailableException',
        `The image ${SourceImageId} is ${source.state}.`,
        400,
        {
          ResourceId: SourceImageId,
        },
      );
    }
    // "You can copy a BYOL image to another Region as long as the destination Region is enabled for BYOL" (AG).
    if (source.requiredTenancy === 'DEDICATED' && !supportsDedicatedTenancy(branch)) {
      throw new AwsFault(
        'OperationNotSupportedException',
        'The Region is not enabled for dedicated tenancy.',
      );
    }
    const { customImport: _import, ...origin } = source;
    const image = add(origin);
    bookImage(branch, image, takes.copying);
    return { ImageId: image.imageId };
  },

  CreateUpdatedWorkspaceImage(branch, { Name, Description, SourceImageId, Tags }) {
    const source = branch.images.get(SourceImageId);
    if (source === undefined) throw unknown(SourceImageId, 'image');
    const operation = 'CreateUpdatedWorkspaceImage';
    const add = newImage(branch, { operation, name: Name, description: Description, tags: Tags });
    if (source.state !== 'AVAILABLE') {
      throw new AwsFault('InvalidResourceStateException', `The image ${SourceImageId} is ${source.state}.`);
    }
    if (!updatable.has(source.operatingSystem)) {
      throw new AwsFault(
        'OperationNotSupportedException',
        `Images with ${source.operatingSystem} can not be updated by a call.`,
      );
    }
    const { customImport: _import, ...origin } = source;
    const image = add(origin);
    bookImage(branch, image, takes.updating);
    return { ImageId: image.imageId };
  },
};

/** Administration Guide, requirements to create custom images. */
function refuseSource(desktop: Desktop): void {
  if (desktop.rootVolumeEncrypted === true || desktop.userVolumeEncrypted === true) {
    throw new AwsFault('OperationNotSupportedException', 'No image can be made of an encrypted WorkSpace.');
  }
  const { ModificationStates = [] } = asWorkspace(desktop);
  if (desktop.state !== 'AVAILABLE' || ModificationStates.length > 0) {
    throw new AwsFault(
      'InvalidResourceStateException',
      'The WorkSpace must be AVAILABLE and must not be under modification.',
    );
  }
}

/** An image of this account in the Region that is named, or one that another account lets it copy. */
function copiable(branch: Branch, id: string, region: string): Image {
  const { accountId } = branch.place;
  for (const other of branch.everywhere()) {
    const image = other.place.region === region ? other.images.get(id) : undefined;
    if (image === undefined) continue;
    if (other.place.accountId === accountId || image.sharedWith.includes(accountId)) return image;
  }
  throw unknown(id, 'image');
}
