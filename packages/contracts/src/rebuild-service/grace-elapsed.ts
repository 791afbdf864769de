import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat } from '../words.ts';

export const graceElapsedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'GraceElapsed.v1',
  summary: 'One-shot timer: the grace of this absence is over.',
  detail: () =>
    z.object({
      seat,
      absenceId: z.string().min(1).max(128),
    }),
});
