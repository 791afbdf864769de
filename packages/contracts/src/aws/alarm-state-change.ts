import * as z from 'zod';
import { defineAwsEvent } from '../define.ts';

/** Names of the alarms that alarm-manager makes; the seeds' hand-made ones have the same prefix. */
export const alarmNamePrefix = 'WorkSpace_Disconnected_id_';

export const alarmStateChange = defineAwsEvent({
  source: 'aws.cloudwatch',
  detailType: 'CloudWatch Alarm State Change',
  summary:
    'A disconnect alarm changed its state. Fires on a change only: an alarm that stays in ALARM says nothing.',
  detail: () =>
    z.object({
      alarmName: z.string().min(1),
      state: z.object({
        value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
        timestamp: z.string().min(1),
        /** A JSON string with `recentDatapoints`, `startDate`, `queryDate`; read by whoever needs the interval. */
        reasonData: z.string().optional(),
      }),
      configuration: z
        .object({
          metrics: z.array(
            z.object({
              metricStat: z
                .object({
                  metric: z.object({
                    namespace: z.string(),
                    name: z.string(),
                    dimensions: z.record(z.string(), z.string()).default({}),
                  }),
                  period: z.number().positive(),
                  stat: z.string(),
                })
                .optional(),
            }),
          ),
        })
        .optional(),
    }),
  only: { alarmName: [{ prefix: alarmNamePrefix }], state: { value: ['ALARM'] } },
});
