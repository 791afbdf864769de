import * as z from 'zod';

/** Tags of an entry of a collection, as AWS lists them. */
export const keptTags = z.array(z.object({ Key: z.string(), Value: z.string().optional() }));

export const asTags = (tags: ReadonlyMap<string, string>) =>
  [...tags].map(([Key, Value]) => ({ Key, Value }));
