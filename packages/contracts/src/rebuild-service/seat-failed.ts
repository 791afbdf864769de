import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat } from '../words.ts';

export const seatFailedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'SeatFailed.v1',
  summary: 'A seat is without a usable desktop and nothing more is tried; a person is needed.',
  detail: () =>
    z.object({
      seat,
      reason: z.string().min(1).max(128),
      explanation: z.string().max(1000),
    }),
});
