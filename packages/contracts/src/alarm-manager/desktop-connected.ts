import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant, workspaceId } from '../words.ts';

export const desktopConnectedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopConnected.v1',
  summary: 'A user logged in to a desktop. Said of every desktop; who owns seats ignores strangers.',
  detail: () =>
    z.object({
      workspaceId,
      /** Of the login itself; its event comes up to half a minute later. */
      loginAt: instant,
    }),
});
