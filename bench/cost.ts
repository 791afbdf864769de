import { commandLine, enter, Refused } from '@cleandesk/command-line';
import { InvalidArgumentError, Option } from 'commander';
import { readResults } from './src/results/results.ts';
import {
  type Detector,
  desktopsBill,
  ourBill,
  recipesBill,
  recreatesBill,
  totalOf,
} from './src/suites/cost/bill.ts';
import { type Fleet, resetsOf, usualFleet } from './src/suites/cost/fleet.ts';
import { priceTable } from './src/suites/cost/prices.ts';
import { cost, costPart } from './src/suites/cost/suite.ts';
import { suites } from './src/suites/index.ts';

type Options = Fleet & { strategy: 'rebuild' | 'recreate'; detector: Detector; json?: boolean };

const most = { desktops: 1_000_000, sessions: 100, resetShare: 1, days: 31, hours: 24 };

const between = (from: number, to: number) => (text: string) => {
  const number = Number(text);
  if (text.trim() === '' || !(number >= from && number <= to))
    throw new InvalidArgumentError(`It must be a number from ${from} to ${to}.`);
  return number;
};

await enter(
  commandLine('cost')
    .description(
      `What a month of Cleandesk costs for your fleet, by service, beside the desktops themselves and the recipe that sleeps in Lambda. List prices of ${priceTable.region}, as of ${priceTable.asOf}; what Cleandesk uses is read from bench/results.json.`,
    )
    .requiredOption('--desktops <n>', 'desktops that Cleandesk looks after', between(1, most.desktops))
    .option(
      '--sessions <n>',
      'sessions that each user ends on a working day',
      between(0, most.sessions),
      usualFleet.sessions,
    )
    .option(
      '--reset-share <share>',
      'of them, those after which the desktop is reset; after the others the user is back in time',
      between(0, most.resetShare),
      usualFleet.resetShare,
    )
    .option('--days <n>', 'working days in the month', between(0, most.days), usualFleet.days)
    .option(
      '--hours <n>',
      'hours that a desktop runs on a working day',
      between(0, most.hours),
      usualFleet.hours,
    )
    .addOption(
      new Option('--strategy <how>', 'how desktops are reset')
        .choices(['rebuild', 'recreate'])
        .default('rebuild'),
    )
    .addOption(
      new Option('--detector <what>', 'what notices that a user has left')
        .choices(['per-desktop', 'fleet'])
        .default('per-desktop'),
    )
    .option('--json', 'say it in JSON')
    .action((options: Options) => {
      const results = readResults(suites);
      if (results.measured[cost.name] === undefined)
        throw new Refused('bench/results.json does not say what Cleandesk uses. Measure it: pnpm bench cost');
      const used = costPart.parse(results).cost.usage[options.strategy];
      const { strategy, detector, json, ...fleet } = options;
      const bills = {
        Cleandesk: ourBill(fleet, used, detector),
        'the recipe': recipesBill(fleet),
        'the desktops themselves': desktopsBill(fleet),
        ...(strategy === 'recreate' ? { 'what recreating may add, at most': [recreatesBill(fleet)] } : {}),
      };
      const totals = Object.fromEntries(
        Object.entries(bills).map(([by, lines]) => [by, cents(totalOf(lines))]),
      );
      if (json) {
        console.log(
          JSON.stringify({ fleet, strategy, detector, totals, bills, prices: priceTable }, null, 2),
        );
        return;
      }
      console.table(
        Object.entries(bills).flatMap(([by, lines]) =>
          lines.map((one) => ({
            by,
            service: one.service,
            what: one.what,
            'USD a month': cents(one.usd),
            price: one.isVerified ? '' : 'unverified',
          })),
        ),
      );
      for (const [by, usd] of Object.entries(totals)) console.log(`${by}: ${money(usd)} a month`);
      console.log(
        `${Math.round(resetsOf(fleet)).toLocaleString('en')} resets a month. ${perDesktop(totals, fleet)}`,
      );
    }),
);

function perDesktop(totals: Readonly<Record<string, number>>, { desktops }: Fleet): string {
  return `Cleandesk is ${money((totals.Cleandesk ?? 0) / desktops)} for each desktop.`;
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function money(usd: number): string {
  return usd.toLocaleString('en', { style: 'currency', currency: 'USD' });
}
