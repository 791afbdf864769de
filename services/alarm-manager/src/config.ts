import { gunzipSync } from 'node:zlib';
import { PoliciesUnreadable, type Policy, parsePolicies } from '@cleandesk/policies';
import * as z from 'zod';
import type { AlarmRules } from './domain/alarm.ts';
import { queryOf, type Shard, type Sharding } from './domain/shard.ts';

const text = z.string().min(1, 'is empty');

/** A number as text. */
const number = (above: number, most: number) =>
  text
    .transform(Number)
    .pipe(z.number('is not a number').gt(above, `is not above ${above}`).max(most, `is above ${most}`));

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

/** Characters of an expression in PutMetricAlarm (model of `cloudwatch`, `MetricExpression`). */
const longestQuery = 2048;
/** What unpacks to more than this is none of ours. */
const unpackedLimit = 1_000_000;

const shard = z
  .object({
    name: z.string().regex(/^[a-z0-9-]{1,32}$/),
    tags: z.record(z.string().min(1).max(128), z.string().max(256)),
  })
  .refine((one: Shard) => queryOf(one).length <= longestQuery, 'asks for more than a query holds');
const fleetSchema = z.object({
  deployment: z.string().min(1).max(64),
  most: z.int().min(1).max(500),
  shards: z
    .array(shard)
    .max(200)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'has a name twice'),
});

/** base64 of gzip of JSON: Terraform's `base64gzip(jsonencode(…))`. */
const fleet = text.transform((packed, context): z.output<typeof fleetSchema> => {
  try {
    const json = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: unpackedLimit });
    return fleetSchema.parse(JSON.parse(json.toString('utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'base64 of gzip of JSON';
    context.addIssue({ code: 'custom', message: `is not what it should be: ${why}` });
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
  /** Where turns to call WorkSpaces are booked, by all functions that do. */
  PACE_TABLE: text,
  /** Of all functions together. */
  WORKSPACES_CALLS_PER_SECOND: number(0, 1000),
  WORKSPACES_CALLS_AT_ONCE: number(1, 10_000),
  /** Part of the rate that one run keeps to while the table can't be asked. */
  PACE_OWN_SHARE: number(0, 1),
  /** For how long a turn is waited for. */
  PACE_PATIENCE_SECONDS: number(0, 120),
});

const watching = variables.extend({ DETECTOR: z.enum(['per-desktop', 'fleet']) });
const walking = watching.extend({
  WALKS_TABLE: text,
  /** Which shards there are; none where each desktop has an alarm of its own. */
  FLEET: fleet,
});

/** What each function reads of its environment. packages/bundle writes it down for Terraform. */
export const environment = { watch: watching, reconcile: walking };

export type Config = {
  accountId: string;
  partition: string;
  busName: string;
  deadLetterQueueUrl: string;
  policies: readonly Policy[];
  rules: AlarmRules;
  detector: 'per-desktop' | 'fleet';
  /** Calls to WorkSpaces of all functions together; `ownShare` is this run's part of the rate without the table. */
  pace: { table: string; perSecond: number; burst: number; ownShare: number; patienceMs: number };
};

/** Of the function that walks over the fleet. */
export type WalkingConfig = Config & {
  walksTable: string;
  /** In the names of this deployment's alarms on shards. */
  deployment: string;
  sharding: Sharding;
};

/** The function's environment is wrong. The message names every fault at once, so that one deployment puts all right. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

type Given = Readonly<Record<string, string | undefined>>;

/** @throws {BadEnvironment} */
export const readConfig = (given: Given): Config => configOf(read(watching, given));

/** @throws {BadEnvironment} */
export function readWalkingConfig(given: Given): WalkingConfig {
  const data = read(walking, given);
  const { deployment, ...sharding } = data.FLEET;
  return { ...configOf(data), walksTable: data.WALKS_TABLE, deployment, sharding };
}

/**
 * Only which shards there are, of which deployment.
 * @throws {BadEnvironment}
 */
export const shardsOf = (given: Given): Sharding & { deployment: string } =>
  read(z.object({ FLEET: fleet }), given).FLEET;

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

function configOf(data: z.output<typeof watching>): Config {
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
    detector: data.DETECTOR,
    pace: {
      table: data.PACE_TABLE,
      perSecond: data.WORKSPACES_CALLS_PER_SECOND,
      burst: data.WORKSPACES_CALLS_AT_ONCE,
      ownShare: data.PACE_OWN_SHARE,
      patienceMs: data.PACE_PATIENCE_SECONDS * 1000,
    },
  };
}
