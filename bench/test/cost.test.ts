import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { desktopsBill, ourBill, recipesBill, recreatesBill, totalOf } from '../src/suites/cost/bill.ts';
import { usualFleet } from '../src/suites/cost/fleet.ts';
import { noWork } from '../src/suites/cost/work.ts';

const fleet = { ...usualFleet, desktops: 1_000 };
const nothing = { reset: noWork, comeback: noWork, desktopHour: noWork, hour: noWork };
const usdOf = (lines: ReturnType<typeof ourBill>, service: string, what: string): number | undefined =>
  lines.find((line) => line.service === service && line.what === what)?.usd;

test('a reset is paid for once for each session after which there is one', () => {
  const used = { ...nothing, reset: { ...noWork, gbSeconds: 2, writes: 100 } };
  // 1,000 desktops × 2 sessions × 21 days.
  const lines = ourBill(fleet, used, 'per-desktop');
  expect(usdOf(lines, 'Lambda', 'time of functions')).toBeCloseTo(42_000 * 2 * 0.0000133334, 4);
  expect(usdOf(lines, 'DynamoDB', 'writes')).toBeCloseTo((42_000 * 100 * 0.625) / 1e6, 4);
  const half = ourBill({ ...fleet, resetShare: 0.5 }, used, 'per-desktop');
  expect(usdOf(half, 'DynamoDB', 'writes')).toBeCloseTo((21_000 * 100 * 0.625) / 1e6, 4);
});

test('who comes back in time is paid for by what that takes', () => {
  const used = { ...nothing, comeback: { ...noWork, events: 1_000 } };
  const lines = ourBill({ ...fleet, resetShare: 0.25 }, used, 'per-desktop');
  expect(usdOf(lines, 'EventBridge', 'events')).toBeCloseTo(31.5, 6);
});

test('what recurs is paid for all month, for each desktop and for none', () => {
  const used = { ...nothing, desktopHour: { ...noWork, reads: 10 }, hour: { ...noWork, reads: 1_000 } };
  const lines = ourBill({ ...fleet, sessions: 0 }, used, 'per-desktop');
  expect(usdOf(lines, 'DynamoDB', 'reads')).toBeCloseTo((730 * (10_000 + 1_000) * 0.125) / 1e6, 6);
});

test("Scheduler's first 14 million timers are free", () => {
  const timers = (schedules: number) =>
    usdOf(
      ourBill(fleet, { ...nothing, reset: { ...noWork, schedules } }, 'per-desktop'),
      'EventBridge Scheduler',
      'timers',
    );
  expect(timers(333)).toBe(0);
  expect(timers(1_000)).toBeCloseTo(28, 6);
});

test('the recipe pays for its sleep, and the desktops for themselves', () => {
  // 846.2 s and two of 1.2 s, of 128 MB, 42,000 times.
  expect(usdOf(recipesBill(fleet), 'Lambda', 'time of functions')).toBeCloseTo(
    42_000 * 848.6 * 0.125 * 0.0000166667,
    2,
  );
  expect(totalOf(desktopsBill(fleet))).toBeCloseTo(1_000 * (9.75 + 21 * 8 * 0.3), 6);
});

test('what recreating may add is never said without being marked', () => {
  expect(recreatesBill(fleet)).toMatchObject({ isVerified: false, usd: 42_000 * 9.75 });
});

const cost = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, '../cost.ts'), ...args]);

test('pnpm cost says it for a fleet of one’s own', async () => {
  const { stdout } = await cost('--desktops', '3000', '--sessions', '2', '--strategy', 'recreate', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    fleet: { desktops: 3000, sessions: 2 },
    totals: { 'what recreating may add, at most': 1_228_500 },
  });
  const table = await cost('--desktops', '3000');
  expect(table.stdout).toContain('126,000 resets a month');
  expect(table.stdout).not.toContain('recreating may add');
});

test.each([
  [['--desktops', 'many'], 'a number from 1 to'],
  [['--desktops', '10', '--reset-share', '1.5'], 'a number from 0 to 1'],
  [[], "required option '--desktops"],
])('pnpm cost refuses %j', async (args, why) => {
  await expect(cost(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(why) });
});
