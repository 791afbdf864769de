import { createHash } from 'node:crypto';
import type { Policy } from './policy.ts';

/**
 * 12 hex digits of a hash over all that a policy says. Order counts only where it has a meaning: not among the values of a selector, nor
 * among the spans of a window.
 */
export function versionOf(said: Omit<Policy, 'version'>): string {
  const { directoryIds, bundleIds, tags } = said.match;
  const text = canonical({
    ...said,
    match: {
      directoryIds: sorted(directoryIds),
      bundleIds: sorted(bundleIds),
      tags: tags && Object.fromEntries(Object.entries(tags).map(([key, values]) => [key, sorted(values)])),
    },
    resetWindow: sorted(said.resetWindow?.map(canonical)),
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

const sorted = (list: readonly string[] | undefined) => list && [...new Set(list)].sort();

/** JSON whose keys are in order, whoever wrote them. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
