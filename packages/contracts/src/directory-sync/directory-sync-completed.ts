import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { groupName, instant, userName } from '../words.ts';
import { syncEvidence } from './sync-evidence.ts';

const count = z.int().nonnegative();

export const directorySyncCompletedV1 = defineEvent({
  source: 'cleandesk.directory-sync',
  detailType: 'DirectorySyncCompleted.v1',
  summary: 'A group was read completely, and what follows from it has been said.',
  detail: () =>
    z.object({
      group: groupName,
      evidence: syncEvidence,
      /** Everything was decided and nothing was asked for. */
      dryRun: z.boolean().default(false),
      members: count,
      /** Newly wanted, and wanted again. */
      joined: count,
      returned: count,
      /** Not in the group any more, and still within the delay. */
      leaving: count,
      /** Unwanted from now on. */
      left: count,
      /** Wanted once more after their seat had failed. */
      retried: count,
      /** Members who get no desktop. */
      leftOut: z.object({ withoutMail: count, disabled: count, withoutUsableLogin: count }),
      /** Listed as members, and no user could be read: they neither join nor leave. */
      unread: count,
      /** The same person under another name, or another person under the same name: kept as they are until a person decides. At most 100. */
      renamed: z.array(z.object({ from: userName, to: userName })).max(100),
      /** What a person let pass in this run, and why. */
      override: z
        .object({
          guards: z.array(z.string()),
          reason: z.string().max(1000),
          requestedBy: z.string().max(256),
        })
        .optional(),
      /** When the read before this one was complete. */
      previousReadAt: instant.optional(),
    }),
});
