import { isDeepStrictEqual } from 'node:util';
import type { OutgoingEvent } from '@cleandesk/contracts';

/** ms for which it is believed that a timer still stands: somebody may have deleted its schedule meanwhile. */
export const believedForMs = 60_000;

/** Sets a timer. @returns when the one that stands from then on fires, epoch ms; undefined when nobody can say. */
export type Setting = () => Promise<number | undefined>;

type Known = { event: OutgoingEvent; since: number; firesAt: Promise<number | undefined> };

/**
 * Timers that this process has set, or is setting. All that is in flight shares the timer of its next observation: each of
 * the 25 desktops of a batch would ask the Scheduler for the same one, and all but the first be told that it is there.
 *
 * One is known for the same event only, until it fires, and for a minute at most. What goes wrong is forgotten at once, and
 * whoever waited for it is told. All by the clock, so that a process that was frozen believes nothing old when it goes on.
 */
export function standing(clock: { now(): number }) {
  /** In the order of `since`. */
  const all = new Map<string, Known>();

  const forgetOld = (now: number): void => {
    for (const [name, { since }] of all) {
      if (since <= now && now - since < believedForMs) return;
      all.delete(name);
    }
  };

  return {
    /** Resolves when the timer stands. */
    async orSet(name: string, event: OutgoingEvent, set: Setting): Promise<void> {
      const now = clock.now();
      forgetOld(now);
      const known = all.get(name);
      if (known !== undefined && isSame(known.event, event)) {
        const firesAt = await known.firesAt;
        // One that had fired when this one was asked for is not the one that was asked for.
        if (firesAt !== undefined && firesAt > now) return;
      }
      const setting: Known = { event, since: clock.now(), firesAt: set() };
      all.delete(name);
      all.set(name, setting);
      let isSaid = false;
      try {
        isSaid = (await setting.firesAt) !== undefined;
      } finally {
        if (!isSaid && all.get(name) === setting) all.delete(name);
      }
    },
  };
}

/** Whether both events say the same, but for the correlation id: a re-executed alarm sets the same timer under another one. */
export const isSame = (a: OutgoingEvent, b: OutgoingEvent): boolean =>
  a.source === b.source &&
  a.detailType === b.detailType &&
  isDeepStrictEqual(withoutCorrelation(wire(a.detail)), withoutCorrelation(wire(b.detail)));

const wire = (detail: unknown): unknown => JSON.parse(JSON.stringify(detail));

function withoutCorrelation(detail: unknown): unknown {
  if (typeof detail !== 'object' || detail === null) return detail;
  return Object.fromEntries(Object.entries(detail).filter(([key]) => key !== 'correlationId'));
}
