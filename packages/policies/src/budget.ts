import * as z from 'zod';
import { partOf } from './share.ts';
import { given, second } from './wire.ts';

/** How many desktops may be reset or removed in a window: a count, or a share of the policy's fleet. */
export type Budget = {
  readonly count?: number;
  /** Above 0, at most 1. */
  readonly share?: number;
  readonly windowMs: number;
};

type Budgeted = { readonly budget?: Budget };

export const budget = z
  .strictObject({
    resets: given(z.int().min(1)),
    share: given(z.number().gt(0).max(1)),
    windowSeconds: given(z.int().min(60).max(604_800)),
  })
  .refine(
    ({ resets, share }) => (resets === undefined) !== (share === undefined),
    'takes either resets or share',
  )
  .transform(
    ({ resets, share, windowSeconds = 3600 }): Budget => ({
      ...(resets === undefined ? {} : { count: resets }),
      ...(share === undefined ? {} : { share }),
      windowMs: windowSeconds * second,
    }),
  );

/**
 * How many may be reset or removed in one window: at least 1, a share is rounded up. `undefined` without a budget.
 * @param fleet desktops that the policy matches; while it is unknown, one may go
 */
export function budgetLimit({ budget }: Budgeted, fleet: number | undefined): number | undefined {
  if (budget?.share === undefined) return budget?.count;
  return Math.max(1, Math.ceil(partOf(fleet ?? 0, budget.share)));
}

/**
 * The window that `at` (epoch ms) lies in, written as an ISO 8601 interval: the same for all who ask within it. `undefined` without a
 * budget. Windows begin at multiples of their length since 1970, so an hour begins on the hour in UTC and a week on a Thursday. A budget
 * that is changed to another length begins anew.
 */
export function budgetWindow({ budget }: Budgeted, at: number): string | undefined {
  if (!budget) return undefined;
  return `${new Date(startOf(budget, at)).toISOString()}/PT${budget.windowMs / second}S`;
}

/** When the next window of the budget begins (epoch ms, after `at`): what waits is looked at again then. `undefined` without a budget. */
export const nextBudgetWindow = ({ budget }: Budgeted, at: number): number | undefined =>
  budget && startOf(budget, at) + budget.windowMs;

const startOf = ({ windowMs }: Budget, at: number) => Math.floor(at / windowMs) * windowMs;
