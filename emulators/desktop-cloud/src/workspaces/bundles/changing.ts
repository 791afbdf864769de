import { characters } from '../../domain/workspaces/naming.ts';
import { AwsFault } from '../../kernel.ts';
import type { Compute } from '../../service-model/generated/workspaces.ts';
import { newTags, unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import { type Image, isOfFamily } from '../images/image.ts';
import type { Bundle } from './bundle.ts';
import { asBundle } from './describing.ts';
import { refusedVolumes } from './volumes.ts';

/** Custom bundles in an account and Region (Administration Guide, quotas). */
const mostBundles = 50;

export const changingBundles: Handlers = {
  /** Choice: the bundle stands at once; AWS has a state PENDING for it and tells no time. */
  CreateWorkspaceBundle(branch, asked) {
    const { bundles, place, world } = branch;
    const computeType = asked.ComputeType.Name;
    if (computeType === undefined) throw invalid('The name of the compute type is required.');
    const tags = newTags(asked.Tags);
    const image = readyImage(branch, asked.ImageId);
    const rootGib = gib(asked.RootStorage?.Capacity ?? String(image.rootGib), 'RootStorage');
    const userGib = gib(asked.UserStorage.Capacity, 'UserStorage');
    refuseMisfit(image, { computeType, rootGib, userGib });
    const own = bundles.values().filter(({ owner, deleted }) => owner === place.accountId && !deleted);
    if (own.some(({ name }) => name === asked.BundleName)) {
      throw new AwsFault(
        'ResourceAlreadyExistsException',
        `There is a bundle with the name ${asked.BundleName}.`,
      );
    }
    if (own.length >= mostBundles) {
      throw new AwsFault('ResourceLimitExceededException', `You can have at most ${mostBundles} bundles.`);
    }
    const now = world.clock.now();
    const bundle: Bundle = {
      bundleId: `wsb-${characters(9, world.random)}`,
      name: asked.BundleName,
      owner: place.accountId,
      description: asked.BundleDescription,
      computeType,
      rootGib,
      userGib,
      operatingSystem: image.operatingSystem,
      protocols: [...image.protocols],
      deleted: false,
      imageId: image.imageId,
      createdAt: now,
      updatedAt: now,
      tags,
    };
    bundles.put(bundle.bundleId, bundle);
    return { WorkspaceBundle: asBundle(bundle) };
  },

  /** Desktops that stand keep what they have; the next ones, and those that are rebuilt, come from the new image. */
  UpdateWorkspaceBundle(branch, { BundleId, ImageId }) {
    const bundle = ownBundle(branch, BundleId);
    if (ImageId === undefined) throw invalid('ImageId is required.');
    const image = readyImage(branch, ImageId);
    refuseMisfit(image, bundle);
    branch.bundles.put(bundle.bundleId, {
      ...bundle,
      imageId: image.imageId,
      operatingSystem: image.operatingSystem,
      protocols: [...image.protocols],
      updatedAt: branch.world.clock.now(),
    });
    return {};
  },

  DeleteWorkspaceBundle(branch, { BundleId }) {
    const { bundleId } = ownBundle(branch, BundleId);
    if (branch.fleet.ofBundle(bundleId).size > 0) {
      throw new AwsFault(
        'ResourceAssociatedException',
        `WorkSpaces are based on the bundle ${bundleId}. Delete them first.`,
      );
    }
    branch.bundles.delete(bundleId);
    return {};
  },
};

/** Nobody changes Amazon's bundles. Choice: the model lists AccessDeniedException, and no source tells which it is. */
function ownBundle({ bundles, place }: Branch, id: string | undefined): Bundle {
  if (id === undefined) throw invalid('BundleId is required.');
  const bundle = bundles.get(id);
  if (bundle === undefined || bundle.deleted) throw unknown(id, 'bundle');
  if (bundle.owner === place.accountId) return bundle;
  throw new AwsFault('AccessDeniedException', `The bundle ${id} does not belong to your account.`);
}

function readyImage({ images }: Branch, id: string): Image {
  const image = images.get(id);
  if (image === undefined) throw unknown(id, 'image');
  if (image.state === 'AVAILABLE') return image;
  throw new AwsFault('ResourceUnavailableException', `The image ${id} is ${image.state}.`, 400, {
    ResourceId: id,
  });
}

/** "Custom bundle storage volumes can't be smaller than image storage volumes" (Administration Guide, custom bundles). */
function refuseMisfit(
  image: Image,
  { computeType, rootGib, userGib }: { computeType: Compute; rootGib: number; userGib: number },
): void {
  // Choice: an image with drivers of one GPU fits no other hardware.
  if (!isOfFamily(image, computeType)) {
    throw invalid(`The image ${image.imageId} can not be used with the compute type ${computeType}.`);
  }
  const refused = refusedVolumes(computeType, rootGib, userGib);
  if (refused !== undefined) throw invalid(refused);
  if (rootGib < image.rootGib || userGib < image.userGib) {
    throw invalid(
      `The volumes can't be smaller than those of the image: ${image.rootGib} GB and ${image.userGib} GB.`,
    );
  }
}

function gib(capacity: string, member: string): number {
  if (/^\d{1,6}$/.test(capacity)) return Number(capacity);
  throw invalid(`The capacity of ${member} must be a number of GB.`);
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);
