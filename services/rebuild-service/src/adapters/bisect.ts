import type { CallOutcome } from '../ports.ts';
import type { Attempt } from './attempt-once.ts';

/**
 * One outcome for each item, in their order. AWS refuses a whole call for one bad item, without saying which: the group
 * is halved until the culprits stand alone, and everybody else gets what they came for.
 */
export async function bisect<Item>(
  items: readonly Item[],
  call: (group: readonly Item[]) => Promise<Attempt>,
): Promise<CallOutcome[]> {
  if (items.length === 0) return [];
  const attempt = await call(items);
  switch (attempt.kind) {
    case 'answered':
      return attempt.outcomes;
    case 'uncertain':
      return items.map(() => attempt);
    case 'refused': {
      if (items.length === 1) return [attempt];
      const middle = Math.ceil(items.length / 2);
      return [...(await bisect(items.slice(0, middle), call)), ...(await bisect(items.slice(middle), call))];
    }
  }
  attempt satisfies never;
}
