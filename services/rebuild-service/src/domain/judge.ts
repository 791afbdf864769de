import type { Policy } from '@cleandesk/policies';
import { latestUse } from './disuse.ts';
import { graceOf } from './grace.ts';
import { hasOverstayed, mayGo } from './parting.ts';
import { activeHold, type Instant, type Leave, type Seat } from './seat.ts';
import type { Look, SeenDesktop } from './signals.ts';

/** What one look says about resetting one desktop. */
export type Verdict =
  | { kind: 'go'; policy: Policy; desktop: SeenDesktop }
  /** Certain to be too early: look again then. */
  | { kind: 'wait'; why: 'held' | 'seenSince'; until: Instant; leave: Leave }
  /** Nobody can tell yet: look again, less and less often. */
  | { kind: 'again'; why: string; leave: Leave }
  /** No reset for this leaving. */
  | { kind: 'stop'; because: 'neverConnected' | 'unmanaged' | 'userReturned' }
  /** AWS has no such desktop any more, or soon won't. */
  | { kind: 'gone'; certain: boolean; leave: Leave };

/** How long two complete looks have to agree before a missing desktop counts as gone. */
export const looksUntilGone = 2;

/**
 * The last look's table. It is asked when the grace is over, and again right before every destructive call.
 * Whatever is not listed as a reason to go is a reason to look again: a user's desktop is at stake.
 */
export function judge(seat: Seat, leave: Leave, look: Look): Verdict {
  const { desktop } = look;
  // guard: missing-desktop-is-not-reset
  if (desktop === 'missing') {
    const missing = leave.missing + 1;
    return { kind: 'gone', certain: missing >= looksUntilGone, leave: { ...leave, missing } };
  }
  const present: Leave = { ...leave, missing: 0 };
  if (desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED') {
    return { kind: 'gone', certain: true, leave: present };
  }
  const { policy } = look;
  // guard: a-look-at-the-state-decides-nothing
  if (look.extent !== 'full') return { kind: 'again', why: 'only its state was looked at', leave: present };
  // guard: unmatched-is-never-reset
  if (policy === undefined) return { kind: 'stop', because: 'unmanaged' };
  const until = heldUntil(seat, look);
  // guard: hold-wins
  if (until !== undefined) return { kind: 'wait', why: 'held', until, leave: present };
  const mayBeRemoved = mayGo(seat, leave, look.tags);
  // guard: only-what-carries-the-tags-is-removed
  if (mayBeRemoved !== true) {
    const why = mayBeRemoved === 'unknown' ? 'its tags are not known' : 'it lacks the tags of who gave it up';
    return { kind: 'again', why, leave: present };
  }
  const seen = lastSeen(seat, present, look);
  const byAbsence = leave.cause.kind === 'absence';
  const connection = look.connection?.state ?? 'UNKNOWN';

  // Who left the group and never disconnects would keep the desktop for good.
  if (connection === 'CONNECTED' && desktop.state === 'AVAILABLE' && hasOverstayed(seat, leave, look.at))
    return { kind: 'go', policy, desktop };
  // guard: connected-is-never-reset
  if (connection === 'CONNECTED') {
    return {
      kind: 'again',
      why: 'the user reads CONNECTED',
      leave: { ...seen, seenAt: look.at, confirmed: false },
    };
  }
  // SessionDisconnect counts connections that failed, too: without a use there is nothing to clean.
  // guard: never-connected-is-not-reset
  if (byAbsence && latestUse(seat.memory, look.connection) < seat.memory.settledUntil) {
    return { kind: 'stop', because: 'neverConnected' };
  }
  // Somebody uses it after all, and may be within their grace.
  // guard: a-use-ends-disuse
  if (leave.cause.kind === 'disuse' && latestUse(seat.memory, look.connection) > leave.cause.since)
    return { kind: 'stop', because: 'userReturned' };
  if (desktop.state === 'STOPPED' && connection === 'UNKNOWN')
    return awayLongEnough(seat, seen, look, policy, desktop);
  // Nobody uses a desktop in ERROR. Whether an absence ends in it a person decides: it is they who ask for the reset.
  if (desktop.state === 'ERROR' && !byAbsence) return awayLongEnough(seat, seen, look, policy, desktop);
  // guard: a-desktop-in-another-state-is-looked-at-again
  if (desktop.state !== 'AVAILABLE') {
    return { kind: 'again', why: `the desktop is ${desktop.state}`, leave: seen };
  }
  // guard: an-unclear-connection-decides-nothing
  if (connection !== 'DISCONNECTED') {
    return { kind: 'again', why: `the desktop is AVAILABLE and its connection ${connection}`, leave: seen };
  }
  const checkedAt = look.connection?.checkedAt;
  // A check from before the user left, or before a login that we know of, says nothing about now.
  // guard: stale-check-decides-nothing
  if (checkedAt === undefined || checkedAt <= Math.max(leave.end, seat.memory.lastLoginAt ?? 0)) {
    return { kind: 'again', why: 'the connection was last checked before the user left', leave: seen };
  }
  // The check at the end of the grace has to be one: a check as old as the grace says nothing of its end.
  const grace = graceOf(seen, seat.memory, policy);
  // guard: two-checks-a-grace-apart
  if (byAbsence && checkedAt - seen.seenAt < grace && look.at - seen.seenAt >= grace) {
    return { kind: 'again', why: 'the connection was last checked before the grace was over', leave: seen };
  }
  return awayLongEnough(seat, seen, look, policy, desktop);
}

function awayLongEnough(seat: Seat, leave: Leave, look: Look, policy: Policy, desktop: SeenDesktop): Verdict {
  const grace = graceOf(leave, seat.memory, policy);
  // guard: away-for-the-whole-grace
  if (look.at - leave.seenAt < grace)
    return { kind: 'wait', why: 'seenSince', until: leave.seenAt + grace, leave };
  return { kind: 'go', policy, desktop };
}

/** ms after which a hold that only a tag speaks of is looked at again: nobody tells when the tag is taken off. */
const taggedHoldForMs = 3_600_000;

/** Until when nobody may touch the desktop: by a hold that we were told of, or by a tag that somebody set on it. */
export function heldUntil(seat: Seat, look: Look): Instant | undefined {
  const told = activeHold(seat, look.at)?.until;
  const tagged = look.hold === undefined ? undefined : Math.min(look.hold.until, look.at + taggedHoldForMs);
  // guard: a-hold-by-a-tag-counts
  if (told === undefined) return tagged;
  return tagged === undefined ? told : Math.max(told, tagged);
}

/**
 * The latest time at which the user was certainly not away yet: the first check that read DISCONNECTED after the last
 * sign of use.
 *
 * A datapoint proves no leaving: SessionDisconnect counts failed connections, a login inside its interval can lie
 * before or after the disconnect, and AWS does not say whether LastKnownUserConnectionTimestamp is the start or the end
 * of a connection. So the grace runs between two checks that both read DISCONNECTED, with no sign of use between them.
 */
function lastSeen(seat: Seat, leave: Leave, look: Look): Leave {
  const sign = Math.max(seat.memory.lastLoginAt ?? 0, look.connection?.lastConnectedAt ?? 0);
  // guard: grace-runs-from-a-disconnected-check
  if (leave.confirmed && sign <= leave.accounted) return leave;
  const checkedAt = look.connection?.checkedAt;
  // guard: a-stale-check-begins-no-grace
  if (checkedAt === undefined || checkedAt <= Math.max(leave.end, seat.memory.lastLoginAt ?? 0)) return leave;
  return { ...leave, seenAt: Math.max(leave.seenAt, checkedAt), accounted: sign, confirmed: true };
}
