import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { requestId, seat } from '../words.ts';
import { requesters } from './requesters.ts';

export const rebootRequestedV1 = defineEvent({
  source: requesters,
  detailType: 'RebootRequested.v1',
  summary: 'A person asks for a reboot.',
  detail: () =>
    z.object({
      seat,
      requestId,
      requestedBy: z.string().min(1).max(256),
    }),
});
