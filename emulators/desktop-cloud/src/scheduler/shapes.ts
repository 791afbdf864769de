import * as z from 'zod';
import { wireTimestamp } from '../kernel.ts';

/** What the operations of EventBridge Scheduler accept. Source: botocore service model `scheduler` 2021-06-30. */

const namePattern = /^[0-9a-zA-Z-_.]+$/;
export const scheduleName = z.string().min(1).max(64).regex(namePattern);
const clientToken = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9-_]+$/);

export const tag = z.object({ Key: z.string().min(1).max(128), Value: z.string().min(1).max(256) });
const tagList = z.array(tag).max(200);

const target = z.object({
  Arn: z.string().min(1).max(1600),
  RoleArn: z
    .string()
    .min(1)
    .max(1600)
    .regex(/^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/),
  Input: z.string().min(1).max(262_144).optional(),
  EventBridgeParameters: z
    .object({
      DetailType: z.string().min(1).max(128),
      // AWS keeps sources that begin with `aws.` for itself.
      Source: z
        .string()
        .min(1)
        .max(256)
        .regex(/^(?!aws\.)[/.\-_A-Za-z0-9]+$/),
    })
    .optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().min(1).max(128).optional() }).optional(),
  RetryPolicy: z
    .object({
      MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).optional(),
      MaximumRetryAttempts: z.number().int().min(0).max(185).optional(),
    })
    .optional(),
  DeadLetterConfig: z
    .object({
      Arn: z
        .string()
        .min(1)
        .max(1600)
        .regex(/^arn:aws(-[a-z]+)?:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9\-_]+$/)
        .optional(),
    })
    .optional(),
});
export type Target = z.output<typeof target>;

const definition = {
  GroupName: scheduleName.optional(),
  Name: scheduleName,
  ClientToken: clientToken.optional(),
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).optional(),
  StartDate: wireTimestamp.optional(),
  EndDate: wireTimestamp.optional(),
  Description: z.string().max(512).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  KmsKeyArn: z
    .string()
    .min(1)
    .max(2048)
    .regex(/^arn:aws(-[a-z]+)?:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[0-9a-zA-Z-_]*$/)
    .optional(),
  Target: target,
  FlexibleTimeWindow: z.object({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.number().int().min(1).max(1440).optional(),
  }),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).optional(),
};

/** Create and update take the same: an update replaces the whole schedule. */
export const scheduleInput = z.object(definition);
export type ScheduleInput = z.output<typeof scheduleInput>;

export const namedScheduleInput = z.object({ Name: scheduleName, GroupName: scheduleName.optional() });

const page = {
  MaxResults: z.coerce.number().int().min(1).max(100).optional(),
  NextToken: z.string().min(1).max(2048).optional(),
  NamePrefix: scheduleName.optional(),
};
export const listSchedulesInput = z.object({
  ...page,
  ScheduleGroup: scheduleName.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
});
export const listGroupsInput = z.object(page);

export const createGroupInput = z.object({
  Name: scheduleName,
  ClientToken: clientToken.optional(),
  Tags: tagList.optional(),
});
export const namedGroupInput = z.object({ Name: scheduleName });

const groupArn = z
  .string()
  .min(1)
  .max(1011)
  .regex(/^arn:aws(-[a-z]+)?:scheduler:[a-z0-9-]+:\d{12}:schedule-group\/[0-9a-zA-Z-_.]+$/);
export const taggedInput = z.object({ ResourceArn: groupArn });
export const tagInput = z.object({ ResourceArn: groupArn, Tags: tagList });
export const untagInput = z.object({
  ResourceArn: groupArn,
  TagKeys: z.array(z.string().min(1).max(128)).max(200),
});
