import { type Claim, keyOf, type Memory, type Trouble } from '../../src/domain/memory.ts';
import { type Notebook, Overtaken, type Run } from '../../src/ports.ts';

type Page = {
  revision: number;
  leaseUntil: number;
  answered: string[];
  claims: Map<string, Claim>;
  troubles: Map<string, Trouble>;
  rest: Pick<Memory, 'readAt' | 'refused' | 'repeatedHour' | 'saidThrough'>;
};

/** The notebook in memory. Passes the same suite as DynamoDB's. */
export function fakeNotebook(): Notebook {
  const pages = new Map<string, Page>();

  const pageOf = (group: string): Page => {
    const known = pages.get(group);
    if (known !== undefined) return known;
    const page: Page = {
      revision: 0,
      leaseUntil: 0,
      answered: [],
      claims: new Map(),
      troubles: new Map(),
      rest: { saidThrough: 0 },
    };
    pages.set(group, page);
    return page;
  };
  const memoryOf = ({ claims, troubles, rest }: Page): Memory => ({
    ...rest,
    claims: new Map(claims),
    troubles: new Map(troubles),
  });
  const mine = (run: Run): Page => {
    const page = pageOf(run.group);
    if (page.revision !== run.revision) throw new Overtaken();
    return page;
  };

  return {
    async begin(group, { now, until }, requestId) {
      const page = pageOf(group);
      if (requestId !== undefined && page.answered.includes(requestId)) return 'answered';
      if (page.leaseUntil > now) return 'another';
      page.revision = Math.max(now, page.revision + 1);
      page.leaseUntil = until;
      return { group, revision: page.revision, memory: memoryOf(page) };
    },
    async commit(run, changes) {
      const page = mine(run);
      for (const { key, claim } of changes) page.claims.set(key, claim);
    },
    async end(run, ending) {
      const page = mine(run);
      page.leaseUntil = 0;
      if (ending.answered !== undefined) page.answered.push(ending.answered);
      const { repeatedHour } = ending;
      if ('refused' in ending) page.rest = { ...page.rest, repeatedHour, refused: ending.refused };
      else {
        const { readAt, saidThrough } = ending;
        page.rest = { readAt, saidThrough, repeatedHour };
      }
    },
    async abandon(run) {
      const page = pageOf(run.group);
      if (page.revision === run.revision) page.leaseUntil = 0;
    },
    look: async (group) => memoryOf(pageOf(group)),
    async wantedBy(groups, keys) {
      return new Map(
        keys.flatMap((key) => {
          const wanting = groups.filter((group) => pageOf(group).claims.get(key)?.said === 'wanted');
          return wanting.length === 0 ? [] : [[key, wanting] as const];
        }),
      );
    },
    async troubled(group, { userName }, { reason, at }) {
      const { claims, troubles } = pageOf(group);
      const key = keyOf(userName);
      if (claims.get(key)?.said !== 'wanted') return false;
      const known = troubles.get(key);
      if (known !== undefined && known.at >= at) return false;
      troubles.set(key, { reason, at, times: (known?.times ?? 0) + 1 });
      return true;
    },
    async helped(group, { userName }) {
      pageOf(group).troubles.delete(keyOf(userName));
    },
  };
}
