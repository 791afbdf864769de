import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { interval, workspaceId } from '../words.ts';

export const desktopDisconnectedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopDisconnected.v1',
  summary:
    'A connection to a desktop with a disconnect alarm was closed, or failed, somewhere in the interval.',
  detail: () =>
    z.object({
      workspaceId,
      /** From the start of the breaching datapoint to the latest time at which it can have been. */
      interval,
      alarmName: z.string().min(1).max(255),
    }),
});
