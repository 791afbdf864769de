import type { Limits, Link, Links, Mailbook } from '../../src/ports.ts';

/** Links of mails, in memory. Holds to the same contract suite as DynamoDB. */
export function fakeLinks(): Links {
  const links = new Map<string, Link>();
  return {
    put: async (tokenHash, link) => void links.set(tokenHash, link),
    load: async (tokenHash) => links.get(tokenHash),
    async tryOnce(tokenHash) {
      const link = links.get(tokenHash);
      if (link === undefined || link.triesLeft <= 0) return 0;
      links.set(tokenHash, { ...link, triesLeft: link.triesLeft - 1 });
      return link.triesLeft;
    },
  };
}

export function fakeLimits(): Limits {
  const counts = new Map<string, number>();
  return {
    async within(who, { most, ms }, now) {
      const key = `${who}:${ms}:${Math.floor(now / ms)}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= most;
    },
  };
}

export function fakeMailbook(): Mailbook {
  const begun = new Set<string>();
  return {
    async begin(id) {
      if (begun.has(id)) return false;
      begun.add(id);
      return true;
    },
    giveBack: async (id) => void begun.delete(id),
  };
}
