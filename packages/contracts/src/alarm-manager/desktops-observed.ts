import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant, workspaceId } from '../words.ts';

export const desktopsObservedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopsObserved.v1',
  summary:
    'One page of a sweep over the connection states of managed desktops: the backstop for signals that never came.',
  detail: () =>
    z.object({
      observations: z
        .array(
          z.object({
            workspaceId,
            connectionState: z.enum(['CONNECTED', 'DISCONNECTED', 'UNKNOWN']),
            /** Absent while AWS has not checked this desktop yet. */
            checkedAt: instant.optional(),
            /** Absent when nobody has ever connected. */
            lastConnectedAt: instant.optional(),
          }),
        )
        .min(1)
        .max(25),
    }),
});
