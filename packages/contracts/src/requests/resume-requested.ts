import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { resetScope } from '../words.ts';
import { requesters } from './requesters.ts';

export const resumeRequestedV1 = defineEvent({
  source: requesters,
  detailType: 'ResumeRequested.v1',
  summary: 'A person lets the resets of a paused scope go on.',
  detail: () =>
    z.object({
      scope: resetScope,
      requestedBy: z.string().min(1).max(256),
    }),
});
