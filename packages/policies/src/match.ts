import type { Policy, Selectors } from './policy.ts';

/** What a policy looks at. */
export type MatchableDesktop = {
  readonly directoryId: string;
  readonly bundleId: string;
  readonly userName: string;
  readonly tags: Readonly<Record<string, string>>;
};

/**
 * The first policy of the list that matches; none means: never touch this desktop.
 * All given selectors must match, any value within one will do.
 */
export function firstMatch(policies: readonly Policy[], desktop: MatchableDesktop): Policy | undefined {
  // A user-decoupled WorkSpace belongs to nobody who could come back to it (botocore model of `workspaces`, `UserName`).
  if (isNobody(desktop.userName)) return undefined;
  return policies.find((policy) => selects(policy.match, desktop));
}

/** Whether a user name is AWS's mark of a user-decoupled WorkSpace. User names are not case-sensitive. */
export const isNobody = (userName: string): boolean => userName.trim().toUpperCase() === '[UNDEFINED]';

function selects({ directoryIds, bundleIds, tags }: Selectors, desktop: MatchableDesktop): boolean {
  // Nothing given can't come from parsePolicies; should it come from elsewhere, it must not mean "everything".
  if (!directoryIds && !bundleIds && !tags) return false;
  if (directoryIds && !directoryIds.includes(desktop.directoryId)) return false;
  if (bundleIds && !bundleIds.includes(desktop.bundleId)) return false;
  return Object.entries(tags ?? {}).every(([key, values]) => {
    const value = Object.hasOwn(desktop.tags, key) ? desktop.tags[key] : undefined;
    return value !== undefined && values.includes(value);
  });
}
