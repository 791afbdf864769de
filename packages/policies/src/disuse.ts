import * as z from 'zod';
import { day } from './wire.ts';

/** What is done with a desktop that nobody uses, and after how long. */
export type Disuse = { readonly afterMs: number; readonly action: 'reset' | 'remove' };

export const disuse = z
  .strictObject({ afterDays: z.int().min(1).max(1000), action: z.enum(['reset', 'remove']) })
  .transform(({ afterDays, action }): Disuse => ({ afterMs: afterDays * day, action }));
