import { firstMatch, type Policy } from '@cleandesk/policies';
import type { Absence } from './absences.ts';

export type Tags = Readonly<Record<string, string>>;

/** Of a desktop, as far as anybody knows them. */
export type TagsOf = (workspaceId: string) => Tags | undefined;

export const selectsByTags = (policies: readonly Policy[]): boolean =>
  policies.some(({ match }) => match.tags !== undefined);

/**
 * The policy that a desktop falls under, `unknown` when that depends on tags that nobody knows.
 * @param asRecorded whether these policies may be those of the records: then what a record says is a fact
 */
export function matching(policies: readonly Policy[], tagsOf: TagsOf, asRecorded: boolean) {
  return ({ desktop: { workspaceId, bundleId }, seat, was }: Absence): Policy | 'none' | 'unknown' => {
    const recorded = asRecorded && policies.find(({ version }) => version === was.policy?.version);
    if (recorded) return recorded;
    const tags = tagsOf(workspaceId);
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
