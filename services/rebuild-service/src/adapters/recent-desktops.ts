import { type Desktop, isReadable, UnexpectedAnswer, type Unreadable } from '@cleandesk/workspaces';
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
  read: (ids: readonly string[]) => Promise<Map<string, Desktop | Unreadable>>;
  clock: Clock;
}) {
  const { read, clock } = options;
  let seen = new Map<string, Described>();

  /** From AWS, always. */
  async function look(ids: readonly string[]): Promise<Map<string, Desktop | Unreadable>> {
    const at = clock.now();
    const desktops = await read(ids);
    seen = new Map([...seen].filter(([id, known]) => at - known.at <= freshForMs && !ids.includes(id)));
    for (const [id, desktop] of desktops) if (isReadable(desktop)) seen.set(id, { desktop, at });
    return desktops;
  }

  const recent = (id: string): Described | undefined => {
    const known = seen.get(id);
    return known !== undefined && clock.now() - known.at <= freshForMs ? known : undefined;
  };

  return {
    look,
    /** As a look has seen it a moment ago, if there was one. */
    recent,
    /**
     * As a look has seen it a moment ago, or from AWS.
     * @throws {UnexpectedAnswer} when AWS describes it so that it can't be read.
     */
    async recall(id: string): Promise<Described | undefined> {
      const known = recent(id);
      if (known !== undefined) return known;
      const desktop = (await look([id])).get(id);
      if (desktop !== undefined && !isReadable(desktop)) {
        throw new UnexpectedAnswer(`AWS describes ${id} without its ${desktop.lacks}`);
      }
      return seen.get(id);
    },
  };
}
