import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const fleetsCountedV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'FleetsCounted.v1',
  summary: 'How many desktops each policy manages, counted by a complete reconcile.',
  detail: () =>
    z.object({
      fleets: z.array(z.object({ policy: z.string().min(1).max(64), desktops: z.int().nonnegative() })),
    }),
});
