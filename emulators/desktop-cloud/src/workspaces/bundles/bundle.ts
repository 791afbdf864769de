import * as z from 'zod';
import { bundleSeed } from '../../seed.ts';
import { keptTags } from '../tags.ts';

export const bundleSchema = bundleSeed.extend({
  /** `AMAZON`, or the account's id. */
  owner: z.string(),
  deleted: z.boolean(),
  /** From which desktops are made and rebuilt from now on; those that stand keep what they have. */
  imageId: z.string(),
  /** epoch ms */
  createdAt: z.number(),
  updatedAt: z.number(),
  tags: keptTags,
});
export type Bundle = z.output<typeof bundleSchema>;
