import * as z from 'zod';
import { defineAwsEvent } from '../define.ts';

/** `null` stands in CloudTrail events where a call was refused as a whole. */
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const failed = list(z.object({ workspaceId: z.string().optional(), errorCode: z.string().optional() }));

/** Fields are lowerCamel in CloudTrail events, unlike in the API's answers (two public programs read them so). */
const common = {
  eventSource: z.literal('workspaces.amazonaws.com'),
  eventTime: z.string().optional(),
  /** Present when the call was refused as a whole; then nothing happened. */
  errorCode: z.string().optional(),
  userIdentity: z.object({ type: z.string().optional(), arn: z.string().optional() }).optional(),
};

const createCall = z.object({
  ...common,
  eventName: z.literal('CreateWorkspaces'),
  responseElements: z
    .object({
      pendingRequests: list(
        z.object({
          workspaceId: z.string(),
          directoryId: z.string().optional(),
          userName: z.string().optional(),
          bundleId: z.string().optional(),
        }),
      ),
    })
    .nullish(),
});

const terminateCall = z.object({
  ...common,
  eventName: z.literal('TerminateWorkspaces'),
  requestParameters: z
    .object({ terminateWorkspaceRequests: list(z.object({ workspaceId: z.string() })) })
    .nullish(),
  responseElements: z.object({ failedRequests: failed }).nullish(),
});

const rebuildCall = z.object({
  ...common,
  eventName: z.literal('RebuildWorkspaces'),
  requestParameters: z
    .object({ rebuildWorkspaceRequests: list(z.object({ workspaceId: z.string() })) })
    .nullish(),
  responseElements: z.object({ failedRequests: failed }).nullish(),
});

export const workspacesApiCall = defineAwsEvent({
  source: 'aws.workspaces',
  detailType: 'AWS API Call via CloudTrail',
  summary: 'Somebody created, terminated or rebuilt WorkSpaces. Best effort; needs a trail in the account.',
  detail: () => z.discriminatedUnion('eventName', [createCall, terminateCall, rebuildCall]),
  only: {
    eventSource: ['workspaces.amazonaws.com'],
    eventName: ['CreateWorkspaces', 'TerminateWorkspaces', 'RebuildWorkspaces'],
  },
});
