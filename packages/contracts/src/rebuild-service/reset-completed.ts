import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { bundleId, desktopFace, instant, policyRef, resetCause, seat, strategy } from '../words.ts';

export const resetCompletedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetCompleted.v1',
  summary: 'The desktop is clean and ready again: the receipt. Published once per absence.',
  detail: () =>
    z.object({
      seat,
      resetId: z.string().min(1).max(128),
      strategy,
      cause: resetCause,
      policy: policyRef,
      oldDesktop: desktopFace,
      newDesktop: desktopFace,
      bundleId,
      /** Of the user volume that a rebuild brings back; null when none was found, absent for a recreate. */
      snapshotAt: instant.nullish(),
      lastSeenAt: instant.optional(),
      /** What AWS did not take of the old desktop's properties: the new one may differ in these. */
      without: z.array(z.string().min(1).max(64)).optional(),
      startedAt: instant,
      completedAt: instant,
      /**
       * ms from AWS's yes to the first destructive call (from the decision, where its answer was lost) to the look that first showed
       * the desktop ready: up to some minutes more than it took.
       */
      timeToReadyMs: z.int().nonnegative(),
    }),
});
