import { createHash } from 'node:crypto';
import * as z from 'zod';

const values = (value: z.ZodString) =>
  z.array(value).min(1, 'is empty: it would match nothing. Leave it out, or name at least one');

/** `null` is how Terraform writes an optional that nobody set. */
const given = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

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
  );

/** One policy as it is written down (Terraform, the function's environment). Times in seconds. */
export const policySchema = z.strictObject({
  name: z.string().min(1).max(64),
  match,
  /** Without a default: `rebuild` keeps a user volume up to 12 h old, `recreate` may cost a new WorkSpace each time. */
  strategy: z.enum(['rebuild', 'recreate']),
  graceSeconds: z.int().min(1).max(86_400),
  /** On unless told otherwise: a new policy first says whom it would hit. */
  dryRun: z.boolean().default(true),
});

export type Selectors = {
  readonly directoryIds?: readonly string[];
  readonly bundleIds?: readonly string[];
  /** Tag key to the values of which any will do. Case-sensitive, as tags are on AWS. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
};

/** Which desktops are ours and how they are treated, in our own words. */
export type Policy = {
  readonly name: string;
  readonly match: Selectors;
  readonly strategy: 'rebuild' | 'recreate';
  /** ms that a user may be away before the reset. */
  readonly graceMs: number;
  readonly dryRun: boolean;
  /** 12 hex digits of a hash over all that the policy says; the order of values within a selector does not count. */
  readonly version: string;
};

/** From the wire's shape to ours. */
export function toPolicy(wire: z.output<typeof policySchema>): Policy {
  const selectors: Selectors = {
    ...(wire.match.directoryIds ? { directoryIds: wire.match.directoryIds } : {}),
    ...(wire.match.bundleIds ? { bundleIds: wire.match.bundleIds } : {}),
    ...(wire.match.tags ? { tags: wire.match.tags } : {}),
  };
  const said = {
    name: wire.name,
    match: selectors,
    strategy: wire.strategy,
    graceMs: wire.graceSeconds * 1000,
    dryRun: wire.dryRun,
  };
  return { ...said, version: versionOf(said) };
}

function versionOf(said: Omit<Policy, 'version'>): string {
  const { directoryIds, bundleIds, tags } = said.match;
  const canonical = JSON.stringify([
    said.name,
    sorted(directoryIds),
    sorted(bundleIds),
    tags &&
      Object.keys(tags)
        .sort()
        .map((key) => [key, sorted(tags[key])]),
    said.strategy,
    said.graceMs,
    said.dryRun,
  ]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 12);
}

const sorted = (list: readonly string[] | undefined) => list && [...new Set(list)].sort();
