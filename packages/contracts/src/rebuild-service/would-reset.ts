import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant, policyRef, resetCause, seat, strategy, workspaceId } from '../words.ts';

export const wouldResetV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'WouldReset.v1',
  summary: 'Dry run: this desktop would have been reset now, after all that a reset waits for.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      strategy,
      cause: resetCause,
      policy: policyRef,
      /** Of the user volume that a rebuild would have brought back, and ms of work since then that would have been lost. */
      snapshotAt: instant.optional(),
      lostMs: z.int().nonnegative().optional(),
      /** What it had waited for last: `window`, `outage`, `budget`, `breaker`, … */
      waitedFor: z.string().min(1).max(32).optional(),
    }),
});
