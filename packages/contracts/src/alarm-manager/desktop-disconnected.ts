import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { interval, workspaceId } from '../words.ts';

export const desktopDisconnectedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopDisconnected.v1',
  summary:
    'A connection to a desktop with a disconnect alarm was closed, or failed, somewhere in the interval.',
  detail: z.object({
    workspaceId,
    /** Of the breaching datapoint, not of the alarm, which lies minutes later. */
    interval,
    alarmName: z.string().min(1).max(255),
  }),
});
