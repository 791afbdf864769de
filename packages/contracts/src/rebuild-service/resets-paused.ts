import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { resetScope } from '../words.ts';

export const resetsPausedV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ResetsPaused.v1',
  summary:
    'Too many users left at once, or resets ended badly: nobody of this scope is reset until a person resumes. Recreates also go on when one has worked.',
  detail: () =>
    z.object({
      scope: resetScope,
      because: z.string().min(1).max(256),
    }),
});
