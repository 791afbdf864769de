import * as z from 'zod';
import { type Row, suite } from '../../suite.ts';
import {
  type Detector,
  desktopsBill,
  type Line,
  ourBill,
  recipesBill,
  recreatesBill,
  totalOf,
  type Usage,
} from './bill.ts';
import { type Fleet, usualFleet } from './fleet.ts';
import { type PriceName, priceTable } from './prices.ts';
import { usageOf } from './usage.ts';
import { work } from './work.ts';

/** Large enough for users whose resets meet in a call, and small enough to be played in seconds. */
const played = 200;
const sizes = [100, 1_000, 10_000, 50_000];

/** GB-seconds: ten minutes and four, with 128 MB. */
const recipeSleeps = 14 * 60 * (128 / 1024);

const usage = z.object({
  reset: work.describe('For a user who leaves for good: until the desktop is ready again'),
  comeback: work.describe('For a user who leaves and comes back within the grace period'),
  desktopHour: work.describe('All the time, for each desktop and hour: sweeps, reconcile runs'),
  hour: work.describe('All the time, an hour, however many desktops there are'),
});

/** What is kept of it. */
export const costPart = z.object({
  cost: z.object({
    pricesOf: z.string().describe('Region and date of the prices'),
    played: z.number().describe('Desktops of the fleet of which the usage was read'),
    fleet: z.object({ sessions: z.number(), resetShare: z.number(), days: z.number(), hours: z.number() }),
    usage: z.object({ rebuild: usage, recreate: usage }),
    months: z.array(
      z.object({
        desktops: z.number(),
        ours: z.number().describe('USD a month, with an alarm for each desktop'),
        oursFleetAlarm: z.number().describe('USD a month, with alarms of the fleet'),
        recipe: z.number().describe('USD a month of the design that sleeps in Lambda'),
        desktopsThemselves: z.number().describe('USD a month of WorkSpaces, in AutoStop'),
        recreatesAtMost: z.number().describe('USD a month that recreating may add, unverified'),
      }),
    ),
  }),
});

export const cost = suite({
  name: 'cost',
  title: 'What it costs',
  shape: costPart,
  page: new URL('./page.mustache', import.meta.url),
  async measure(told) {
    told(`what a reset by rebuild uses, among ${played} desktops in virtual time`);
    const rebuild = await usageOf(played, 'rebuild');
    told('the same for a reset by recreate');
    const recreate = await usageOf(played, 'recreate');
    return {
      cost: {
        pricesOf: `${priceTable.region}, ${priceTable.asOf}`,
        played,
        fleet: usualFleet,
        usage: { rebuild: rounded(rebuild), recreate: rounded(recreate) },
        months: sizes.map((desktops) => {
          const fleet = { ...usualFleet, desktops };
          return {
            desktops,
            ours: usd(ourBill(fleet, rebuild, 'per-desktop')),
            oursFleetAlarm: usd(ourBill(fleet, rebuild, 'fleet')),
            recipe: usd(recipesBill(fleet)),
            desktopsThemselves: usd(desktopsBill(fleet)),
            recreatesAtMost: usd([recreatesBill(fleet)]),
          };
        }),
      },
    };
  },
  goals: ({ cost: { usage: used } }) => [
    {
      what: 'GB-seconds of a recreate with all that is waited for at AWS’s own pace, of what the recipe sleeps',
      figure: `1/${Math.round(recipeSleeps / used.recreate.reset.gbSeconds)} (${used.recreate.reset.gbSeconds} of ${recipeSleeps} GB-s)`,
      goal: 'at most 1/500',
      isMet: used.recreate.reset.gbSeconds * 500 <= recipeSleeps,
      because:
        'a function is billed while it waits for its turn at two calls a second, and for answers. Next: a run that has no turn within a second ends, and leaves what it has to the one that has',
    },
  ],
  shown: ({ cost: { months, usage: used } }) => ({
    tables: {
      months: months.map((month) => ({
        desktops: month.desktops,
        'Cleandesk, by rebuild, USD': month.ours,
        'the recipe, USD': month.recipe,
        'the desktops themselves, USD (unverified)': month.desktopsThemselves,
        'recreating may add, USD (unverified)': month.recreatesAtMost,
      })),
      services: servicesOf({ ...usualFleet, desktops: 10_000 }, used.rebuild, 'per-desktop'),
      detectors: months.map((month) => ({
        desktops: month.desktops,
        'an alarm for each desktop, USD': month.ours,
        'alarms of the fleet, USD (unverified)': month.oursFleetAlarm,
      })),
      usage: (['reset', 'comeback', 'desktopHour', 'hour'] as const).flatMap((what) =>
        (['rebuild', 'recreate'] as const).map((strategy) => ({
          of: wordsOf[what],
          strategy,
          ...used[strategy][what],
        })),
      ),
      prices: pricesTable(),
    },
    plots: {
      cost: {
        title: 'USD a month, two sessions a day',
        width: 460,
        height: 240,
        data: {
          values: months.flatMap(({ desktops, ours, recipe, desktopsThemselves }) => [
            { desktops, usd: ours, of: 'Cleandesk' },
            { desktops, usd: recipe, of: 'the recipe' },
            { desktops, usd: desktopsThemselves, of: 'the desktops themselves' },
          ]),
        },
        mark: { type: 'line', point: true },
        encoding: {
          x: {
            field: 'desktops',
            type: 'quantitative',
            scale: { type: 'log' },
            axis: { values: sizes },
          },
          y: {
            field: 'usd',
            type: 'quantitative',
            scale: { type: 'log' },
            title: null,
            axis: { values: [10, 100, 1_000, 10_000, 100_000, 1_000_000] },
          },
          color: { field: 'of', type: 'nominal', title: null },
        },
      },
    },
  }),
});

const wordsOf = {
  reset: 'a user who leaves for good',
  comeback: 'a user who comes back in time',
  desktopHour: 'an hour of a desktop',
  hour: 'an hour, without desktops',
} as const;

const usd = (lines: readonly Line[]): number => Math.round(totalOf(lines) * 100) / 100;

function rounded<T extends Record<string, Record<string, number>>>(used: T): T {
  return JSON.parse(JSON.stringify(used), (_name, value) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value,
  );
}

/** A month by service, ours and the recipe's. */
export function servicesOf(fleet: Fleet, used: Usage, detector: Detector): Row[] {
  const ours = ourBill(fleet, used, detector);
  const row = (by: string) => (one: Line) => ({
    by,
    service: one.service,
    what: one.what,
    'USD a month': Math.round(one.usd * 100) / 100,
    price: one.isVerified ? 'read' : 'recalled, unverified',
  });
  return [
    ...ours.map(row('Cleandesk')),
    ...recipesBill(fleet).map(row('the recipe')),
    ...desktopsBill(fleet).map(row('the desktops themselves')),
    row('what recreating may add')(recreatesBill(fleet)),
  ];
}

const isPriceName = (name: string): name is PriceName => name in priceTable.prices;
const pricesTable = (): Row[] =>
  Object.keys(priceTable.prices)
    .filter(isPriceName)
    .map((name) => {
      const { usd: amount, per, source = 'recalled, unverified' } = priceTable.prices[name];
      return { USD: String(amount), per, source };
    });
