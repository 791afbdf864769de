import { setTimeout as pause } from 'node:timers/promises';

/** What was waited for did not come. The message says what, how long, what was seen last, and the evidence. */
export class NeverHappened extends Error {
  override readonly name = 'NeverHappened';
}

export type Patience = {
  /** ms until it counts as failed. */
  withinMs: number;
  /** ms between two looks, 200 unless said otherwise. */
  everyMs?: number;
  /** What helps to understand a failure; asked for only then. */
  evidence?: () => string | Promise<string>;
};

/**
 * Looks until there is something to see. `undefined` and an error both mean: not yet.
 * @param what as a sentence, e.g. "the desktop is AVAILABLE"
 * @throws {NeverHappened}
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  patience: Patience,
): Promise<T> {
  const deadline = performance.now() + patience.withinMs;
  let error: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
      error = undefined;
    } catch (failure) {
      error = failure;
    }
    if (performance.now() > deadline) break;
    await pause(patience.everyMs ?? 200);
  }
  throw await neverHappened(what, patience, error);
}

/** The error to throw when `what` did not come in time. */
export async function neverHappened(
  what: string,
  patience: Patience,
  cause?: unknown,
): Promise<NeverHappened> {
  const said = cause instanceof Error ? `\nThe last look failed: ${cause.message}` : '';
  const evidence = await patience.evidence?.();
  return new NeverHappened(
    `Expected within ${(patience.withinMs / 1000).toFixed(0)} s: ${what}.${said}${evidence === undefined ? '' : `\n${evidence}`}`,
    cause === undefined ? {} : { cause },
  );
}
