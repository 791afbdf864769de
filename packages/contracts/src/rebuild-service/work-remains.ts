import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const workRemainsV1 = defineEvent({
  source: 'cleandesk.rebuild-service',
  detailType: 'WorkRemains.v1',
  summary: 'A run of rebuild-service ended before all that was due was done; the next one goes on at once.',
  detail: () => z.object({}),
});
