import { firstMatch, type Policy } from '@cleandesk/policies';
import type { Tags } from '../../src/domain/seat.ts';
import type { Absence } from './absences.ts';

/** Of a desktop, as far as anybody knows them. */
export type TagsOf = (workspaceId: string) => Tags | undefined;

/** Where tags come from: whoever asks may say otherwise than they were; and what no record tells may be known now. */
export type TagSources = { given?: TagsOf | undefined; now: TagsOf };

export const selectsByTags = (policies: readonly Policy[]): boolean =>
  policies.some(({ match }) => match.tags !== undefined);

/**
 * The policy that a desktop falls under, `unknown` when that depends on tags that nobody knows.
 * @param tagsOf of an absence, as they were then or as near to it as anybody knows
 * @param asRecorded whether these policies may be those of the records: then what a record says is a fact
 */
export function matching(
  policies: readonly Policy[],
  tagsOf: (absence: Absence) => Tags | undefined,
  asRecorded: boolean,
) {
  return (absence: Absence): Policy | 'none' | 'unknown' => {
    const { seat, was } = absence;
    const { bundleId } = absence.desktop;
    const recorded = asRecorded && policies.find(({ version }) => version === was.policy?.version);
    if (recorded) return recorded;
    const tags = tagsOf(absence);
    if (tags !== undefined) return firstMatch(policies, { ...seat, bundleId, tags }) ?? 'none';
    const first = policies.find((policy) => mayMatch(policy, { ...seat, bundleId, tags: {} }));
    if (first === undefined) return 'none';
    return first.match.tags === undefined ? first : 'unknown';
  };
}

/** Whether it would match a desktop with the right tags. */
function mayMatch(policy: Policy, desktop: Parameters<typeof firstMatch>[1]): boolean {
  const { tags = {}, ...others } = policy.match;
  const right = Object.fromEntries(Object.entries(tags).map(([key, [value = '']]) => [key, value]));
  const match = policy.match.tags === undefined ? others : policy.match;
  return firstMatch([{ ...policy, match }], { ...desktop, tags: right }) !== undefined;
}
