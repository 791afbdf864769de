import * as z from 'zod';

/** One change of an account's dedicated tenancy. */
export const accountModificationSchema = z.object({
  state: z.enum(['PENDING', 'COMPLETED', 'FAILED']),
  /** Of the management network. */
  range: z.string(),
  /** epoch ms */
  startedAt: z.number(),
  /** What it will end in, as a fault asked for. */
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type AccountModification = z.output<typeof accountModificationSchema>;

/** "may take several hours" (Administration Guide, bring your own licences). Choice: two, in ms. */
export const modificationTakes = 2 * 3_600_000;
