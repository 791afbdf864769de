import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat } from '../words.ts';
import { requesters } from './requesters.ts';

export const seatUnwantedV1 = defineEvent({
  source: requesters,
  detailType: 'SeatUnwanted.v1',
  summary: 'A claim on a seat is given up. Without any claim left the desktop is removed.',
  detail: z.object({
    seat,
    claim: z.object({ source: z.string().min(1).max(128), revision: z.int().nonnegative() }),
  }),
});
