import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant, seat } from '../words.ts';
import { requesters } from './requesters.ts';

export const holdPlacedV1 = defineEvent({
  source: requesters,
  detailType: 'HoldPlaced.v1',
  summary: 'Nobody resets or removes this desktop until then.',
  detail: () =>
    z.object({
      seat,
      holdId: z.string().min(1).max(64),
      owner: z.string().min(1).max(256),
      reason: z.string().min(1).max(1000),
      until: instant,
    }),
});
