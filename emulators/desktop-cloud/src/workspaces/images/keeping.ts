import { AwsFault } from '../../kernel.ts';
import { unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import { listed } from '../pages.ts';
import { asImage, type Image } from './image.ts';

export const keepingImages: Handlers = {
  /** Without a type the account's own are shown, and of those that are named also shared ones (choice). */
  DescribeWorkspaceImages(branch, { ImageIds: ids, ImageType: type, NextToken, MaxResults }) {
    const own = branch.images.values().map((image) => asImage(image, branch.place.accountId));
    const withShared = type === 'SHARED' || (type === undefined && ids !== undefined);
    const offered = [...(type === 'SHARED' ? [] : own), ...(withShared ? sharedImages(branch) : [])];
    const { page, next } = listed(
      offered.filter(({ ImageId = '' }) => ids?.includes(ImageId) ?? true),
      { question: ['DescribeWorkspaceImages', ids, type], token: NextToken, size: MaxResults },
    );
    return { Images: page, NextToken: next };
  },

  /** Administration Guide, delete a custom image. For an id that nobody knows the model lists no error but AccessDeniedException. */
  DeleteWorkspaceImage(branch, { ImageId: id }) {
    const image = branch.images.get(id);
    if (image === undefined) {
      throw new AwsFault('AccessDeniedException', `The image ${id} does not belong to your account.`);
    }
    if (image.state === 'PENDING') {
      throw new AwsFault('InvalidResourceStateException', `The image ${id} is PENDING.`);
    }
    if (branch.bundles.values().some(({ imageId, deleted }) => imageId === id && !deleted)) {
      throw new AwsFault('ResourceAssociatedException', `Bundles are associated with the image ${id}.`);
    }
    if (image.sharedWith.length > 0) {
      throw new AwsFault('ResourceAssociatedException', `The image ${id} is shared with other accounts.`);
    }
    branch.images.delete(id);
    return {};
  },

  DescribeWorkspaceImagePermissions(branch, { ImageId, NextToken, MaxResults }) {
    const { page, next } = listed(ownImage(branch, ImageId).sharedWith, {
      question: ['DescribeWorkspaceImagePermissions', ImageId],
      token: NextToken,
      size: MaxResults,
    });
    return {
      ImageId,
      ImagePermissions: page.map((SharedAccountId) => ({ SharedAccountId })),
      NextToken: next,
    };
  },

  /** "This permission can be revoked only after an image has been shared" (service model). */
  UpdateWorkspaceImagePermission(branch, { ImageId, AllowCopyImage, SharedAccountId: account }) {
    const image = ownImage(branch, ImageId);
    if (image.state !== 'AVAILABLE') {
      throw new AwsFault('ResourceUnavailableException', `The image ${ImageId} is ${image.state}.`, 400, {
        ResourceId: ImageId,
      });
    }
    if (account === branch.place.accountId) {
      throw invalid('An image can not be shared with the account that owns it.');
    }
    const others = image.sharedWith.filter((one) => one !== account);
    if (!AllowCopyImage && others.length === image.sharedWith.length) {
      throw invalid(`The image is not shared with ${account}.`);
    }
    branch.images.put(ImageId, { ...image, sharedWith: AllowCopyImage ? [...others, account] : others });
    return {};
  },
};

/** Images of other accounts in this Region that this account may copy. */
const sharedImages = (branch: Branch) => {
  const { accountId, region } = branch.place;
  return branch
    .everywhere()
    .filter((other) => other.place.region === region && other.place.accountId !== accountId)
    .flatMap((other) =>
      other.images
        .values()
        .filter((image) => image.sharedWith.includes(accountId))
        .map((image) => asImage(image, other.place.accountId)),
    );
};

function ownImage({ images }: Branch, id: string): Image {
  const image = images.get(id);
  if (image === undefined) throw unknown(id, 'image');
  return image;
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);
