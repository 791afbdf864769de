import * as z from 'zod';

/** Where a walk over the fleet goes on: which listing, and which page of it. */
export type WalkPosition = { source: number; token?: string | undefined };

const position = z.object({ source: z.int().nonnegative(), token: z.string().optional() });

/** Where a reconcile run goes on: first what is missing is made, listing by listing, then what is too much is removed. */
const reconcileCursor = z.discriminatedUnion('phase', [
  position.extend({ phase: z.literal('make') }),
  z.object({
    phase: z.literal('remove'),
    token: z.string().optional(),
    /** Alarms of this page that are decided on: up to and with this desktop. */
    after: z.string().optional(),
  }),
]);
export type ReconcileCursor = z.output<typeof reconcileCursor>;

export const writeCursor = (cursor: ReconcileCursor | WalkPosition): string => JSON.stringify(cursor);

/** From the start when there is no cursor, or one that an older version of this service wrote. */
export const readReconcileCursor = (text: string | undefined): ReconcileCursor =>
  reconcileCursor.safeParse(json(text)).data ?? { phase: 'make', source: 0 };

/** The same for the sweep. */
export const readSweepCursor = (text: string | undefined): WalkPosition =>
  position.safeParse(json(text)).data ?? { source: 0 };

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // No cursor of ours: whoever reads it starts over, which is always right.
    return undefined;
  }
}
