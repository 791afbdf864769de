import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { policyRef, resetCause, seat, strategy, workspaceId } from '../words.ts';

export const resetStartedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetStarted.v1',
  summary: 'The first destructive call of a reset is about to be made.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      computerName: z.string().optional(),
      resetId: z.string().min(1).max(128),
      strategy,
      cause: resetCause,
      policy: policyRef,
    }),
});
