import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant, workspaceId } from '../words.ts';

export const desktopConnectedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopConnected.v1',
  summary: 'A user logged in to a managed desktop.',
  detail: z.object({
    workspaceId,
    loginAt: instant,
  }),
});
