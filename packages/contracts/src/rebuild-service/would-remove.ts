import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { policyRef, seat, workspaceId } from '../words.ts';

export const wouldRemoveV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'WouldRemove.v1',
  summary: 'Dry run: this desktop, which nobody wants any more, would have been removed now.',
  detail: () =>
    z.object({
      seat,
      workspaceId,
      policy: policyRef,
    }),
});
