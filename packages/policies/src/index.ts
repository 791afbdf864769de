export { firstMatch, isNobody, type MatchableDesktop } from './match.ts';
export { PoliciesUnreadable, parsePolicies } from './parse.ts';
export { type Policy, policySchema, type Selectors } from './policy.ts';
