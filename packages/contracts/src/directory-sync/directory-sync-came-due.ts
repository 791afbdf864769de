import * as z from 'zod';
import { defineEvent } from '../define.ts';
import { groupName } from '../words.ts';

export const directorySyncCameDueV1 = defineEvent({
  source: 'cleandesk.directory-sync',
  detailType: 'DirectorySyncCameDue.v1',
  summary: 'Recurring timer of a group: read it, and say who shall have a desktop.',
  detail: () => z.object({ group: groupName }),
});
