import * as z from 'zod';
import { defineAwsEvent } from '../define.ts';
import { workspaceId } from '../words.ts';

export const workspacesAccess = defineAwsEvent({
  source: 'aws.workspaces',
  detailType: 'WorkSpaces Access',
  summary: 'A user logged in to a desktop. Best effort; AWS has no such event for leaving.',
  detail: () =>
    z.object({
      actionType: z.literal('successfulLogin'),
      /** Precedes the envelope's `time` by up to half a minute in AWS's sample. */
      loginTime: z.iso.datetime({ offset: true }),
      /** AWS writes `domain/d-…` here. */
      directoryId: z.string().transform((id) => id.replace(/^domain\//, '')),
      workspaceId,
    }),
  only: { actionType: ['successfulLogin'] },
});
