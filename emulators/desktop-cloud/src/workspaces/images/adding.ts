import { characters } from '../../domain/workspaces/naming.ts';
import { AwsFault } from '../../kernel.ts';
import type { Tag } from '../../service-model/generated/workspaces.ts';
import { newTags } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Image } from './image.ts';

/** Images in an account and Region (Administration Guide, quotas). */
const mostImages = 40;

type Asked = {
  operation: string;
  workspaceId?: string;
  name: string;
  description?: string | undefined;
  tags: readonly Tag[] | undefined;
};
type Origin = Pick<Image, 'operatingSystem' | 'protocols' | 'computeType' | 'rootGib' | 'userGib'> &
  Partial<Image>;

/**
 * What every new image has to be: the only one with its name (the words are moto's), and one of at most 40.
 * @returns gives the image its id and puts it in, PENDING, once the caller has looked at what it is made of
 */
export function newImage(branch: Branch, asked: Asked): (origin: Origin) => Image {
  const { images, world } = branch;
  const tags = newTags(asked.tags);
  if (images.values().some(({ name }) => name === asked.name)) {
    throw new AwsFault(
      'ResourceAlreadyExistsException',
      'A WorkSpace image with the same name exists in the destination Region. Provide a unique destination image name, and try again.',
    );
  }
  if (images.size >= mostImages) {
    throw new AwsFault('ResourceLimitExceededException', `You can have at most ${mostImages} images.`);
  }
  return (origin) => {
    const image: Image = {
      requiredTenancy: 'DEFAULT',
      applicationIds: [],
      ...origin,
      imageId: `wsi-${characters(9, world.random)}`,
      name: asked.name,
      description: asked.description ?? origin.description ?? asked.name,
      state: 'PENDING',
      createdAt: world.clock.now(),
      sharedWith: [],
      failure: world.faultOfItem('endsInError', asked.operation, { workspaceId: asked.workspaceId }),
      tags,
    };
    images.put(image.imageId, image);
    return image;
  };
}

/** In `ms` of AWS's time the image is ready. */
export function bookImage({ agenda }: Branch, { imageId }: Image, ms: number): void {
  agenda.book(`${imageId}/image`, ms, 'imageWasMade', imageId);
}
