import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { workspaceId } from '../words.ts';

export const desktopUnwatchedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopUnwatched.v1',
  summary: 'A desktop lost its alarm: it was terminated, is gone, or no policy matches it any more.',
  detail: z.object({
    workspaceId,
    because: z.enum(['terminated', 'gone', 'unmanaged']),
  }),
});
