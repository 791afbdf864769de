import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { testCredentials } from './credentials.ts';
import { post } from './requests.ts';

/** One line of a function's log; time in epoch ms. */
export type FunctionLogLine = { logGroup: string; timestamp: number; message: string };

const groups = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })).default([]) });
const events = z.object({
  events: z
    .array(z.object({ timestamp: z.number(), message: z.string(), eventId: z.string().optional() }))
    .default([]),
  nextToken: z.string().optional(),
});

/**
 * Lines of all functions' logs from `since` (epoch ms) on, oldest first, from the base emulator's CloudWatch Logs.
 * @param part only log groups whose name contains it, e.g. a service's name
 */
export async function functionLogs(baseUrl: string, since: number, part = ''): Promise<FunctionLogLine[]> {
  const names = (await functionLogGroups(baseUrl)).filter((name) => name.includes(part));
  const lines = await Promise.all(names.map((name) => linesOf(baseUrl, name, since)));
  return lines.flat().toSorted((a, b) => a.timestamp - b.timestamp);
}

/** The log groups of all functions. */
export async function functionLogGroups(baseUrl: string): Promise<string[]> {
  const found = groups.parse(
    await logsCall(baseUrl, 'DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/' }),
  );
  return found.logGroups.map(({ logGroupName }) => logGroupName);
}

/**
 * Writes a line into a log of a function, into a stream of its own, as if the function had said it. For who wants to be
 * sure that what is there would be found.
 */
export async function sayAsFunction(baseUrl: string, logGroupName: string, message: string): Promise<void> {
  const logStreamName = `said-${randomUUID()}`;
  await logsCall(baseUrl, 'CreateLogStream', { logGroupName, logStreamName });
  await logsCall(baseUrl, 'PutLogEvents', {
    logGroupName,
    logStreamName,
    logEvents: [{ timestamp: Date.now(), message }],
  });
}

async function linesOf(baseUrl: string, logGroup: string, since: number): Promise<FunctionLogLine[]> {
  const lines: FunctionLogLine[] = [];
  let nextToken: string | undefined;
  do {
    const page = events.parse(
      await logsCall(baseUrl, 'FilterLogEvents', {
        logGroupName: logGroup,
        startTime: since,
        ...(nextToken ? { nextToken } : {}),
      }),
    );
    for (const event of page.events) {
      lines.push({ logGroup, timestamp: event.timestamp, message: event.message.trimEnd() });
    }
    nextToken = page.nextToken === nextToken ? undefined : page.nextToken;
  } while (nextToken);
  return lines;
}

/** One call without an SDK: the emulator reads the account and region of the header and checks no signature. */
function logsCall(baseUrl: string, operation: string, input: unknown): Promise<unknown> {
  const scope = `${testCredentials.AWS_ACCESS_KEY_ID}/20250101/${testCredentials.AWS_REGION}/logs/aws4_request`;
  return post(baseUrl, input, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `Logs_20140328.${operation}`,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  });
}
