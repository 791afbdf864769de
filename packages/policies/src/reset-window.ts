import * as z from 'zod';
import { firstOpening, maybeTimeOfDay, type Opening, openingsFrom, type Span, spanFields } from './span.ts';
import { day, minute } from './wire.ts';
import { instantOf } from './zone.ts';

export type ResetSpan = Span & {
  /** Minutes after midnight. A reset that could not be ready by then is not begun. */
  readonly readyBy?: number;
};

/** When desktops may be reset: whenever one of its spans is open. Never empty. */
export type ResetWindow = readonly ResetSpan[];

const resetSpan = z
  .strictObject({ ...spanFields, readyBy: maybeTimeOfDay })
  .transform(
    ({ readyBy, ...span }): ResetSpan => ({ ...span, ...(readyBy === undefined ? {} : { readyBy }) }),
  );

/** One span, or a list of them. */
export const resetWindow = z.preprocess(
  (wire) => (Array.isArray(wire) ? wire : [wire]),
  z.array(resetSpan).min(1, 'is empty: nothing would ever be reset. Leave it out').max(7),
);

/** Whether a desktop may be reset at `at` (epoch ms). An opening includes its first instant and excludes its last. */
export const isOpen = (window: ResetWindow, at: number): boolean => openingsAt(window, at).length > 0;

/** The first instant from `at` on (epoch ms) at which the window is open: `at` itself while it is. */
export const nextOpening = (window: ResetWindow, at: number): number =>
  Math.max(
    at,
    Math.min(...window.map((span) => firstOpening(span, at)?.opensAt ?? Number.POSITIVE_INFINITY)),
  );

/** When the opening that `at` is in began (epoch ms), the first one where spans overlap; `undefined` while the window is closed. */
export function openedAt(window: ResetWindow, at: number): number | undefined {
  const begins = openingsAt(window, at).map((opening) => opening.opensAt);
  return begins.length === 0 ? undefined : Math.min(...begins);
}

/**
 * When the opening that `at` is in ends (epoch ms), the last one where spans overlap; `undefined` while the window is closed. Another
 * opening may begin at that very instant.
 */
export function closesAt(window: ResetWindow, at: number): number | undefined {
  const ends = openingsAt(window, at).map((opening) => opening.closesAt);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/**
 * By when a desktop that is reset in the opening that `at` is in has to be ready (epoch ms): the first such time of day after that
 * opening began, the earliest where spans overlap. It may have passed. `undefined` while the window is closed, and where no time was given.
 */
export function readyBy(window: ResetWindow, at: number): number | undefined {
  const times = openingsAt(window, at).flatMap(({ span, opensAt, wallDay }) => {
    if (span.readyBy === undefined) return [];
    const wall = wallDay * day + span.readyBy * minute;
    const [sameDay, nextDay] = [wall, wall + day].map((time) => instantOf(time, span.timeZone));
    return [sameDay !== undefined && sameDay > opensAt ? sameDay : nextDay].filter(
      (time) => time !== undefined,
    );
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

type OpenSpan = Opening & { readonly wallDay: number; readonly span: ResetSpan };

const openingsAt = (window: ResetWindow, at: number): readonly OpenSpan[] =>
  window.flatMap((span) => {
    const open: OpenSpan[] = [];
    for (const opening of openingsFrom(span, at)) {
      if (opening.opensAt > at) break;
      open.push({ ...opening, span });
    }
    return open;
  });
