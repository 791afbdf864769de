import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { policyRef, resetCause, seat, strategy, workspaceId } from '../words.ts';

export const wouldResetV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'WouldReset.v1',
  summary: 'Dry run: this desktop would have been reset now.',
  detail: z.object({
    seat,
    workspaceId,
    strategy,
    cause: resetCause,
    policy: policyRef,
  }),
});
