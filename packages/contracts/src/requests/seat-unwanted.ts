import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat } from '../words.ts';
import { requesters } from './requesters.ts';

export const seatUnwantedV1 = defineEvent({
  source: requesters,
  detailType: 'SeatUnwanted.v1',
  summary: 'A claim on a seat is given up. Without any claim left the desktop is removed.',
  detail: () =>
    z.object({
      seat,
      claim: z.object({ source: z.string().min(1).max(128), revision: z.int().nonnegative() }),
      /** Only a desktop with all of these tags is removed. */
      onlyTagged: z.record(z.string().min(1).max(127), z.string().max(255)).optional(),
      /** Seconds that somebody who is connected keeps the desktop at most; as long as they are connected unless said. */
      connectedForSeconds: z.int().nonnegative().optional(),
      /** What it follows from. */
      evidence: z.string().min(1).max(128).optional(),
    }),
});
