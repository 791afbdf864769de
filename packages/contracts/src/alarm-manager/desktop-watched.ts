import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { bundleId, seat, workspaceId } from '../words.ts';

export const desktopWatchedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopWatched.v1',
  summary:
    'A desktop that a policy matches gets its alarm: it is new, or its alarm was missing or another one.',
  detail: () =>
    z.object({
      workspaceId,
      seat,
      bundleId,
      /** Name of the policy that matched. */
      policy: z.string().min(1).max(64),
      /** `reconciled`: found by a reconcile run, or after a rebuild. */
      because: z.enum(['created', 'reconciled']),
    }),
});
