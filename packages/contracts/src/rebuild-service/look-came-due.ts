import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat } from '../words.ts';

export const lookCameDueV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'LookCameDue.v1',
  summary: 'One-shot timer: look at this seat again.',
  detail: () =>
    z.object({
      seat,
      /** What the look is for: an absence id, or the id of a reset or a provisioning. */
      about: z.string().min(1).max(128),
    }),
});
