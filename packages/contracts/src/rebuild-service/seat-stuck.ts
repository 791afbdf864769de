import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat, workspaceId } from '../words.ts';

export const seatStuckV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'SeatStuck.v1',
  summary:
    'What a seat waits for takes far longer than usual, or is refused again and again. It is tried on; a person should look.',
  detail: () =>
    z.object({
      seat,
      workspaceId: workspaceId.optional(),
      status: z.string().min(1).max(32),
      reason: z.string().min(1).max(128),
      explanation: z.string().max(1000),
    }),
});
