import { alternativesOf, isObject, type Node, nodeOf, recordOf, valuesOf } from './schema.ts';

/** A shape, where it was met first, and all samples of it. Shapes that say the same are one, wherever they stand. */
type Met = { schema: Node; path: string; values: unknown[] };

/**
 * The fields and the alternatives of a JSON Schema that no sample has, by path: a shape that grew without a sample of what was
 * new, so that nobody would notice when it can't be read any more.
 */
export function unsampled(schema: unknown, samples: readonly unknown[]): string[] {
  const met = new Map<string, Met>();
  meet(nodeOf(schema), samples, '', met);
  // What nobody has at all is told where it is missing, and not with all that is in it.
  return [...met.values()].filter(({ values }) => values.length > 0).flatMap(missing);
}

function meet(schema: Node, values: readonly unknown[], path: string, met: Map<string, Met>): void {
  const key = JSON.stringify(schema);
  const known = met.get(key) ?? { schema, path, values: [] };
  known.values.push(...values);
  met.set(key, known);
  for (const { part, within, at } of partsOf(schema, path)) meet(part, values.flatMap(within), at, met);
}

const missing = ({ schema, path, values }: Met): string[] =>
  partsOf(schema, path).flatMap(({ within, at }) =>
    values.some((value) => within(value).length > 0) ? [] : [at],
  );

type Part = { part: Node; at: string; within: (value: unknown) => readonly unknown[] };

/** What a shape is made of, and what of a value is that part. */
function partsOf(schema: Node, path: string): Part[] {
  const record = recordOf(schema);
  return [
    ...alternativesOf(schema).map((part) => ({
      part,
      at: `${path}${nameOf(part)}`,
      within: (value: unknown) => (couldBe(part, value) ? [value] : []),
    })),
    ...Object.entries(schema.properties ?? {}).map(([name, field]) => ({
      part: nodeOf(field),
      at: `${path}.${name}`,
      within: (value: unknown) => (isObject(value) && name in value ? [value[name]] : []),
    })),
    ...(record === undefined
      ? []
      : [
          {
            part: record,
            at: `${path}.*`,
            within: (value: unknown) => (isObject(value) ? Object.values(value) : []),
          },
        ]),
    ...(schema.items === undefined
      ? []
      : [
          {
            part: nodeOf(schema.items),
            at: `${path}[]`,
            within: (value: unknown) => (Array.isArray(value) ? value : []),
          },
        ]),
  ];
}

/** Told apart as unions are: by what is constant in them, or by their type. */
function couldBe(schema: Node, value: unknown): boolean {
  const values = valuesOf(schema);
  if (values !== undefined) return values.some((one) => one === value);
  const nested = alternativesOf(schema);
  if (nested.length > 0) return nested.some((one) => couldBe(one, value));
  switch (schema.type) {
    case 'object':
      return (
        isObject(value) &&
        (schema.required ?? []).every((name) => name in value) &&
        Object.entries(schema.properties ?? {}).every(
          ([name, field]) =>
            valuesOf(nodeOf(field)) === undefined || couldBe(nodeOf(field), value[name]) || !(name in value),
        )
      );
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return typeof value === 'number';
    case undefined:
      return true;
    default:
      return typeof value === schema.type;
  }
}

/** How an alternative is called: by what is constant in it. */
function nameOf(schema: Node): string {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const constant = nodeOf(field).const;
    return constant === undefined ? [] : [`${name}=${String(constant)}`];
  });
  const values = valuesOf(schema);
  return `(${fields.join(',') || values?.map(String).join('|') || (schema.type ?? 'anything')})`;
}
