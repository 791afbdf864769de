import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat, workspaceId } from '../words.ts';

export const seatProvisionedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'SeatProvisioned.v1',
  summary: 'A wanted seat has its desktop, ready for a first login.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
    }),
});
