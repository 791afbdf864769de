import * as z from 'zod';

const text = z.string().min(1, 'is empty');

const sync = z.object({
  EVENT_BUS_NAME: text,
  DEAD_LETTER_QUEUE_URL: z.url('is not a URL'),
  SYNC_TABLE: text,
  /** Where the groups lie in the table. */
  GROUPS_KEY: text,
  /** Longer than the function's time-out: until then a group that a run reads is in its hands. */
  LEASE_SECONDS: text
    .transform(Number)
    .pipe(
      z.number('is not a number of seconds').min(1, 'is less than 1 s').max(86_400, 'is more than a day'),
    ),
});

/** What the function reads of its environment. packages/bundle writes it down for Terraform. */
export const environment = { sync };

export type Config = {
  busName: string;
  deadLetterQueueUrl: string;
  table: string;
  groupsKey: string;
  /** ms */
  leaseMs: number;
};

/** The function's environment is wrong. The message names every fault at once, so that one deployment puts all right. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

/** @throws {BadEnvironment} */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const result = sync.safeParse(variables);
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
    busName: given.EVENT_BUS_NAME,
    deadLetterQueueUrl: given.DEAD_LETTER_QUEUE_URL,
    table: given.SYNC_TABLE,
    groupsKey: given.GROUPS_KEY,
    leaseMs: given.LEASE_SECONDS * 1000,
  };
}
