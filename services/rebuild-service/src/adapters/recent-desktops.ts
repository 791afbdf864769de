import type { Desktop } from '@cleandesk/workspaces';
import type { Clock } from '../ports.ts';

/** ms for which a desktop's properties count as known. What they are is asked again before they are a spec for long. */
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
  let seen = new Map<string, { desktop: Desktop; at: number }>();

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
    async recall(id: string): Promise<Desktop | undefined> {
      const known = seen.get(id);
      if (known !== undefined && clock.now() - known.at <= freshForMs) return known.desktop;
      return (await look([id])).get(id);
    },
  };
}
