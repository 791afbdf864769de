import { wouldRemoveV1, wouldResetV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import { become, causeId, type Decision, iso, refOf, say, spokenCause } from './decision.ts';
import { spendsFor } from './gating.ts';
import type { Away } from './leaving.ts';
import { record, recordedLeave } from './records.ts';
import { kindOf } from './safeguards.ts';
import type { Instant, Seat } from './seat.ts';
import type { Context, Look } from './signals.ts';
import { strategyOf } from './strategy.ts';

/**
 * Dry run: whatever stands in the way of a reset has been asked for as if it were one, and what it takes of a budget is
 * taken of the dry run's own. Nothing is called.
 * @param snapshotAt of the user volume that a rebuild would have brought back
 */
export function rehearse(
  seat: Seat,
  { leave, desktop }: Away,
  policy: Policy,
  look: Look,
  context: Context,
  snapshotAt?: Instant,
): Decision {
  const { workspaceId, bundleId } = desktop;
  const resetId = causeId(leave.cause);
  const cause = spokenCause(leave.cause);
  const settled: Seat = { ...seat, memory: { ...seat.memory, settledUntil: look.at } };
  const would = { seat: seat.ref, workspaceId, policy: refOf(policy) };
  const spends = spendsFor(seat, leave, desktop, policy, context);
  const live = { status: 'live', desktop } as const;
  if (cause === undefined) return become(settled, live, say(wouldRemoveV1, resetId, would), ...spends);
  const strategy = strategyOf(policy, leave);
  const lost =
    snapshotAt === undefined
      ? {}
      : { snapshotAt: iso(snapshotAt), lostMs: Math.max(0, Math.round(leave.seenAt - snapshotAt)) };
  return become(
    // When its user comes back says whether another grace would have been long enough.
    { ...settled, cleanSince: { resetId, at: context.now, rehearsed: true } },
    live,
    say(wouldResetV1, resetId, {
      ...would,
      strategy,
      cause,
      ...lost,
      ...(leave.waitsFor === undefined ? {} : { waitedFor: kindOf(leave.waitsFor) }),
    }),
    record(seat, 'rehearsed', resetId, context.now, {
      resetId,
      workspaceId,
      bundleId,
      strategy,
      policy: refOf(policy),
      ...lost,
      ...recordedLeave(seat, leave),
    }),
    ...spends,
  );
}
