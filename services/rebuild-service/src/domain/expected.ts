import type { Note } from './actions.ts';
import { isGone } from './leaving.ts';
import type { Creation, Instant, Reset } from './seat.ts';
import type { Context, Look } from './signals.ts';

/** Part of the time that the soonest took in which there is nothing to see: the next one may be sooner still. */
const partWithoutNews = 0.95;
// In looks, and not in minutes: one a minute on AWS, and more often where AWS is played faster than it is.

/** So long nobody looks at a reset under way at most: while it ends in ERROR unseen, others are reset the same way. */
const longestPause = 12;
/** The same of a desktop for a seat that had none: nobody loses anything by it. */
const longestWait = 30;
/** So long a desktop that has begun to go is there: "approximately 5 minutes" (Administration Guide), less the look's. */
const goesFor = 4;

/**
 * Until when a look at a reset under way would show what the last one did. AWS takes 20 minutes for a desktop, and a look
 * every few minutes takes calls of the rate that the next resets wait for.
 */
export const resetUnseenUntil = ({ policy, decidedAt }: Reset, context: Context): Instant =>
  unseenUntil(decidedAt, policy.name, longestPause, context);

/** The same of a desktop that is made, for a reset or for a seat that had none. */
export const makingUnseenUntil = (
  { spec, since, acceptedAt }: Creation,
  reset: Reset | undefined,
  context: Context,
): Instant =>
  reset === undefined
    ? unseenUntil(acceptedAt ?? since, timeOfMaking(spec.bundleId), longestWait, context)
    : resetUnseenUntil(reset, context);

/** A terminate whose effect has just been seen first. */
export const goingUnseenUntil = ({ desktop, at }: Look, looks: number, { settings }: Context): Instant =>
  desktop !== 'missing' && isGone(desktop) && looks <= 1 ? at + goesFor * settings.observeEveryMs : at;

/** How long AWS took to make a desktop for a seat that had none. */
export const timeMaking = (
  { spec, since, acceptedAt }: Creation,
  workspaceId: string,
  now: Instant,
): Note => ({
  type: 'TimeReset',
  id: `time:${workspaceId}`,
  policy: timeOfMaking(spec.bundleId),
  tookMs: Math.max(0, Math.round(now - (acceptedAt ?? since))),
});

/** Under which that is kept, beside the times of policies. */
const timeOfMaking = (bundleId: string): string => `a desktop of ${bundleId}`;

function unseenUntil(
  from: Instant,
  what: string,
  longest: number,
  { now, safeguards, settings }: Context,
): Instant {
  const soonest = safeguards.soonestReady(what);
  if (soonest === undefined) return now;
  return Math.min(from + soonest * partWithoutNews, now + longest * settings.observeEveryMs);
}
