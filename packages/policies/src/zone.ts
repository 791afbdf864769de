import { tzOffset } from '@date-fns/tz/tzOffset';
import { day, minute } from './wire.ts';

/**
 * What a clock on the wall shows, in ms since 1970-01-01 00:00 of that clock: a date and a time of day without a zone.
 * @param at epoch ms
 */
export const wallTime = (at: number, timeZone: string): number => at + offset(at, timeZone);

/**
 * The first instant (epoch ms) at which a clock on the wall has reached `wall`. A time that the clock skips is reached at the first
 * instant after the gap; a time that it shows twice is reached at the first of both.
 */
export function instantOf(wall: number, timeZone: string): number {
  // Zones lie between -12 and +14 hours: a day to either side is before and after any change that could matter.
  const around = [offset(wall - day, timeZone), offset(wall + day, timeZone)];
  const early = wall - Math.max(...around);
  const late = wall - Math.min(...around);
  for (const at of [early, late]) if (wallTime(at, timeZone) === wall) return at;
  let [before, reached] = [early, late];
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (wallTime(middle, timeZone) >= wall) reached = middle;
    else before = middle;
  }
  return reached;
}

/** Whether this runtime knows the rules of a zone. `+02:00` is none: it knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    // A RangeError is Intl's way of saying no.
    return false;
  }
}

const offset = (at: number, timeZone: string) => tzOffset(timeZone, new Date(at)) * minute;
