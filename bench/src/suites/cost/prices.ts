import * as z from 'zod';
import table from './prices.json' with { type: 'json' };

const price = z.object({
  usd: z.number().positive(),
  per: z.string(),
  source: z.string().optional().describe('Where it was read. Without one it is recalled, and unverified'),
});

const shape = z.object({
  region: z.string(),
  currency: z.literal('USD'),
  asOf: z.iso.date(),
  note: z.string(),
  prices: z.object({
    lambdaGbSecond: price,
    lambdaGbSecondX86: price,
    lambdaRequests: price,
    customEvents: price,
    schedulerInvocations: price,
    queueRequests: price,
    tableWrites: price,
    tableReads: price,
    logGb: price,
    alarm: price,
    alarmSeries: price,
    desktopMonth: price,
    desktopHour: price,
  }),
});

/** List prices of one Region, without discounts and without what is free but for Scheduler's invocations. */
export const priceTable = shape.parse(table);
export type PriceName = keyof typeof priceTable.prices;

export const usd = (name: PriceName): number => priceTable.prices[name].usd;
export const isVerified = (name: PriceName): boolean => priceTable.prices[name].source !== undefined;
