import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { bundleId, directoryId } from '../words.ts';

export const resetsPausedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetsPaused.v1',
  summary:
    'No further desktop of this scope is terminated until a create there has worked, or a person resumes.',
  detail: z.object({
    scope: z.object({ directoryId, bundleId }),
    because: z.string().min(1).max(256),
  }),
});
