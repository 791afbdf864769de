import { ResourceNotFoundException } from '@aws-sdk/client-workspaces';
import { firstMatch, isNobody, type Policy } from '@cleandesk/policies';
import { type Tags, UnexpectedAnswer, type WorkspacesReader } from '@cleandesk/workspaces';
import type { Instant } from '../domain/seat.ts';
import type { Clock } from '../ports.ts';

/** ms in which one look reads exact tags, a call each. Who has not had a turn by then is looked at again. */
const patienceMs = 3000;

/** What tags say, for who has to choose a policy by them. */
export type PolicyTags = {
  /** As they are now, from AWS. One call of WorkSpaces' rate. */
  read(workspaceId: string): Promise<Tags>;
  /**
   * Exact tags that are less than `maxAgeMs` old. Left out is who is gone, whose tags can't be read, and for whom there was
   * no time.
   */
  exact(workspaceIds: readonly string[], maxAgeMs: number): Promise<Map<string, Tags>>;
  /** What was read in the last `maxAgeMs`, without a call. */
  recent(workspaceId: string, maxAgeMs: number): Tags | undefined;
};

/** Remembers what it has read: an examination reads the same tags as the last look that follows it. */
export function policyTags(options: {
  reader: Pick<WorkspacesReader, 'exactTags'>;
  clock: Clock;
  /** ms after which nobody asks for what was read. */
  keepMs: number;
}): PolicyTags {
  const { reader, clock, keepMs } = options;
  let known = new Map<string, { tags: Tags; at: Instant }>();

  async function read(workspaceId: string): Promise<Tags> {
    const at = clock.now();
    const tags = await reader.exactTags(workspaceId);
    known = new Map([...known].filter(([, one]) => at - one.at <= keepMs));
    known.set(workspaceId, { tags, at });
    return tags;
  }

  const recent = (workspaceId: string, maxAgeMs: number): Tags | undefined => {
    const one = known.get(workspaceId);
    return one !== undefined && clock.now() - one.at < maxAgeMs ? one.tags : undefined;
  };

  return {
    read,
    recent,
    async exact(workspaceIds, maxAgeMs) {
      const until = clock.now() + patienceMs;
      const found = new Map<string, Tags>();
      for (const id of workspaceIds) {
        const own = recent(id, maxAgeMs);
        if (own !== undefined) found.set(id, own);
        else if (clock.now() <= until) {
          try {
            found.set(id, await read(id));
          } catch (error) {
            // It went away since it was seen, or has tags that nobody can read: nothing is concluded for this one.
            if (!(error instanceof ResourceNotFoundException || error instanceof UnexpectedAnswer))
              throw error;
          }
        }
      }
      return found;
    },
  };
}

/**
 * Whether tags can change which policy is the first to match: one that asks for tags, and that nothing else keeps from
 * matching, stands before the one that matches without any.
 */
export function tagsDecide(
  policies: readonly Policy[],
  desktop: { directoryId: string; bundleId: string; userName: string },
): boolean {
  if (isNobody(desktop.userName)) return false;
  const untagged = firstMatch(policies, { ...desktop, tags: {} });
  const before = untagged === undefined ? policies : policies.slice(0, policies.indexOf(untagged));
  return before.some(
    ({ match: { tags, directoryIds, bundleIds } }) =>
      tags !== undefined &&
      (directoryIds?.includes(desktop.directoryId) ?? true) &&
      (bundleIds?.includes(desktop.bundleId) ?? true),
  );
}
