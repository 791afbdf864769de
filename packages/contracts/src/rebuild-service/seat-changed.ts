import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant, resetKeeps, seat, workspaceId } from '../words.ts';

export const seatChangedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'SeatChanged.v1',
  summary:
    'What others may know of a seat, for their own projections. Older versions than the last seen are ignored.',
  detail: () =>
    z.object({
      seat,
      version: z.int().nonnegative(),
      status: z.enum([
        'absent',
        'provisioning',
        'live',
        'away',
        /** Left, and waits for the window in which it is reset. */
        'dirty',
        'rebuilding',
        'terminating',
        'recreating',
        'removing',
        'clearing',
        'failed',
      ]),
      workspaceId: workspaceId.optional(),
      policy: z.string().optional(),
      heldUntil: instant.optional(),
      resetDueAt: instant.optional(),
      /** It could be reset, and waits: `window`, `outage`, `failures`, `budget`, `breaker`, `first`. */
      waitsFor: z.string().min(1).max(32).optional(),
      /**
       * What its policy leaves to the user by a reset: the user volume as of its last snapshot, that only where the snapshot is
       * recent enough, nothing, or everything, where the policy is in dry run. Absent: no policy matches, or none is known yet.
       */
      resetKeeps: resetKeeps.optional(),
    }),
});
