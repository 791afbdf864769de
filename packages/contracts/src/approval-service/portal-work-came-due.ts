import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const portalWorkCameDueV1 = defineEvent({
  source: 'cleandesk.approval-service',
  detailType: 'PortalWorkCameDue.v1',
  summary:
    'Recurring timer: start and resume workflows that a crash left, warn whose desktop is given back soon, and give back what is over.',
  detail: () =>
    z.object({
      reason: z.string().max(256).optional(),
    }),
});
