import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { seat, workspaceId } from '../words.ts';

export const resetFailedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetFailed.v1',
  summary: 'A reset did not end well; a person is needed.',
  detail: () =>
    z.object({
      seat,
      workspaceId: workspaceId.optional(),
      resetId: z.string().min(1).max(128),
      reason: z.string().min(1).max(128),
      explanation: z.string().max(1000),
    }),
});
