import { PoliciesUnreadable, type Policy, parsePolicies } from '@cleandesk/policies';
import * as z from 'zod';
import type { AlarmRules } from './domain/alarm.ts';

const text = z.string().min(1, 'is empty');

const policies = text.transform((packed, context): readonly Policy[] => {
  try {
    return parsePolicies(packed);
  } catch (error) {
    if (!(error instanceof PoliciesUnreadable)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const tags = text.transform((json, context): Record<string, string> => {
  try {
    return z.record(z.string().min(1).max(128), z.string().max(256)).parse(JSON.parse(json));
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a JSON object of texts' });
    return z.NEVER;
  }
});

const variables = z.object({
  ACCOUNT_ID: text.regex(/^\d{12}$/, 'is not an account id'),
  PARTITION: text,
  EVENT_BUS_NAME: text,
  DEAD_LETTER_QUEUE_URL: z.url('is not a URL'),
  POLICIES: policies,
  ALARM_PERIOD_SECONDS: text
    .transform(Number)
    .pipe(
      z
        .int('is not a whole number of seconds')
        .min(10, 'is less than 10 s')
        .max(86_400, 'is more than a day'),
    ),
  ALARM_TOPIC_ARN: text.regex(/^arn:[a-z-]+:sns:/, 'is not the ARN of a topic').optional(),
  ALARM_TAGS: tags.optional(),
  /** A small share of the two calls a second that an account has: resets need the rest. */
  WORKSPACES_CALLS_PER_SECOND: text
    .default('0.5')
    .transform(Number)
    .pipe(z.number('is not a number').positive('is not above 0').max(1000, 'is more than AWS gives anybody')),
});

const walking = variables.extend({ WALKS_TABLE: text });

/** What each function reads of its environment. packages/bundle writes it down for Terraform. */
export const environment = { watch: variables, reconcile: walking };

export type Config = {
  accountId: string;
  partition: string;
  busName: string;
  deadLetterQueueUrl: string;
  policies: readonly Policy[];
  rules: AlarmRules;
  workspacesCallsPerSecond: number;
};

/** Of the function that walks over the fleet. */
export type WalkingConfig = Config & { walksTable: string };

/** The function's environment is wrong. The message names every fault at once, so that one deployment puts all right. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

type Given = Readonly<Record<string, string | undefined>>;

/** @throws {BadEnvironment} */
export const readConfig = (given: Given): Config => configOf(read(variables, given));

/** @throws {BadEnvironment} */
export function readWalkingConfig(given: Given): WalkingConfig {
  const data = read(walking, given);
  return { ...configOf(data), walksTable: data.WALKS_TABLE };
}

function read<T>(schema: z.ZodType<T>, given: Given): T {
  const result = schema.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map(({ path: [name], code, message }) =>
      code === 'invalid_type' && given[String(name)] === undefined
        ? `${String(name)} is missing`
        : `${String(name)} ${message}`,
    );
    throw new BadEnvironment(`The environment is wrong: ${faults.join('; ')}`);
  }
  return result.data;
}

function configOf(data: z.output<typeof variables>): Config {
  return {
    accountId: data.ACCOUNT_ID,
    partition: data.PARTITION,
    busName: data.EVENT_BUS_NAME,
    deadLetterQueueUrl: data.DEAD_LETTER_QUEUE_URL,
    policies: data.POLICIES,
    rules: {
      periodSeconds: data.ALARM_PERIOD_SECONDS,
      tags: data.ALARM_TAGS ?? {},
      ...(data.ALARM_TOPIC_ARN === undefined ? {} : { topicArn: data.ALARM_TOPIC_ARN }),
    },
    workspacesCallsPerSecond: data.WORKSPACES_CALLS_PER_SECOND,
  };
}
