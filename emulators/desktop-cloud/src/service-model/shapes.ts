import * as z from 'zod';

/** A reference from one shape to another. */
const reference = z.object({ shape: z.string() });
const bounds = { min: z.number().optional(), max: z.number().optional() };

/** The kinds of shapes that AWS's service models are made of, with what they demand of a value. */
const shape = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('structure'),
    members: z.record(z.string(), reference),
    required: z.array(z.string()).optional(),
    exception: z.boolean().optional(),
  }),
  z.object({ type: z.literal('list'), member: reference, ...bounds }),
  z.object({ type: z.literal('map'), key: reference, value: reference, ...bounds }),
  z.object({
    type: z.literal('string'),
    ...bounds,
    pattern: z.string().optional(),
    enum: z.array(z.string()).optional(),
  }),
  z.object({ type: z.enum(['integer', 'long', 'float', 'double']), ...bounds }),
  z.object({ type: z.literal('boolean') }),
  z.object({ type: z.literal('timestamp') }),
  z.object({ type: z.literal('blob'), ...bounds }),
]);
export type Shape = z.output<typeof shape>;

/** A service model of botocore without its texts: what goes in and out of each operation. */
export const modelSchema = z.object({
  metadata: z.object({ serviceId: z.string(), apiVersion: z.string() }),
  operations: z.record(
    z.string(),
    z.object({
      input: reference.optional(),
      output: reference.optional(),
      errors: z.array(reference).optional(),
    }),
  ),
  shapes: z.record(z.string(), shape),
});
export type Model = z.output<typeof modelSchema>;
