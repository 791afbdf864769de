import * as z from 'zod';
import { defineEvent } from '../define.ts';

/** Every function with a queue hears it: `packages/lambda` answers for all of them, before the service is asked. */
export const probeSentV1 = defineEvent({
  source: 'cleandesk.operator',
  detailType: 'ProbeSent.v1',
  summary:
    'Somebody wants to know whether every function can be reached. It is written into its log, and changes nothing.',
  detail: () =>
    z.object({
      /** What is looked for in the logs. */
      probeId: z.uuid(),
    }),
});
