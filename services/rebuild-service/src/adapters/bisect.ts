import type { CallOutcome, Clock } from '../ports.ts';
import type { Attempt } from './attempt-once.ts';

/** ms in which a refused group is halved: what permitted its calls is a look, and that grows old. */
const patienceMs = 4000;

const notTried: CallOutcome = { kind: 'notTried', because: 'the look at it has grown too old' };

/**
 * One outcome for each item, in their order. AWS refuses a whole call for one bad item, without saying which: the group
 * is halved until the culprits stand alone, and everybody else gets what they came for. What time does not allow is left
 * to a later run, with the culprits out of its way.
 */
export function bisect<Item>(
  items: readonly Item[],
  call: (group: readonly Item[]) => Promise<Attempt>,
  clock: Clock,
): Promise<CallOutcome[]> {
  const until = clock.now() + patienceMs;

  async function halve(group: readonly Item[]): Promise<CallOutcome[]> {
    if (group.length === 0) return [];
    if (clock.now() > until) return group.map(() => notTried);
    const attempt = await call(group);
    switch (attempt.kind) {
      case 'answered':
        return attempt.outcomes;
      case 'uncertain':
      case 'notTried':
        return group.map(() => attempt);
      case 'refused': {
        if (group.length === 1) return [attempt];
        const middle = Math.ceil(group.length / 2);
        return [...(await halve(group.slice(0, middle))), ...(await halve(group.slice(middle)))];
      }
    }
    attempt satisfies never;
  }

  return halve(items);
}
