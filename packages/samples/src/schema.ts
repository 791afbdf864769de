import * as z from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** JSON Schema, as far as zod writes it of what is stored and said. */
const node = z.looseObject({
  type: z.string().optional(),
  const: scalar.optional(),
  enum: z.array(scalar).optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});
export type Node = z.output<typeof node>;

export const nodeOf = (schema: unknown): Node => node.parse(schema === true ? {} : schema);

/** What a value can be, one of them. */
export const alternativesOf = (schema: Node): Node[] =>
  [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].map(nodeOf);

/** The values that it is confined to, if it is. */
export const valuesOf = (schema: Node): readonly unknown[] | undefined =>
  schema.const === undefined ? schema.enum : [schema.const];

/** Of a record: what each of its values is. */
export const recordOf = ({ additionalProperties }: Node): Node | undefined =>
  typeof additionalProperties === 'object' && additionalProperties !== null
    ? nodeOf(additionalProperties)
    : undefined;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
