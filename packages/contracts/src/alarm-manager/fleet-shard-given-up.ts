import * as z from 'zod';
import { defineEvent } from '../define.ts';

export const fleetShardGivenUpV1 = defineEvent({
  source: 'cleandesk.alarm-manager',
  detailType: 'FleetShardGivenUp.v1',
  summary:
    'The alarm on a shard of the fleet can not be relied on: each of its managed desktops has an alarm of its own.',
  detail: () =>
    z.object({
      shard: z.string().min(1).max(32),
      because: z.enum(['Outgrown', 'PartialData', 'NotEvaluated', 'Silent']),
      /** What it means, and what a person can do. */
      explanation: z.string().min(1),
    }),
});
