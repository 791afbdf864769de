import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const reconcileCameDueV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'ReconcileCameDue.v1',
  summary: 'Recurring timer: make the alarms match the managed desktops.',
  detail: () =>
    z.object({
      /** Set by a person or a test that asks for a run between two due times. */
      reason: z.string().max(256).optional(),
      /** Where an earlier run stopped when its time was up; only who wrote it can read it. Absent: from the start. */
      cursor: z.string().min(1).max(4096).optional(),
    }),
});
