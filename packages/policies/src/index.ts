export { type Budget, budgetLimit, budgetWindow, nextBudgetWindow } from './budget.ts';
export type { DataLoss } from './data-loss.ts';
export type { Disuse } from './disuse.ts';
export { type Failures, failuresAllowed } from './failures.ts';
export { firstMatch, isNobody, type MatchableDesktop } from './match.ts';
export { type Outage, type OutageHours, outageThreshold } from './outage.ts';
export { PoliciesUnreadable, parsePolicies } from './parse.ts';
export { type Policy, policyDefaults, type Selectors } from './policy.ts';
export {
  closesAt,
  isOpen,
  nextOpening,
  openedAt,
  type ResetSpan,
  type ResetWindow,
  readyBy,
} from './reset-window.ts';
export { policySchema } from './schema.ts';
export type { Span, Weekday } from './span.ts';
