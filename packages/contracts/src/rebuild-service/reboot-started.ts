import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { answeredRequestId, seat, workspaceId } from '../words.ts';

export const rebootStartedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'RebootStarted.v1',
  summary: 'A reboot that somebody asked for was accepted by AWS.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      requestId: answeredRequestId,
    }),
});
