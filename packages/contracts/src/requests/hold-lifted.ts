import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat } from '../words.ts';
import { requesters } from './requesters.ts';

export const holdLiftedV1 = defineEvent({
  source: requesters,
  detailType: 'HoldLifted.v1',
  summary: 'A hold ends before its time.',
  detail: () =>
    z.object({
      seat,
      holdId: z.string().min(1).max(64),
    }),
});
