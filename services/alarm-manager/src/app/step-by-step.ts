import type { Journal } from '../ports.ts';

/**
 * Takes step after step until all is done, or the time is up. What was done stays done: when a step fails, the next
 * invocation goes on there, and only when it is the first one of an invocation the message has to come again. That takes the
 * queue a quarter of an hour, by which a listing's token is too old.
 * @returns where to go on; nothing when all is done.
 */
export async function stepByStep<Position>(
  from: Position,
  step: (at: Position) => Promise<Position | undefined>,
  { isTimeLeft, journal }: { isTimeLeft: () => boolean; journal: Journal },
): Promise<Position | undefined> {
  let at = from;
  let steps = 0;
  do {
    let next: Position | undefined;
    try {
      next = await step(at);
    } catch (error) {
      if (steps === 0) throw error;
      const why = error instanceof Error ? error.name : 'unknown';
      journal.warn('A step of a walk failed; the next invocation takes it again', { steps, why });
      return at;
    }
    if (next === undefined) return undefined;
    at = next;
    steps += 1;
  } while (isTimeLeft());
  return at;
}
