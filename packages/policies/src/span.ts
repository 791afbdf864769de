import * as z from 'zod';
import { day, given, minute } from './wire.ts';
import { instantOf, isTimeZone, wallTime } from './zone.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Hours of a week on the clock of a place. */
export type Span = {
  /** On which it opens; it may close on the next one. Monday first, each once. */
  readonly days: readonly Weekday[];
  /** Minutes after midnight. */
  readonly from: number;
  /** Minutes after midnight; up to `from` means on the next day, so `from` itself a whole day. */
  readonly to: number;
  /** IANA name. */
  readonly timeZone: string;
};

/** One time that a span is open: epoch ms, from the first on and before the last. */
export type Opening = { readonly opensAt: number; readonly closesAt: number };

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** `20:15` as minutes after midnight. */
export const timeOfDay = z
  .string()
  .regex(clock, 'is not a time of day like 20:00 (midnight is 00:00)')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** The fields of a span as they are written down; whoever names a span adds their own. */
export const spanFields = {
  days: z
    .array(z.enum(weekdays))
    .min(1, 'is empty: it would never open')
    .transform((days) => weekdays.filter((weekday) => days.includes(weekday))),
  from: timeOfDay,
  to: timeOfDay,
  timeZone: z.string().refine(isTimeZone, 'is not a time zone like Europe/Berlin'),
};

/** A time of day that may be left out. */
export const maybeTimeOfDay = given(timeOfDay);

/**
 * The openings of a span that have not ended at `at` (epoch ms), in order, without end: the one that `at` is in, if there is one, comes
 * first. Opening and closing follow the clock on the wall, so over a change of the clock an opening is longer or shorter than it says.
 */
export function* openingsFrom(span: Span, at: number): Generator<Opening & { readonly wallDay: number }> {
  if (span.days.length === 0) return;
  // Yesterday's may still be open. The one before has ended, since none is longer than a day.
  let wallDay = Math.floor(wallTime(at, span.timeZone) / day) - 1;
  for (; ; wallDay++) {
    // 1970-01-01 was a Thursday.
    const weekday = weekdays[(((wallDay + 3) % 7) + 7) % 7];
    if (weekday === undefined || !span.days.includes(weekday)) continue;
    const opening = openingOn(span, wallDay);
    if (opening.closesAt > at) yield { ...opening, wallDay };
  }
}

/** The opening that `at` (epoch ms) is in, else the next one. */
export function firstOpening(span: Span, at: number): Opening | undefined {
  const [first] = openingsFrom(span, at);
  return first;
}

function openingOn({ from, to, timeZone }: Span, wallDay: number): Opening {
  const opens = wallDay * day + from * minute;
  const closes = wallDay * day + to * minute + (to > from ? 0 : day);
  const opensAt = instantOf(opens, timeZone);
  const closesAt = instantOf(closes, timeZone);
  // The clock skipped all of it. An opening that is never missed then lasts as long as it would have on another day.
  return { opensAt, closesAt: closesAt > opensAt ? closesAt : opensAt + closes - opens };
}
