import { isOpen, type Policy } from '@cleandesk/policies';
import type { Call } from './actions.ts';
import { pendingAction } from './decision.ts';
import { keepsToWindow, outageFor } from './gating.ts';
import { permitTag } from './group-tag.ts';
import { heldUntil, judge } from './judge.ts';
import { isGone } from './leaving.ts';
import { hasNewAddress } from './rebuild.ts';
import { type Cause, isWanted, type Reset, type Seat } from './seat.ts';
import type { Context, Look } from './signals.ts';
import { strategyOf } from './strategy.ts';

/** Whether a decided call may be made now, asked at every attempt with a look that is seconds old. */
export type Permit = 'perform' | 'alreadyDone' | 'notPermitted' | 'superseded';

/** ms after which a reboot that somebody asked for would only surprise them. */
const rebootExpiresAfterMs = 600_000;

/** ms after its decision in which a desktop may be terminated for its successor; later it is examined anew. */
const specIsGoodForMs = 120_000;

/**
 * A committed call can be performed seconds later or, after a redrive, days later. The seat is read again and the
 * desktop looked at again; what was decided then may be wrong now.
 */
export function permit(seat: Seat, call: Call, look: Look | undefined, context: Context): Permit {
  // guard: superseded-calls-are-not-made
  if (pendingAction(seat, call.id) === undefined) return 'superseded';
  if (call.type === 'Create') return permitCreate(seat);
  // guard: no-call-without-a-look
  if (look === undefined) return 'notPermitted';
  switch (call.type) {
    case 'Rebuild':
      return permitRebuild(seat, look, context);
    case 'Terminate':
      return permitTerminate(seat, look, context);
    case 'Reboot':
      return permitReboot(call, look, context);
    case 'Tag':
      return permitTag(seat, call, look);
  }
  call satisfies never;
}

function permitCreate(seat: Seat): Permit {
  const { phase } = seat;
  if (phase.status !== 'provisioning' && phase.status !== 'recreating') return 'superseded';
  // guard: one-desktop-is-made-once
  if (phase.creation.workspaceId !== undefined) return 'superseded';
  // guard: unwanted-wins-over-recreate
  if (!isWanted(seat)) return 'notPermitted';
  return 'perform';
}

function permitRebuild(seat: Seat, look: Look, context: Context): Permit {
  const { phase } = seat;
  // guard: a-rebuild-that-aws-took-is-not-repeated
  if (phase.status !== 'rebuilding' || phase.call !== 'decided') return 'superseded';
  // guard: a-rebuild-that-arrived-is-not-repeated
  if (look.desktop !== 'missing' && look.desktop.state === 'REBUILDING') return 'alreadyDone';
  // guard: a-rebuild-that-is-done-is-not-repeated
  if (hasNewAddress(phase.reset, look)) return 'alreadyDone';
  const verdict = judge(seat, phase.reset.leave, look);
  // guard: last-look-before-a-rebuild
  if (verdict.kind !== 'go') return 'notPermitted';
  // guard: policy-changed-before-a-rebuild
  if (strategyOf(verdict.policy, phase.reset.leave) !== 'rebuild' || verdict.policy.dryRun)
    return 'notPermitted';
  // guard: window-before-a-rebuild
  if (!isOpenFor(phase.reset, verdict.policy, context)) return 'notPermitted';
  // guard: outage-before-a-rebuild
  if (inOutage(phase.reset, context)) return 'notPermitted';
  // guard: failures-before-a-rebuild
  if (context.safeguards.pausedByFailures(verdict.policy.name)) return 'notPermitted';
  return 'perform';
}

/** Wanted again since; a desktop that goes because nobody uses it was wanted all the time. */
const isWantedBack = (seat: Seat, cause: Cause): boolean => cause.kind === 'unwanted' && isWanted(seat);

/** The window closed between the decision and the call. */
const isOpenFor = ({ leave }: Reset, { resetWindow }: Policy, { now }: Context): boolean =>
  !keepsToWindow(leave.cause) || resetWindow === undefined || isOpen(resetWindow, now);

/** Too many have left with this one, and that was seen only after the decision. */
function inOutage({ policy, leave }: Reset, { safeguards }: Context): boolean {
  if (leave.cause.kind !== 'absence') return false;
  const outage = outageFor(leave, policy.name, safeguards);
  return outage !== undefined && outage.overSince === undefined;
}

function permitTerminate(seat: Seat, look: Look, context: Context): Permit {
  const { phase } = seat;
  if (phase.status !== 'terminating' && phase.status !== 'removing' && phase.status !== 'clearing')
    return 'superseded';
  // guard: a-terminate-that-aws-took-is-not-repeated
  if (phase.call !== 'decided') return 'superseded';
  const { desktop } = look;
  // guard: a-terminate-that-arrived-is-not-repeated
  if (desktop === 'missing' || isGone(desktop)) return 'alreadyDone';
  if (phase.status === 'clearing') {
    // guard: only-an-unused-desktop-in-error-is-replaced
    if (desktop.state !== 'ERROR' || look.connection?.lastConnectedAt !== undefined) return 'notPermitted';
    // guard: unmatched-or-held-is-not-replaced
    if (look.policy === undefined || heldUntil(seat, look) !== undefined) return 'notPermitted';
    return 'perform';
  }
  const verdict = judge(seat, phase.status === 'removing' ? phase.leave : phase.reset.leave, look);
  // guard: last-look-before-a-terminate
  if (verdict.kind !== 'go') return 'notPermitted';
  // guard: dry-run-before-a-terminate
  if (verdict.policy.dryRun) return 'notPermitted';
  // guard: wanted-again-before-a-removal
  if (phase.status === 'removing') return isWantedBack(seat, phase.leave.cause) ? 'notPermitted' : 'perform';
  // guard: outage-before-a-terminate
  if (inOutage(phase.reset, context)) return 'notPermitted';
  // guard: failures-before-a-terminate
  if (context.safeguards.pausedByFailures(verdict.policy.name)) return 'notPermitted';
  // guard: policy-changed-before-a-terminate
  if (strategyOf(verdict.policy, phase.reset.leave) !== 'recreate') return 'notPermitted';
  // guard: window-before-a-terminate
  if (!isOpenFor(phase.reset, verdict.policy, context)) return 'notPermitted';
  // What it is made of, and whether it can be made again, was seen before the decision: that grows old.
  // guard: nothing-is-terminated-for-an-old-spec
  if (context.now - phase.reset.decidedAt > specIsGoodForMs) return 'notPermitted';
  const scope = { directoryId: seat.ref.directoryId, bundleId: phase.spec.bundleId };
  // guard: breaker-opened-before-a-terminate
  if (context.safeguards.breakerOpen(scope)) return 'notPermitted';
  return 'perform';
}

function permitReboot(call: Extract<Call, { type: 'Reboot' }>, look: Look, context: Context): Permit {
  // guard: unmatched-is-not-rebooted
  if (look.desktop === 'missing' || look.policy === undefined) return 'notPermitted';
  // guard: an-old-reboot-is-not-done
  if (context.now - call.askedAt > rebootExpiresAfterMs) return 'notPermitted';
  return ['AVAILABLE', 'UNHEALTHY', 'REBOOTING'].includes(look.desktop.state) ? 'perform' : 'notPermitted';
}
