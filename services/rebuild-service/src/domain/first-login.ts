import { andThen, type Decision, iso, stay } from './decision.ts';
import { record } from './records.ts';
import type { Instant, Reset, Seat } from './seat.ts';
import type { Context } from './signals.ts';

/** @param from when AWS had taken what made the desktop: a login since then is one on the new state */
export const cleanSince = ({ resetId }: Reset, from: Instant | undefined, { now }: Context) => ({
  resetId,
  at: now,
  ...(from === undefined ? {} : { from }),
});

/** Nobody had logged in since the desktop was made clean, or would have been. */
export function firstLogin(seat: Seat, at: Instant, context: Context): Decision | undefined {
  const { cleanSince: clean, ...rest } = seat;
  if (seat.phase.status !== 'live' || clean === undefined || at < (clean.from ?? clean.at)) return undefined;
  const { resetId } = clean;
  const afterMs = Math.max(0, Math.round(at - clean.at));
  return stay(rest, record(seat, 'firstLogin', resetId, context.now, { resetId, loginAt: iso(at), afterMs }));
}

/** Who logs in as soon as it can be done is faster than the look that shows the desktop ready. */
export function loggedInMeanwhile(before: Seat, made: Decision, context: Context): Decision {
  const at = before.memory.lastLoginAt;
  const isNew = made.seat.cleanSince?.resetId !== before.cleanSince?.resetId;
  if (at === undefined || !isNew) return made;
  return andThen(made, (seat) => firstLogin(seat, at, context) ?? stay(seat));
}
