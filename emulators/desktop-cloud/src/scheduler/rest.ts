import { AwsFault } from '../kernel.ts';
import type { WireCall } from '../protocol/codec.ts';
import {
  encodable,
  isPlain,
  UnreadableBody,
  type WireAnswer,
  type WireRequest,
  withoutNulls,
} from '../protocol/wire.ts';

type Members = Record<string, unknown>;
type Route = {
  operation: string;
  method: string;
  path: RegExp;
  /** Members that are not in the body. */
  members(matched: string, query: URLSearchParams): Members;
};

const named = (Name: string): Members => ({ Name });
const inGroup = (Name: string, query: URLSearchParams): Members => ({
  Name,
  GroupName: query.get('groupName'),
});
const listed = (_: string, query: URLSearchParams): Members => Object.fromEntries(query);
const tagged = (ResourceArn: string): Members => ({ ResourceArn });
const untagged = (ResourceArn: string, query: URLSearchParams): Members => ({
  ResourceArn,
  TagKeys: query.getAll('TagKeys'),
});

const schedule = /^\/schedules\/([^/]+)$/;
const group = /^\/schedule-groups\/([^/]+)$/;
const tags = /^\/tags\/(.+)$/;

/** Source: botocore service model `scheduler` 2021-06-30. */
const routes: readonly Route[] = [
  { operation: 'CreateSchedule', method: 'POST', path: schedule, members: named },
  { operation: 'GetSchedule', method: 'GET', path: schedule, members: inGroup },
  { operation: 'UpdateSchedule', method: 'PUT', path: schedule, members: named },
  { operation: 'DeleteSchedule', method: 'DELETE', path: schedule, members: inGroup },
  { operation: 'ListSchedules', method: 'GET', path: /^\/schedules\/?$/, members: listed },
  { operation: 'CreateScheduleGroup', method: 'POST', path: group, members: named },
  { operation: 'GetScheduleGroup', method: 'GET', path: group, members: named },
  { operation: 'DeleteScheduleGroup', method: 'DELETE', path: group, members: named },
  { operation: 'ListScheduleGroups', method: 'GET', path: /^\/schedule-groups\/?$/, members: listed },
  { operation: 'ListTagsForResource', method: 'GET', path: tags, members: tagged },
  { operation: 'TagResource', method: 'POST', path: tags, members: tagged },
  { operation: 'UntagResource', method: 'DELETE', path: tags, members: untagged },
];

/** As the server finds the API that a call is for; a REST API has no `X-Amz-Target`. */
export const schedulerTarget = 'AWSScheduler';

/** REST JSON of EventBridge Scheduler: which operation a request is, and how its answer is written. */
export function schedulerCall(request: WireRequest): WireCall | undefined {
  for (const route of routes) {
    const match = route.method === request.method ? route.path.exec(request.path) : null;
    if (match === null) continue;
    return {
      target: schedulerTarget,
      operation: route.operation,
      input: () =>
        withoutNulls({ ...readBody(request.body), ...route.members(decoded(match[1] ?? ''), request.query) }),
      answer: (output, requestId) => answer(200, requestId, output),
      refuse: refuse,
    };
  }
  return undefined;
}

export function refuse(fault: AwsFault, requestId: string): WireAnswer {
  const { headers, ...rest } = answer(fault.status, requestId, { Message: fault.message, ...fault.fields });
  return { ...rest, headers: { ...headers, 'x-amzn-errortype': fault.code } };
}

function answer(status: number, requestId: string, output: unknown): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify(encodable(output ?? {}, (date) => date.getTime() / 1_000)),
  };
}

function readBody(body: Buffer): Members {
  if (body.length === 0) return {};
  try {
    const value = withoutNulls(JSON.parse(body.toString('utf8')));
    if (isPlain(value)) return value;
  } catch (error) {
    const unreadable = [SyntaxError, RangeError, UnreadableBody].some((kind) => error instanceof kind);
    if (!unreadable) throw error;
  }
  throw new AwsFault('SerializationException', 'The request body is not a readable JSON structure');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AwsFault('ValidationException', `The path has a malformed escape: ${part}`);
  }
}
