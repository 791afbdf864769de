import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { requestId, seat } from '../words.ts';
import { requesters } from './requesters.ts';

export const resetRequestedV1 = defineEvent({
  source: requesters,
  detailType: 'ResetRequested.v1',
  summary: 'A person asks for a clean desktop now.',
  detail: () =>
    z.object({
      seat,
      requestId,
      requestedBy: z.string().min(1).max(256),
      reason: z.string().max(1000).optional(),
    }),
});
