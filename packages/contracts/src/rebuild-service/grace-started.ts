import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { absence, instant, policyRef, seat, workspaceId } from '../words.ts';

export const graceStartedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'GraceStarted.v1',
  summary: 'A user left; the desktop is reset at graceEndsAt unless the user comes back.',
  detail: z.object({
    seat,
    workspaceId,
    absence,
    graceEndsAt: instant,
    policy: policyRef,
  }),
});
