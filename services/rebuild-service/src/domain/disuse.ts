import type { Policy } from '@cleandesk/policies';
import { become, type Decision } from './decision.ts';
import { type Live, newLeave } from './leaving.ts';
import type { Cause, Instant, Memory, Seat } from './seat.ts';
import type { Connection, Context } from './signals.ts';

/** The latest sign that somebody used this desktop; -1 when there is none. */
export const latestUse = (memory: Memory, connection: Connection | undefined): Instant =>
  Math.max(memory.lastLoginAt ?? -1, memory.lastConnectedAt ?? -1, connection?.lastConnectedAt ?? -1);

/** It was reset, or would have been as long as its policy only rehearses, and nobody has used it since. */
const isClean = ({ cleanSince, memory }: Seat, use: Instant, policy: Policy | undefined): boolean =>
  cleanSince !== undefined &&
  use < memory.settledUntil &&
  (cleanSince.rehearsed !== true || policy?.dryRun === true);

/** A desktop that nobody has used for as long as its policy says is reset, or removed, after a last look. */
export function onUnused(
  seat: Seat,
  phase: Live,
  connection: Connection,
  policy: Policy | undefined,
  context: Context,
): Decision | undefined {
  const use = latestUse(seat.memory, connection);
  const rule = use < 0 ? policy?.neverLoggedIn : policy?.unused;
  // What was before it was adopted, or since it was reset, does not count as disuse.
  const since = Math.max(use, seat.memory.settledUntil);
  // guard: unused-for-the-whole-time
  if (rule === undefined || connection.state === 'CONNECTED' || context.now - since < rule.afterMs)
    return undefined;
  // guard: a-clean-desktop-is-not-reset-again
  if (rule.action === 'reset' && isClean(seat, use, policy)) return undefined;
  const cause: Cause = { kind: 'disuse', since, action: rule.action };
  const leave = newLeave(cause, { start: since, end: context.now }, context.now);
  const { desktop } = phase;
  return become(seat, { status: 'away', desktop, leave }, { type: 'Look', workspaceId: desktop.workspaceId });
}

/** Nobody's wish is asked for a desktop that nobody used: whoever wants one again asks anew. */
export function giveUpClaims(seat: Seat): Seat {
  const claims = Object.entries(seat.claims).map(([source, claim]) => [source, { ...claim, wanted: false }]);
  return { ...seat, claims: Object.fromEntries(claims) };
}
