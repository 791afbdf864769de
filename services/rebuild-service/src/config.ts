import { PoliciesUnreadable, type Policy, parsePolicies } from '@cleandesk/policies';
import * as z from 'zod';
import type { Settings } from './domain/signals.ts';

const text = z.string().min(1, 'is empty');
const arn = (service: string, what: string) =>
  text.regex(new RegExp(`^arn:[a-z-]+:${service}:`), `is not the ARN of ${what}`);

/** A number as text. */
const number = (above: number, most: number) =>
  text
    .transform(Number)
    .pipe(z.number('is not a number').gt(above, `is not above ${above}`).max(most, `is above ${most}`));

/** A number of seconds as text, in ms. @param least seconds. */
const seconds = (least: number) =>
  text
    .transform(Number)
    .pipe(
      z
        .number('is not a number of seconds')
        .min(least, `is less than ${least} s`)
        .max(86_400, 'is more than a day'),
    )
    .transform((value) => value * 1000);

const policies = text.transform((packed, context): readonly Policy[] => {
  try {
    return parsePolicies(packed);
  } catch (error) {
    if (!(error instanceof PoliciesUnreadable)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const seats = z.object({
  ACCOUNT_ID: text.regex(/^\d{12}$/, 'is not an account id'),
  PARTITION: text,
  EVENT_BUS_NAME: text,
  EVENT_BUS_ARN: arn('events', 'an event bus'),
  DEAD_LETTER_QUEUE_URL: z.url('is not a URL'),
  POLICIES: policies,
  SEATS_TABLE: text,
  RECORDS_TABLE: text,
  /** How long receipts and other records are kept. */
  KEEP_RECORDS_DAYS: text
    .transform(Number)
    .pipe(
      z.int('is not a whole number of days').min(1, 'is less than a day').max(3653, 'is more than ten years'),
    ),
  /** What code this is: its first recreate goes alone. */
  DEPLOYMENT: text.max(64).optional(),
  TIMER_GROUP: text,
  TIMER_ROLE_ARN: arn('iam', 'a role'),
  TIMER_DEAD_LETTER_ARN: arn('sqs', 'a queue'),
  SHORTEST_TIMER_SECONDS: seconds(1),
  /** Longer than the function's time-out: until then what a run committed is in its hands. */
  LEASE_SECONDS: seconds(1),
  OBSERVE_EVERY_SECONDS: seconds(1),
  /** How long an alarm may stay in ALARM, and silent, after a disconnect: three periods of the alarm. */
  REARM_SECONDS: seconds(1),
  /** Where turns to call WorkSpaces are booked, by all functions that do. */
  PACE_TABLE: text,
  /** Of all functions together. */
  WORKSPACES_CALLS_PER_SECOND: number(0, 1000),
  WORKSPACES_CALLS_AT_ONCE: number(1, 10_000),
  /** Part of the rate that one run keeps to while the table can't be asked. */
  PACE_OWN_SHARE: number(0, 1),
});

/** What each function reads of its environment. packages/bundle writes it down for Terraform. */
export const environment = { seats };

export type Config = {
  accountId: string;
  region: string;
  partition: string;
  bus: { name: string; arn: string };
  deadLetterQueueUrl: string;
  policies: readonly Policy[];
  seatsTable: string;
  recordsTable: string;
  /** ms */
  keepRecordsMs: number;
  timers: { groupName: string; roleArn: string; deadLetterArn: string };
  settings: Settings;
  /** ms */
  leaseMs: number;
  /** Calls to WorkSpaces of all functions together; `ownShare` is this run's part of the rate without the table. */
  pace: { table: string; perSecond: number; burst: number; ownShare: number };
};

/** The function's environment is wrong. The message names every fault at once, so that one deployment puts all right. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

/** @throws {BadEnvironment} */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const result = seats.safeParse(variables);
  if (!result.success) {
    const faults = result.error.issues.map(({ path: [name], code, message }) =>
      code === 'invalid_type' && variables[String(name)] === undefined
        ? `${String(name)} is missing`
        : `${String(name)} ${message}`,
    );
    throw new BadEnvironment(`The environment is wrong: ${faults.join('; ')}`);
  }
  const given = result.data;
  return {
    accountId: given.ACCOUNT_ID,
    region: regionOf(given.EVENT_BUS_ARN),
    partition: given.PARTITION,
    bus: { name: given.EVENT_BUS_NAME, arn: given.EVENT_BUS_ARN },
    deadLetterQueueUrl: given.DEAD_LETTER_QUEUE_URL,
    policies: given.POLICIES,
    seatsTable: given.SEATS_TABLE,
    recordsTable: given.RECORDS_TABLE,
    keepRecordsMs: given.KEEP_RECORDS_DAYS * 86_400_000,
    timers: {
      groupName: given.TIMER_GROUP,
      roleArn: given.TIMER_ROLE_ARN,
      deadLetterArn: given.TIMER_DEAD_LETTER_ARN,
    },
    settings: {
      observeEveryMs: given.OBSERVE_EVERY_SECONDS,
      rearmMs: given.REARM_SECONDS,
      shortestTimerMs: given.SHORTEST_TIMER_SECONDS,
      deployment: given.DEPLOYMENT ?? '',
    },
    leaseMs: given.LEASE_SECONDS,
    pace: {
      table: given.PACE_TABLE,
      perSecond: given.WORKSPACES_CALLS_PER_SECOND,
      burst: given.WORKSPACES_CALLS_AT_ONCE,
      ownShare: given.PACE_OWN_SHARE,
    },
  };
}

/** The bus is where the function is; Lambda's own AWS_REGION can't be set by Terraform, and so not be declared. */
const regionOf = (busArn: string): string => busArn.split(':')[3] ?? '';
