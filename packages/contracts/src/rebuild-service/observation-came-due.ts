import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { instant } from '../words.ts';

export const observationCameDueV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'ObservationCameDue.v1',
  summary:
    'One-shot timer: look at all seats in flight, since AWS sends no event when a desktop is ready or gone.',
  detail: () =>
    z.object({
      dueAt: instant,
    }),
});
