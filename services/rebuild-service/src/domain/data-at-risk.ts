import { andThen, become, causeId, type Decision, stay } from './decision.ts';
import { waitFor, whatStops } from './gating.ts';
import { judge } from './judge.ts';
import { type Away, cancel, lookAgainAt } from './leaving.ts';
import { beginRebuild } from './rebuild.ts';
import { rehearse } from './rehearsing.ts';
import { isRemoval, type Seat } from './seat.ts';
import type { Context, Signal } from './signals.ts';
import { strategyOf } from './strategy.ts';
import { stuck } from './stuck.ts';

const hourMs = 3_600_000;
/** ms after which a person is told that there is still no snapshot to rebuild from: AWS takes one every 12 hours. */
const snapshotOverdueMs = 24 * hourMs;

/**
 * A rebuild brings the user volume back from its last snapshot, and AWS rebuilds nothing without one. What lies between
 * the snapshot and the end of the session is lost: how much may be, the policy says.
 */
export function onSnapshot(
  seat: Seat,
  { look, rebuildFrom }: Extract<Signal, { type: 'SnapshotFound' }>,
  context: Context,
): Decision {
  const { phase } = seat;
  if (phase.status !== 'away' || isRemoval(phase.leave.cause)) return stay(seat);
  const verdict = judge(seat, phase.leave, look);
  if (verdict.kind !== 'go') return stay(seat);
  const { policy } = verdict;
  if (strategyOf(policy, phase.leave) !== 'rebuild') return stay(seat);
  const stop = whatStops(seat, phase, policy, context, look.imageId);
  if (stop !== undefined) return waitFor(seat, phase, stop, context);
  const lostMs =
    rebuildFrom === undefined ? Number.POSITIVE_INFINITY : Math.max(0, phase.leave.seenAt - rebuildFrom);
  const tooMuch = policy.dataLoss !== undefined && lostMs > policy.dataLoss.maxMs;
  // guard: nobody-loses-more-than-the-policy-allows
  if (tooMuch || rebuildFrom === undefined) {
    const action = policy.dataLoss?.action ?? 'wait';
    if (action === 'recreate') return recreateInstead(seat, phase);
    // guard: nothing-is-rebuilt-without-a-snapshot
    if (action === 'wait' || rebuildFrom === undefined)
      return waitForSnapshot(seat, phase, rebuildFrom, context);
  }
  // guard: dry-run-rebuilds-nobody
  if (policy.dryRun) return rehearse(seat, phase, policy, look, context, rebuildFrom);
  return beginRebuild(seat, phase, policy, { snapshotAt: rebuildFrom, look }, context);
}

/** The owner would rather have everything gone than part of it. */
function recreateInstead(seat: Seat, phase: Away): Decision {
  const leave = { ...phase.leave, instead: 'recreate' } as const;
  return become(seat, { ...phase, leave }, { type: 'Look', workspaceId: phase.desktop.workspaceId });
}

function waitForSnapshot(
  seat: Seat,
  phase: Away,
  rebuildFrom: number | undefined,
  context: Context,
): Decision {
  const { leave } = phase;
  const why =
    rebuildFrom === undefined
      ? 'There is no snapshot of its user volume yet.'
      : 'The snapshot of its user volume is too old.';
  if (leave.cause.kind === 'request') return cancel(seat, phase, 'undecided', context, why);
  const tell = !leave.told && context.now - leave.seenAt > snapshotOverdueMs;
  const later = lookAgainAt(
    seat,
    phase,
    { ...leave, told: leave.told || tell },
    context.now + hourMs,
    context,
  );
  if (!tell) return later;
  const note = stuck(seat, causeId(leave.cause), {
    reason: 'NoSnapshot',
    explanation: `${why} It waits for one.`,
  });
  return andThen(later, (waiting) => stay(waiting, note));
}
