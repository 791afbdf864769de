import * as z from 'zod';

/** The object behind `z.object(…)`, also when a transform or a preprocess was put around it. */
export function unwrapObject(schema: unknown): z.ZodObject | undefined {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodPipe) return unwrapObject(schema.in) ?? unwrapObject(schema.out);
  return undefined;
}
