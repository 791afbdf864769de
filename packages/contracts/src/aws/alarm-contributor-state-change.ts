import * as z from 'zod';
import { defineAwsEvent } from '../define.ts';

/** Names of the alarms on a whole shard of the fleet, each with a desktop as a contributor. */
export const shardAlarmNamePrefix = 'WorkSpace_Disconnected_fleet_';

/** Source: CloudWatch User Guide, "Alarm events and EventBridge". It has no `reasonData` and no `previousState`. */
export const alarmContributorStateChange = defineAwsEvent({
  source: 'aws.cloudwatch',
  detailType: 'CloudWatch Alarm Contributor State Change',
  summary:
    'A series of an alarm on a query came into ALARM: with `detector = "fleet"`, a desktop. Said of each, also while the alarm itself stays in ALARM.',
  detail: () =>
    z.object({
      alarmName: z.string().min(1),
      alarmContributor: z.object({
        id: z.string().min(1),
        /** What the query groups by. A metric without such a dimension is counted under `Other`. */
        attributes: z.record(z.string(), z.string()),
      }),
      state: z.object({
        value: z.enum(['OK', 'ALARM']),
        timestamp: z.string().min(1),
        /** A sentence. The breaching datapoint stands in it and nowhere else. */
        reason: z.string().optional(),
      }),
      configuration: z
        .object({ metrics: z.array(z.object({ period: z.number().positive().optional() })) })
        .optional(),
    }),
  only: { alarmName: [{ prefix: shardAlarmNamePrefix }], state: { value: ['ALARM'] } },
});
