import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { resetScope } from '../words.ts';

export const resetsResumedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetsResumed.v1',
  summary: 'Resets of this scope go on.',
  detail: () =>
    z.object({
      scope: resetScope,
      because: z.string().min(1).max(256),
    }),
});
