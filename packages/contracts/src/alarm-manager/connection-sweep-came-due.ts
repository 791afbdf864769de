import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const connectionSweepCameDueV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'ConnectionSweepCameDue.v1',
  summary: 'Recurring timer: look at the connection states of all managed desktops.',
  detail: () =>
    z.object({
      reason: z.string().max(256).optional(),
      /** Where an earlier run stopped when its time was up; only who wrote it can read it. Absent: from the start. */
      cursor: z.string().min(1).max(4096).optional(),
    }),
});
