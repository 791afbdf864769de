import * as z from 'zod';
import type { Compute, WorkspaceImage } from '../../service-model/generated/workspaces.ts';
import { model } from '../model.ts';
import { keptTags } from '../tags.ts';

const refusal = z.object({ code: z.string(), message: z.string() });

/** An image that the account owns in this Region. All times are epoch ms. */
export const imageSchema = z.object({
  imageId: z.string(),
  name: z.string(),
  description: z.string(),
  operatingSystem: model.schemaOf('OperatingSystemName'),
  protocols: z.array(model.schemaOf('Protocol')),
  /** Of the desktop that it was made of. */
  computeType: model.schemaOf('Compute'),
  rootGib: z.int(),
  userGib: z.int(),
  state: model.schemaOf('WorkspaceImageState'),
  error: refusal.optional(),
  /** What it will end in, as a fault asked for. */
  failure: refusal.optional(),
  requiredTenancy: model.schemaOf('WorkspaceImageRequiredTenancy'),
  createdAt: z.number(),
  /** The desktop that is suspended while the image is made of it. */
  sourceDesktopId: z.string().optional(),
  /** Accounts that may copy it. */
  sharedWith: z.array(z.string()),
  /** Applications that were installed when it was made. */
  applicationIds: z.array(z.string()),
  /** It is brought in by EC2 Image Builder. */
  customImport: z
    .object({
      /** How many of its stages are done. */
      stage: z.int(),
      source: model.schemaOf('ImageSourceIdentifier'),
      infrastructureConfigurationArn: z.string(),
      updatedAt: z.number(),
    })
    .optional(),
  tags: keptTags,
});
export type Image = z.output<typeof imageSchema>;

/** Whether desktops of this compute type have the GPU, or none, that the image has drivers for. */
export const isOfFamily = ({ computeType }: Image, wanted: Compute): boolean =>
  familyOf(computeType) === familyOf(wanted);

/** `GRAPHICS_G6_2XLARGE` and `GRAPHICS_GR6_4XLARGE` are of one family; all without a GPU are of another. */
function familyOf(computeType: Compute): string {
  if (!computeType.startsWith('GRAPHICS')) return 'BASE';
  const generation = /_GR?(\d)/.exec(computeType)?.[1];
  return generation === undefined ? computeType : `GRAPHICS ${generation}`;
}

/** What an image is, as CreateWorkspaceImage tells it. */
export const asNewImage = (image: Image, ownerId: string) =>
  ({
    ImageId: image.imageId,
    Name: image.name,
    Description: image.description,
    OperatingSystem: { Type: image.operatingSystem.startsWith('WINDOWS') ? 'WINDOWS' : 'LINUX' },
    State: image.state,
    RequiredTenancy: image.requiredTenancy,
    Created: new Date(image.createdAt),
    OwnerAccountId: ownerId,
  }) as const;

export const asImage = (image: Image, ownerId: string): WorkspaceImage => ({
  ...asNewImage(image, ownerId),
  ErrorCode: image.error?.code,
  ErrorMessage: image.error?.message,
  // Nothing here grows old; the words are moto's.
  Updates: {
    UpdateAvailable: false,
    Description: 'This WorkSpace image does not have updates available',
  },
});
