import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { desktopSpec, groupName, seat } from '../words.ts';
import { requesters } from './requesters.ts';

export const seatWantedV1 = defineEvent({
  source: requesters,
  detailType: 'SeatWanted.v1',
  summary: 'A claim on a seat: this user shall have a desktop.',
  detail: () =>
    z.object({
      seat,
      /** Who claims; a later revision of the same claim replaces an earlier one, an earlier one changes nothing. */
      claim: z.object({ source: z.string().min(1).max(128), revision: z.int().nonnegative() }),
      desired: desktopSpec,
      /** Of several claims on a seat the lowest one decides what desktop is made: the order in which their groups are configured. */
      precedence: z.int().nonnegative().optional(),
      /** The group that decides it, when another one than who says this. */
      decidedBy: groupName.optional(),
      /** What the claim follows from. */
      evidence: z.string().min(1).max(128).optional(),
    }),
});
