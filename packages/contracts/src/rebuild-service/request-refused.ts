import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { answeredRequestId, seat } from '../words.ts';

export const requestRefusedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'RequestRefused.v1',
  summary: 'A reset or a reboot that somebody asked for was not done.',
  detail: () =>
    z.object({
      seat,
      requestId: answeredRequestId,
      reason: z.string().min(1).max(128),
      explanation: z.string().max(1000),
    }),
});
