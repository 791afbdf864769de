import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { bundleId, seat, workspaceId } from '../words.ts';

export const desktopWatchedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopWatched.v1',
  summary: 'A desktop that a policy matches has its alarm now.',
  detail: z.object({
    workspaceId,
    seat,
    bundleId,
    policy: z.string().min(1).max(64),
    because: z.enum(['created', 'reconciled']),
  }),
});
