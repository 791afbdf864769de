import { alternativesOf, type Node, nodeOf, recordOf, valuesOf } from './schema.ts';

/** Bounds below which a value is refused, and above which. */
const least = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const most = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;

/**
 * What was right by an older JSON Schema and is refused by a newer one, by path; nothing when all that was ever written can still
 * be read. A field that is not read any more is no fault: who reads passes over it.
 */
export function narrowed(before: unknown, now: unknown, path = ''): string[] {
  return compare(nodeOf(before), nodeOf(now), path);
}

function compare(before: Node, now: Node, path: string): string[] {
  const was = alternativesOf(before);
  if (was.length > 0) return was.flatMap((one) => compare(one, now, path));
  const can = alternativesOf(now);
  if (can.length > 0) {
    // That which complains least is what is meant: its complaint is what a person can do something about.
    const [closest = []] = can.map((one) => compare(before, one, path)).sort((a, b) => a.length - b.length);
    return closest;
  }
  const values = narrowedValues(before, now, path);
  if (values.length > 0) return values;
  return [
    ...narrowedBounds(before, now, path),
    ...narrowedFields(before, now, path),
    ...(now.items === undefined ? [] : narrowed(before.items ?? {}, now.items, `${path}[]`)),
  ];
}

function narrowedValues(before: Node, now: Node, path: string): string[] {
  if (now.type !== undefined && now.type !== before.type) {
    if (now.type === 'number' && before.type === 'integer') return [];
    return [`${path}: was ${before.type ?? 'anything'}, is ${now.type}`];
  }
  const allowed = valuesOf(now);
  if (allowed === undefined) return [];
  const gone = valuesOf(before)?.filter((value) => !allowed.some((one) => one === value));
  if (gone === undefined) return [`${path}: is confined to ${allowed.map(String).join(', ')} now`];
  return gone.map((value) => `${path}: ${String(value)} is refused now`);
}

function narrowedBounds(before: Node, now: Node, path: string): string[] {
  const number = (schema: Node, name: string): number | undefined => {
    const value = schema[name];
    return typeof value === 'number' ? value : undefined;
  };
  const tighter = (name: string, isTighter: (was: number | undefined, is: number) => boolean): string[] => {
    const [was, is] = [number(before, name), number(now, name)];
    return is !== undefined && isTighter(was, is) ? [`${path}: ${name} was ${was ?? 'none'}, is ${is}`] : [];
  };
  return [
    ...least.flatMap((name) => tighter(name, (was, is) => was === undefined || was < is)),
    ...most.flatMap((name) => tighter(name, (was, is) => was === undefined || was > is)),
    ...(['pattern', 'format'] as const)
      .filter((name) => now[name] !== undefined && now[name] !== before[name])
      .map((name) => `${path}: ${name} was ${before[name] ?? 'none'}, is ${now[name]}`),
  ];
}

function narrowedFields(before: Node, now: Node, path: string): string[] {
  const record = recordOf(now);
  const had = before.properties ?? {};
  return [
    ...(now.required ?? [])
      .filter((name) => !(before.required ?? []).includes(name))
      .map((name) => `${path}.${name}: is required now`),
    ...Object.entries(now.properties ?? {}).flatMap(([name, schema]) =>
      name in had ? narrowed(had[name], schema, `${path}.${name}`) : [],
    ),
    ...(record === undefined ? [] : compare(recordOf(before) ?? {}, record, `${path}.*`)),
    ...(now.additionalProperties === false
      ? Object.keys(had)
          .filter((name) => !(name in (now.properties ?? {})))
          .map((name) => `${path}.${name}: is refused now`)
      : []),
  ];
}
