import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat, workspaceId } from '../words.ts';

export const seatRemovedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'SeatRemoved.v1',
  summary: 'A seat that nobody wants any more has no desktop now.',
  detail: () =>
    z.object({
      seat,
      workspaceId: workspaceId.optional(),
    }),
});
