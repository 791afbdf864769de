import type { ResetKeeps } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Leave, Seat } from './seat.ts';
import type { Context } from './signals.ts';

/** What this reset does: what the policy says, or what it says to do instead where a rebuild would lose too much. */
export const strategyOf = (policy: Policy, leave: Leave): Policy['strategy'] =>
  policy.dataLoss?.action === 'recreate' ? (leave.instead ?? policy.strategy) : policy.strategy;

/** What a reset of such a desktop leaves to its user. A rebuild brings the user volume back as its last snapshot has it. */
export function keptBy({ strategy, dataLoss, dryRun }: Policy): ResetKeeps {
  if (dryRun) return 'everything';
  if (strategy === 'recreate') return 'nothing';
  return dataLoss?.action === 'recreate' ? 'userVolumeIfRecent' : 'userVolume';
}

/** Remembered, so that others hear of it when a deployment changes the policy, and not only when the desktop does something. */
export function withWhatResetsKeep(seat: Seat, { policies }: Context): Seat {
  const policy = policies.find(({ name }) => name === seat.policyName);
  const keeps = policy && keptBy(policy);
  if (keeps === seat.resetKeeps) return seat;
  const { resetKeeps: _former, ...rest } = seat;
  return keeps === undefined ? rest : { ...rest, resetKeeps: keeps };
}
