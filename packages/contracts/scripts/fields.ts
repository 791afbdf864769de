import { type SchemaNode, schemaNode } from '@cleandesk/samples';

/** A row of the table of an event's fields. */
export type Field = { path: string; type: string; optional: boolean };

/** The fields of a detail, those of objects within it as `a.b`, of lists as `a[].b`; of alternatives, all. */
export function fieldsOf(schema: unknown): Field[] {
  const rows = walk(schemaNode(schema), '', false);
  const byPath = new Map<string, Field>();
  for (const row of rows) {
    const known = byPath.get(row.path);
    const types = new Set([...(known?.type.split(' or ') ?? []), ...row.type.split(' or ')]);
    byPath.set(row.path, {
      ...row,
      type: [...types].join(' or '),
      optional: (known?.optional ?? false) || row.optional,
    });
  }
  return [...byPath.values()];
}

function walk(schema: SchemaNode, path: string, optional: boolean): Field[] {
  const alternatives = (schema.oneOf ?? schema.anyOf ?? [])
    .map(schemaNode)
    .filter(({ type }) => type !== 'null');
  const nullable = (schema.oneOf ?? schema.anyOf ?? []).length > alternatives.length;
  if (alternatives.length > 0) {
    // What only some alternatives have is optional as a whole.
    const shared = alternatives.map(
      ({ properties = {}, required = [] }) => new Set(required.filter((name) => name in properties)),
    );
    return alternatives.flatMap((one) =>
      walk(one, path, optional || nullable).map((row) => {
        const first = (path === '' ? row.path : row.path.slice(path.length + 1)).split(/[.[]/)[0] ?? '';
        const everywhere =
          row.path === path || alternatives.length === 1 || shared.every((names) => names.has(first));
        return { ...row, optional: row.optional || !everywhere };
      }),
    );
  }
  const self = path === '' ? [] : [{ path, type: typeOf(schema), optional }];
  if (schema.properties) {
    const required = new Set(schema.required);
    const below = Object.entries(schema.properties).flatMap(([name, child]) =>
      walk(schemaNode(child), path === '' ? name : `${path}.${name}`, !required.has(name)),
    );
    return [...self, ...below];
  }
  if (schema.type === 'array' && schema.items) {
    const below = walk(schemaNode(schema.items), `${path}[]`, false).filter(
      (row) => row.path !== `${path}[]`,
    );
    return [...self, ...below];
  }
  return self;
}

function typeOf(schema: SchemaNode): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(' or ');
  if (schema.format === 'date-time') return 'time (ISO 8601)';
  if (schema.type === 'string') return 'text';
  if (schema.type === 'integer') return 'whole number';
  if (schema.type === 'boolean') return 'true/false';
  if (schema.type === 'array') return 'list';
  if (schema.type === 'object') return schema.properties ? 'object' : 'texts by name';
  return schema.type ?? 'anything';
}
