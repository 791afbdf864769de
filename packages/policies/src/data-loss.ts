import * as z from 'zod';
import { longest, second } from './wire.ts';

/** How much of a user's work a rebuild may lose, since the user volume comes back from a snapshot; and what to do when it would be more. */
export type DataLoss = { readonly maxMs: number; readonly action: 'rebuild' | 'wait' | 'recreate' };

export const dataLoss = z
  .strictObject({ maxSeconds: z.int().min(0).max(longest), action: z.enum(['rebuild', 'wait', 'recreate']) })
  .transform(({ maxSeconds, action }): DataLoss => ({ maxMs: maxSeconds * second, action }));
