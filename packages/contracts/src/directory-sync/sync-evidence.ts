import * as z from 'zod';
import { instant } from '../words.ts';

/** The complete read of a group that something follows from. */
export const syncEvidence = z.object({
  id: z.string().min(1).max(128),
  readAt: instant,
  /** Host and port of the server that answered. */
  server: z.string().max(300),
});
