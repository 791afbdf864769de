import * as z from 'zod';

/** Where a walk over the fleet goes on: which listing, and which page of it. */
export type WalkPosition = { source: number; token?: string | undefined };

const position = z.object({ source: z.int().nonnegative(), token: z.string().optional() });

/** Where a reconcile run goes on: first what is missing is made, listing by listing, then what is too much is removed. */
const reconcilePosition = z.discriminatedUnion('phase', [
  position.extend({
    phase: z.literal('make'),
    /** What the walk began with: {@link planOf}. */
    plan: z.string().optional(),
    /** Managed desktops so far, by the version of their policy. Absent when they can't be told any more. */
    counts: z.record(z.string(), z.int().nonnegative()).optional(),
    /** Managed desktops so far, by shard; worth as much as `counts`. */
    sizes: z.record(z.string(), z.int().nonnegative()).default({}),
    /** Shards of which desktops had to be given alarms of their own. */
    restored: z.array(z.string()).default([]),
  }),
  z.object({
    phase: z.literal('remove'),
    plan: z.string().optional(),
    /** Shards whose desktops need no alarms of their own. */
    covered: z.array(z.string()).default([]),
    token: z.string().optional(),
    /** Alarms of this page that are decided on: up to and with this desktop. */
    after: z.string().optional(),
  }),
]);
export type ReconcilePosition = z.output<typeof reconcilePosition>;

/** A part of a walk: as far as one invocation gets. The first has number 0. */
export type Stretch = { walk: string; number: number };

const stretch = z.object({ walk: z.string().min(1), number: z.int().positive() });

/** Goes with the event by which a walk says to itself that it goes on. */
export const writeCursor = (at: ReconcilePosition | WalkPosition, next: Stretch): string =>
  JSON.stringify({ ...next, at });

const reconcileCursor = stretch.extend({ at: reconcilePosition });
const sweepCursor = stretch.extend({ at: position });

/** Nothing when there is no cursor, or one that an older version of this service wrote: then a walk begins. */
export const readReconcileCursor = (text: string | undefined) => reconcileCursor.safeParse(json(text)).data;
export const readSweepCursor = (text: string | undefined) => sweepCursor.safeParse(json(text)).data;

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // No cursor of ours: whoever reads it starts over, which is always right.
    return undefined;
  }
}
