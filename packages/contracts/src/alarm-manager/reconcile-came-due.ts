import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const reconcileCameDueV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'ReconcileCameDue.v1',
  summary: 'Recurring timer: make the alarms match the managed desktops.',
  detail: z.object({
    /** Set by a person or a test that asks for a run between two due times. */
    reason: z.string().max(256).optional(),
  }),
});
