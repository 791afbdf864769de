import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Spend } from '../domain/safeguards.ts';
import type { Counted } from '../ports.ts';

/** Beside the seats, whose keys all begin with `SEAT#`. */
export const keys = {
  breakers: 'BREAKERS',
  firsts: 'FIRSTS',
  fleets: 'FLEETS',
  drain: 'DRAIN',
  times: 'TIMES',
  outages: 'OUTAGES',
  failures: 'FAILURES',
  counted: (what: Counted, policy: string) => `${what.toUpperCase()}#${policy}`,
  budget: ({ policy, window }: { policy: string; window: string }) => `BUDGET#${policy}#${window}`,
} as const;

/** What each entry of an item is, by kind; what is a number only is not here. A sample of each field is in `test/samples`. */
export const shapes = {
  breakers: z.object({ at: z.number() }),
  firsts: z.union([
    z.object({ proven: z.literal(true), at: z.number().exactOptional() }),
    z.object({ proven: z.literal(false), resetId: z.string(), until: z.number() }),
  ]),
  times: z.array(z.number()),
  fleets: z.object({ desktops: z.number(), at: z.number() }),
  pauses: z.object({
    version: z.number(),
    outages: z.array(
      z.object({
        from: z.number(),
        to: z.number(),
        openedAt: z.number(),
        because: z.string().exactOptional(),
        told: z.boolean(),
        overSince: z.number().exactOptional(),
      }),
    ),
  }),
} as const;

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** ms for which a spent budget is kept, for whoever asks why a reset waited: 90 days. */
const keepMs = 90 * 86_400_000;

/** What is spent, as a part of the transaction that commits the seat. */
export function spendItem(TableName: string, spend: Spend, now: number): TransactItem {
  switch (spend.of) {
    case 'budget':
      return {
        Update: {
          TableName,
          Key: { pk: keys.budget(spend) },
          UpdateExpression: 'ADD spent :some SET expiresAt = :expiresAt',
          // What is given back is given back whatever there is.
          ...(spend.back === true
            ? {}
            : { ConditionExpression: 'attribute_not_exists(spent) OR spent < :limit' }),
          ExpressionAttributeValues: {
            ':some': spend.back === true ? -1 : 1,
            ...(spend.back === true ? {} : { ':limit': spend.limit }),
            // epoch seconds, as TTL wants it
            ':expiresAt': Math.ceil((now + keepMs) / 1000),
          },
        },
      };
    case 'first':
      return {
        Update: {
          TableName,
          Key: { pk: keys.firsts },
          UpdateExpression: 'SET #first = :mine',
          // Nobody's yet, this very reset's, or of one that was never heard of again.
          ConditionExpression:
            'attribute_not_exists(#first) OR (#first.#proven = :no AND (#first.#until < :now OR #first.#resetId = :resetId))',
          ExpressionAttributeNames: {
            '#first': spend.key,
            '#proven': 'proven',
            '#until': 'until',
            '#resetId': 'resetId',
          },
          ExpressionAttributeValues: {
            ':mine': { proven: false, resetId: spend.resetId, until: spend.until },
            ':no': false,
            ':now': spend.now,
            ':resetId': spend.resetId,
          },
        },
      };
  }
  spend satisfies never;
}
