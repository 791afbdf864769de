import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant, seat, workspaceId } from '../words.ts';

export const seatNotReadyV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'SeatNotReady.v1',
  summary:
    'A desktop is still dirty, and a reset could not be ready by the time that its policy wants: it waits for the next window.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      readyBy: instant,
    }),
});
