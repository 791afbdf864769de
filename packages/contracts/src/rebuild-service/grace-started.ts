import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { absence, instant, policyRef, seat, strategy, workspaceId } from '../words.ts';

export const graceStartedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'GraceStarted.v1',
  summary: 'A user left; the desktop is reset at graceEndsAt unless the user comes back.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      computerName: z.string().optional(),
      absence,
      /** The most that this reset may do: `recreate` also where a rebuild that would lose too much becomes one. */
      strategy: strategy.optional(),
      graceEndsAt: instant,
      policy: policyRef,
    }),
});
