import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { resetCause, seat, workspaceId } from '../words.ts';

export const resetCancelledV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetCancelled.v1',
  summary: 'A reset that had been announced or decided does not happen.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      cause: resetCause,
      because: z.enum([
        'userReturned',
        'connected',
        'neverConnected',
        'held',
        'unmanaged',
        'desktopGone',
        'specNotCreatable',
        'undecided',
        'paused',
        // Said by 0.1.0.
        'unwanted',
      ]),
      explanation: z.string().max(1000).optional(),
    }),
});
