import * as z from 'zod';
import type { Claim, Memory, Trouble } from '../domain/memory.ts';

export const claimPrefix = 'CLAIM#';
export const troublePrefix = 'TROUBLE#';

/** ms that a claim which was given up is kept: late news of it is older than any new one anyway. */
const keepMs = 400 * 86_400_000;

const run = z.object({
  revision: z.number().default(0),
  leaseUntil: z.number().default(0),
  answered: z.array(z.string()).default([]),
  readAt: z.number().optional(),
  saidThrough: z.number().default(0),
  repeatedHour: z.number().optional(),
  refused: z.object({ reason: z.string(), times: z.number() }).optional(),
});

const claim = z.object({
  login: z.string(),
  entryId: z.string(),
  dn: z.string(),
  said: z.enum(['wanted', 'unwanted']),
  revision: z.number(),
  spec: z.string(),
  leftAt: z.number().optional(),
  leavings: z.array(z.number()).optional(),
});

const trouble = z.object({ reason: z.string(), at: z.number(), times: z.number() });

/** What lies in the table, by kind; a sample of each field is in `test/samples`. */
export const shapes = { runs: run, claims: claim, troubles: trouble } as const;

/** @throws a ZodError when somebody else wrote it: nothing is concluded from what can't be read. */
export const runOf = (item: unknown): z.output<typeof run> => run.parse(item ?? {});

export const claimItem = (key: string, { revision, ...rest }: Claim): Record<string, unknown> => ({
  sk: `${claimPrefix}${key}`,
  ...rest,
  revision,
  ...(rest.said === 'unwanted' ? { expiresAt: Math.ceil((revision + keepMs) / 1000) } : {}),
});

/** All items of a group. @throws a ZodError */
export function memoryOf(items: readonly Record<string, unknown>[]): Memory {
  const claims = new Map<string, Claim>();
  const troubles = new Map<string, Trouble>();
  let begun: unknown;
  for (const item of items) {
    const name = String(item.sk);
    if (name.startsWith(claimPrefix)) claims.set(name.slice(claimPrefix.length), clean(claim.parse(item)));
    else if (name.startsWith(troublePrefix))
      troubles.set(name.slice(troublePrefix.length), trouble.parse(item));
    else begun = item;
  }
  const { readAt, saidThrough, repeatedHour, refused } = runOf(begun);
  return {
    claims,
    troubles,
    saidThrough,
    ...(readAt === undefined ? {} : { readAt }),
    ...(repeatedHour === undefined ? {} : { repeatedHour }),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** Without what is not there: a property that is `undefined` is none. */
function clean({ leftAt, leavings, ...rest }: z.output<typeof claim>): Claim {
  return {
    ...rest,
    ...(leftAt === undefined ? {} : { leftAt }),
    ...(leavings === undefined ? {} : { leavings }),
  };
}
