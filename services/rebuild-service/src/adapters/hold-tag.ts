import type { Tags } from '@cleandesk/workspaces';
import type { Instant } from '../domain/seat.ts';
import type { HoldMark } from '../domain/signals.ts';

/** A hold as people set it in the AWS console: until when, then who and why. */
const key = 'cleandesk:hold';
/** By which we show our own holds. Another key, so that nothing of ours overwrites or lifts what people set. */
const markKey = 'cleandesk:held';
const dayMs = 86_400_000;
/** Characters of a tag's value (Tagging AWS Resources, "Tag naming limits and requirements"). */
const longest = 255;

export const isHoldTag = (tagKey: string): boolean => tagKey === key || tagKey === markKey;

/**
 * The hold that the tags of a desktop speak of. A value without a date holds until somebody takes the tag off: whoever
 * set it wanted to keep something.
 */
export function holdOf(tags: Tags, now: Instant): HoldMark | undefined {
  if (!Object.hasOwn(tags, key)) return undefined;
  const value = tags[key] ?? '';
  const [date = ''] = value.split(' ');
  const until = /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(until)) return { until: now + dayMs };
  return until > now ? { until } : undefined;
}

/** @param mark text with a date first; what a tag can't hold is left out of it */
export const holdTag = (mark: string) => ({
  Key: markKey,
  Value: mark.replaceAll(/[^\p{L}\p{N} _.:/=+@-]/gu, '').slice(0, longest),
});
export const holdTagKey = markKey;
