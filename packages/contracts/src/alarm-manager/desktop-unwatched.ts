import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { workspaceId } from '../words.ts';

export const desktopUnwatchedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopUnwatched.v1',
  summary:
    'A desktop has no alarm any more. Said of every desktop that is terminated, also of one that never had one.',
  detail: () =>
    z.object({
      workspaceId,
      /** `gone`: a reconcile run did not find it any more; `unmanaged`: no policy matches it now. */
      because: z.enum(['terminated', 'gone', 'unmanaged']),
    }),
});
