import type { Policy } from '@cleandesk/policies';
import type { Leave } from './seat.ts';

/** What this reset does: what the policy says, or what it says to do instead where a rebuild would lose too much. */
export const strategyOf = (policy: Policy, leave: Leave): Policy['strategy'] =>
  policy.dataLoss?.action === 'recreate' ? (leave.instead ?? policy.strategy) : policy.strategy;
