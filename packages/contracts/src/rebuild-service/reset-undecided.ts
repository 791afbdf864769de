import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { absence, seat, workspaceId } from '../words.ts';

export const resetUndecidedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetUndecided.v1',
  summary:
    'Several looks could not tell whether the user is away; they go on, and a person may want to know.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      absence,
      looks: z.int().positive(),
      lastLook: z.string().min(1).max(256),
    }),
});
