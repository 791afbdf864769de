import * as z from 'zod';
import { placeholder } from './domain/address.ts';
import type { Notice, Wanted } from './domain/notice.ts';
import type { Readers } from './domain/view.ts';

const text = z.string().min(1, 'is empty');

/** JSON in a variable. Faults never quote it: it holds patterns of addresses. */
const json = <T>(schema: z.ZodType<T>, fault: string) =>
  text.transform((given, context): T => {
    try {
      return schema.parse(JSON.parse(given));
    } catch {
      context.addIssue({ code: 'custom', message: fault });
      return z.NEVER;
    }
  });

const isKnownTo = (ask: () => unknown): boolean => {
  try {
    ask();
    return true;
  } catch {
    // A RangeError is Intl's way of saying no.
    return false;
  }
};

const notices = json(
  z.record(z.string(), z.array(z.enum(['before', 'during', 'after'] as const satisfies readonly Notice[]))),
  'is not a JSON object of lists of notices, by policy',
);
const mail = json(
  z.strictObject({
    from: z.string().min(1),
    configurationSet: z.string().min(1).optional(),
    /** By directory. */
    addresses: z.record(
      z.string(),
      z.string().refine((pattern) => pattern.includes(placeholder)),
    ),
  }),
  `is not a JSON object with from, addresses by directory (each with ${placeholder}) and perhaps configurationSet`,
);

const tell = z.object({
  DEAD_LETTER_QUEUE_URL: z.url('is not a URL'),
  NOTICES_TABLE: text,
  /** Longer than the function's time-out: until then what a run is telling is in its hands. */
  LEASE_SECONDS: text
    .transform(Number)
    .pipe(
      z.number('is not a number of seconds').min(1, 'is less than 1 s').max(86_400, 'is more than a day'),
    ),
  /** Of which notices users are told, by the policy's name. */
  NOTICES: notices,
  MAIL: mail.optional(),
  TOPIC_ARN: text.regex(/^arn:[a-z-]+:sns:/, 'is not the ARN of a topic').optional(),
  TIME_ZONE: text.refine(
    (timeZone) => isKnownTo(() => new Intl.DateTimeFormat('en', { timeZone })),
    'is not a time zone that this runtime knows',
  ),
  LOCALE: text.refine(
    (locale) => isKnownTo(() => new Intl.Locale(locale)),
    'is not a language tag like en-GB',
  ),
  /** Where own templates lie in the table. */
  TEMPLATES_KEY: text.optional(),
});

/** What the function reads of its environment. packages/bundle writes it down for Terraform. */
export const environment = { tell };

export type Config = {
  deadLetterQueueUrl: string;
  table: string;
  /** ms */
  leaseMs: number;
  wanted: Wanted;
  readers: Readers;
  mail?: { from: string; configurationSet?: string; patterns: ReadonlyMap<string, string> };
  topic?: { arn: string; region: string };
  templatesKey?: string;
};

/** The function's environment is wrong. The message names every fault at once, so that one deployment puts all right. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

/** @throws {BadEnvironment} */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const result = tell.safeParse(variables);
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
    deadLetterQueueUrl: given.DEAD_LETTER_QUEUE_URL,
    table: given.NOTICES_TABLE,
    leaseMs: given.LEASE_SECONDS * 1000,
    wanted: new Map(Object.entries(given.NOTICES).map(([policy, list]) => [policy, new Set(list)])),
    readers: { timeZone: given.TIME_ZONE, locale: given.LOCALE },
    ...(given.MAIL && { mail: mailOf(given.MAIL) }),
    ...(given.TOPIC_ARN === undefined ? {} : { topic: topicOf(given.TOPIC_ARN) }),
    ...(given.TEMPLATES_KEY === undefined ? {} : { templatesKey: given.TEMPLATES_KEY }),
  };
}

const mailOf = ({ from, configurationSet, addresses }: z.output<typeof mail>) => ({
  from,
  ...(configurationSet === undefined ? {} : { configurationSet }),
  patterns: new Map(Object.entries(addresses)),
});

/** A topic may lie in another Region than the function, and only answers there. */
const topicOf = (arn: string) => ({ arn, region: arn.split(':')[3] ?? '' });
