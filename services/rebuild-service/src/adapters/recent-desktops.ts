import type { Desktop } from '@cleandesk/workspaces';
import type { Instant } from '../domain/seat.ts';
import type { Clock } from '../ports.ts';

/** A desktop as AWS described it, and the time before it was asked. */
export type Described = { desktop: Desktop; at: Instant };

/** ms for which a look's description stands for the examination that the look led to. */
const freshForMs = 30_000;

/**
 * What looks have just seen. An examination follows a look at the same desktop, and two calls a second are too few to
 * ask the same again.
 */
export function recentDesktops(options: {
  read: (ids: readonly string[]) => Promise<Map<string, Desktop>>;
  clock: Clock;
}) {
  const { read, clock } = options;
  let seen = new Map<string, Described>();

  /** From AWS, always. */
  async function look(ids: readonly string[]): Promise<Map<string, Desktop>> {
    const at = clock.now();
    const desktops = await read(ids);
    seen = new Map([...seen].filter(([id, known]) => at - known.at <= freshForMs && !ids.includes(id)));
    for (const [id, desktop] of desktops) seen.set(id, { desktop, at });
    return desktops;
  }

  return {
    look,
    /** As a look has seen it a moment ago, or from AWS. */
    async recall(id: string): Promise<Described | undefined> {
      const known = seen.get(id);
      if (known !== undefined && clock.now() - known.at <= freshForMs) return known;
      await look([id]);
      return seen.get(id);
    },
  };
}
