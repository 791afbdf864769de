import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const leftoversCameDueV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'LeftoversCameDue.v1',
  summary: 'Recurring timer: finish what a crashed run left, and find due work without a timer.',
  detail: () =>
    z.object({
      reason: z.string().max(256).optional(),
    }),
});
