import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { syncGuards } from '../directory-sync/directory-sync-refused.ts';
import { groupName, requestId } from '../words.ts';
import { requesters } from './requesters.ts';

export const directorySyncRequestedV1 = defineEvent({
  source: requesters,
  detailType: 'DirectorySyncRequested.v1',
  summary: 'A person wants a group to be read now, and may let something pass for this one run.',
  detail: () =>
    z.object({
      group: groupName,
      requestId,
      requestedBy: z.string().min(1).max(256),
      override: z
        .object({ guards: z.array(z.enum(syncGuards)).min(1), reason: z.string().min(1).max(1000) })
        .optional(),
    }),
});
