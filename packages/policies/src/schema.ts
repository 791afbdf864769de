import * as z from 'zod';
import { budget } from './budget.ts';
import { dataLoss } from './data-loss.ts';
import { disuse } from './disuse.ts';
import { failures } from './failures.ts';
import { outage } from './outage.ts';
import { type Policy, policyDefaults, type Selectors } from './policy.ts';
import { resetWindow } from './reset-window.ts';
import { versionOf } from './version.ts';
import { given, longest, second } from './wire.ts';

const values = (value: z.ZodString) =>
  z.array(value).min(1, 'is empty: it would match nothing. Leave it out, or name at least one');

const match = z
  .strictObject({
    directoryIds: given(
      values(z.string().regex(/^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$/, 'is not a directory id')),
    ),
    bundleIds: given(values(z.string().regex(/^wsb-[0-9a-z]{8,63}$/, 'is not a bundle id'))),
    tags: given(
      z
        .record(z.string().min(1).max(127), values(z.string().max(255)))
        .refine((tags) => Object.keys(tags).length > 0, 'is empty: it would match everything. Leave it out'),
    ),
  })
  .refine(
    (selectors) => Object.values(selectors).some((selector) => selector !== undefined),
    'names no selector: it would match every desktop of the account. Name directoryIds, bundleIds or tags',
  )
  .transform(
    ({ directoryIds, bundleIds, tags }): Selectors => ({
      ...(directoryIds && { directoryIds }),
      ...(bundleIds && { bundleIds }),
      ...(tags && { tags }),
    }),
  );

const maxRecreatesPerMonth = given(
  z.union([z.int().min(1).max(1000), z.literal('unlimited')], {
    error: 'is neither 1 to 1000 nor "unlimited"',
  }),
).transform((most) => (most === 'unlimited' ? undefined : (most ?? policyDefaults.maxRecreatesPerMonth)));

/** One policy as it is written down (Terraform, the function's environment). Times in seconds. */
export const policySchema = z
  .strictObject({
    name: z.string().min(1).max(64),
    match,
    /** Without a default: `rebuild` keeps a user volume up to 12 h old, `recreate` may cost a new WorkSpace each time. */
    strategy: z.enum(['rebuild', 'recreate']),
    graceSeconds: z.int().min(1).max(86_400),
    /** On unless told otherwise: a new policy first says whom it would hit. */
    dryRun: given(z.boolean()),
    budget: given(budget),
    outage,
    failures,
    maxRecreatesPerMonth,
    resetWindow: given(resetWindow),
    dataLoss: given(dataLoss),
    maxSessionSeconds: given(z.int().min(3600).max(longest)),
    neverLoggedIn: given(disuse),
    unused: given(disuse),
  })
  .refine(({ strategy, dataLoss }) => strategy === 'rebuild' || dataLoss === undefined, {
    path: ['dataLoss'],
    error: 'bounds what a rebuild loses: a recreate keeps nothing',
  });

/** From the wire's shape to ours. */
export function toPolicy(wire: z.output<typeof policySchema>): Policy {
  const { graceSeconds, maxSessionSeconds } = wire;
  const { budget, maxRecreatesPerMonth, resetWindow, dataLoss, neverLoggedIn, unused } = wire;
  const said = {
    name: wire.name,
    match: wire.match,
    strategy: wire.strategy,
    graceMs: graceSeconds * second,
    dryRun: wire.dryRun ?? true,
    outage: wire.outage,
    failures: wire.failures,
    ...(budget && { budget }),
    ...(maxRecreatesPerMonth && { maxRecreatesPerMonth }),
    ...(resetWindow && { resetWindow }),
    ...(dataLoss && { dataLoss }),
    ...(maxSessionSeconds && { maxSessionMs: maxSessionSeconds * second }),
    ...(neverLoggedIn && { neverLoggedIn }),
    ...(unused && { unused }),
  };
  return { ...said, version: versionOf(said) };
}
