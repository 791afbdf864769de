import * as z from 'zod';

/** Several things as one list: IAM takes one without brackets, too. */
const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const principals = z.union([z.literal('*').transform((all) => ({ AWS: [all] })), z.record(z.string(), list)]);

// Strict: an element that nobody here looks at (`NotAction`, `NotResource`) must fail, not pass unseen.
const statement = z
  .strictObject({
    Sid: z.string(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: list,
    Resource: list.optional(),
    Principal: principals.optional(),
    Condition: z.record(z.string(), z.record(z.string(), list)).optional(),
  })
  .transform((raw) => ({
    sid: raw.Sid,
    effect: raw.Effect,
    actions: raw.Action,
    resources: raw.Resource ?? [],
    principals: Object.entries(raw.Principal ?? {}).flatMap(([kind, names]) =>
      names.map((name) => ({ kind, name })),
    ),
    /** All keys that are asked for, e.g. `aws:ResourceTag/Pool`. */
    conditionKeys: Object.values(raw.Condition ?? {}).flatMap((block) => Object.keys(block)),
  }));
export type Statement = z.output<typeof statement>;
const policy = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statement) });

/** A statement, and whose: a role's own, who may take a role, or who may use another resource. */
export type Grant = { holder: string; kind: 'role' | 'trust' | 'resource'; statement: Statement };

const resource = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  values: z.record(z.string(), z.unknown()),
});
export type Resource = z.output<typeof resource>;
const moduleOf = z.object({
  resources: z.array(resource).default([]),
  get child_modules() {
    return z.array(moduleOf).default([]);
  },
});
type Module = z.output<typeof moduleOf>;
const rendered = z.object({ root_module: moduleOf });

/** What Terraform would make: the resources of all modules, from its JSON of a state. */
export function resourcesOf(json: unknown): Resource[] {
  const all = ({ resources, child_modules }: Module): Resource[] => [
    ...resources.filter(({ mode }) => mode === 'managed'),
    ...child_modules.flatMap(all),
  ];
  return all(rendered.parse(json).root_module);
}

/** Every policy that stands anywhere in these resources, also in a kind of resource that nobody thought of. */
export function grantsOf(resources: readonly Resource[]): Grant[] {
  return resources.flatMap(({ address, type, values }) =>
    Object.entries(values).flatMap(([field, value]) => {
      if (typeof value !== 'string' || !value.includes('"Statement"')) return [];
      const kind =
        type === 'aws_iam_role_policy' ? 'role' : field === 'assume_role_policy' ? 'trust' : 'resource';
      const parsed = policy.safeParse(JSON.parse(value));
      if (!parsed.success) throw new Error(`${address}.${field}: ${z.prettifyError(parsed.error)}`);
      return parsed.data.Statement.map((one) => ({ holder: address, kind, statement: one }) as const);
    }),
  );
}
